/** The slow reading of an input: type errors in DynamoDB's words, and a copy without nulls and unknown members. */
import { unreachable } from '../../base/assert.ts';
import { base64Length } from '../../base/bytes.ts';
import type { JsonArray, JsonObject, JsonValue } from '../../base/json.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_NESTING_LEVELS } from '../../model/limits.ts';
import type { ListShape, MapShape, Shape, StructureShape } from '../../model/shape.ts';
import { hasLeftoverBits } from './accepts-value.ts';
import { isJsonArray, isJsonObject } from './json-kinds.ts';

/** Where a value stands: the service words a wrong one differently. */
type Place = 'member' | 'element';

const PACKAGE = 'com.amazonaws.dynamodb.v20120810';
const STRUCTURE_FOUND = 'Start of structure or map found where not expected';
const PARAMETERIZED_CAST =
  'class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class ' +
  '(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of ' +
  "loader 'bootstrap')";

/** Values nested past what any answer depends on are not walked: this bounds the recursion. */
const MAX_WALKED_LEVELS = MAX_NESTING_LEVELS + 1;

/** The input as its shape says, or a SerializationException. Constraints are not looked at. */
export function deserialize(shape: StructureShape, input: JsonValue): JsonObject {
  if (!isJsonObject(input)) throw serializationError('');
  return readMembers(shape, input);
}

function serializationError(message: string): DynamoError {
  return new DynamoError('SerializationException', message);
}

function read(shape: Shape, value: JsonValue, place: Place): JsonValue {
  switch (shape.kind) {
    case 'string':
    case 'enum':
      return readString(value);
    case 'integer':
      return readNumber(value, 'Integer');
    case 'long':
      return readNumber(value, 'Long');
    case 'timestamp':
      return readTimestamp(value);
    case 'boolean':
      return readBoolean(value);
    case 'attribute-value':
      return readAttributeValue(value, place, 1);
    case 'list':
      return readList(shape, value, place);
    case 'map':
      return readMap(shape, value, place);
    case 'structure':
      return readMembers(shape, structureOf(value, shape.name, place));
    default:
      return unreachable(shape);
  }
}

function readMembers({ members }: StructureShape, value: JsonObject): JsonObject {
  const entries: [string, JsonValue][] = [];
  for (const [name, member] of Object.entries(members)) {
    const content = Object.hasOwn(value, name) ? value[name] : undefined;
    if (content !== undefined && content !== null)
      entries.push([name, read(member.shape, content, 'member')]);
  }
  return Object.fromEntries(entries);
}

function structureOf(value: JsonValue, name: string, place: Place): JsonObject {
  if (isJsonObject(value)) return value;
  if (isJsonArray(value)) throw serializationError(`Unrecognized collection type class ${PACKAGE}.${name}`);
  throw serializationError(place === 'member' ? 'Unexpected field type' : 'Unexpected value type in payload');
}

function readList({ item }: ListShape, value: JsonValue, place: Place): JsonValue {
  return listOf(value, place).map((element) => (element === null ? null : read(item, element, 'element')));
}

function listOf(value: JsonValue, place: Place): JsonArray {
  if (isJsonArray(value)) return value;
  if (isJsonObject(value)) throw serializationError(STRUCTURE_FOUND);
  throw serializationError(place === 'member' ? 'Unexpected field type' : PARAMETERIZED_CAST);
}

function readMap(shape: MapShape, value: JsonValue, place: Place): JsonValue {
  const entries: [string, JsonValue][] = [];
  for (const [name, content] of Object.entries(mapOf(value, javaClass(shape.value), place))) {
    if (content !== null) entries.push([name, read(shape.value, content, 'element')]);
    else if (shape.value.kind === 'attribute-value') entries.push([name, {}]);
  }
  return Object.fromEntries(entries);
}

function mapOf(value: JsonValue, valueClass: string, place: Place): JsonObject {
  if (isJsonObject(value)) return value;
  if (isJsonArray(value)) {
    throw serializationError(`Unrecognized collection type java.util.Map<java.lang.String, ${valueClass}>`);
  }
  throw serializationError(place === 'member' ? 'Unexpected field type' : PARAMETERIZED_CAST);
}

function javaClass(shape: Shape): string {
  if (shape.kind === 'attribute-value') return `${PACKAGE}.AttributeValue`;
  if (shape.kind === 'structure') return `${PACKAGE}.${shape.name}`;
  if (shape.kind === 'list') return `java.util.List<${javaClass(shape.item)}>`;
  return 'java.lang.String';
}

function readString(value: JsonValue): string {
  if (typeof value === 'string') return value;
  throw scalarError(value, 'String');
}

function readNumber(value: JsonValue, type: 'Integer' | 'Long'): number {
  if (typeof value === 'number') return Math.trunc(value);
  throw scalarError(value, type);
}

function readTimestamp(value: JsonValue): number {
  if (typeof value === 'number') return value;
  throw scalarError(value, 'Date');
}

/** The service takes `"true"`, `"1"` and `"yes"` for true, and their opposites for false. */
function readBoolean(value: JsonValue): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') throw scalarError(value, 'Boolean');
  const text = value.toUpperCase();
  if (text === 'TRUE' || text === '1' || text === 'YES') return true;
  if (text === 'FALSE' || text === '0' || text === 'NO') return false;
  throw serializationError('Unexpected token received from parser');
}

function scalarError(value: JsonValue, type: string): DynamoError {
  if (isJsonArray(value)) return serializationError(`Unrecognized collection type class java.lang.${type}`);
  if (isJsonObject(value)) return serializationError(STRUCTURE_FOUND);
  return serializationError(`${tokenName(value)} cannot be converted to ${type}`);
}

function tokenName(value: JsonValue): string {
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
}

function readBlob(value: JsonValue): string {
  if (isJsonArray(value)) throw serializationError('Unrecognized collection type class java.nio.ByteBuffer');
  if (isJsonObject(value)) throw serializationError(STRUCTURE_FOUND);
  if (typeof value !== 'string') {
    throw serializationError('only base-64-encoded strings are convertible to bytes');
  }
  if (value.length % 4 !== 0) {
    throw serializationError(
      `Base64 encoded length is expected a multiple of 4 bytes but found: ${value.length}`,
    );
  }
  if (base64Length(value) === undefined || hasLeftoverBits(value)) {
    // The misspelling is the service's.
    throw serializationError('Invalid last non-pad Base64 character dectected');
  }
  return value;
}

/** Keeps every type that is present, so that two of them can be complained of later. */
function readAttributeValue(value: JsonValue, place: Place, level: number): JsonObject {
  const structure = structureOf(value, 'AttributeValue', place);
  if (level > MAX_WALKED_LEVELS) return {};
  const entries: [string, JsonValue][] = [];
  for (const [type, content] of Object.entries(structure)) {
    if (content === null) continue;
    const typed = readTyped(type, content, level);
    if (typed !== undefined) entries.push([type, typed]);
  }
  return Object.fromEntries(entries);
}

function readTyped(type: string, content: JsonValue, level: number): JsonValue | undefined {
  switch (type) {
    case 'S':
    case 'N':
      return readString(content);
    case 'B':
      return readBlob(content);
    case 'BOOL':
    case 'NULL':
      return readBoolean(content);
    case 'SS':
    case 'NS':
      return listOf(content, 'member').map(readString);
    case 'BS':
      return listOf(content, 'member').map(readBlob);
    case 'L':
      return listOf(content, 'member').map((element) => readNested(element, level));
    case 'M':
      return Object.fromEntries(
        Object.entries(mapOf(content, `${PACKAGE}.AttributeValue`, 'member')).map(([name, nested]) => [
          name,
          readNested(nested, level),
        ]),
      );
    default:
      return undefined;
  }
}

function readNested(value: JsonValue, level: number): JsonObject {
  return value === null ? {} : readAttributeValue(value, 'element', level + 1);
}
