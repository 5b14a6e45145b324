/** A refused value as the service repeats it in its message: the way Java prints it, or as JSON. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { MAX_ECHO_CHARACTERS } from '../../model/limits.ts';
import type { Shape, StructureShape } from '../../model/shape.ts';
import { isJsonArray, isJsonObject } from './json-kinds.ts';

/** Every member of the service's AttributeValue, in the order in which it prints them. */
const ATTRIBUTE_MEMBERS = [
  'S',
  'N',
  'B',
  'INT',
  'DECIMAL',
  'DOUBLE',
  'SS',
  'NS',
  'BS',
  'INTSET',
  'DECIMALSET',
  'DOUBLESET',
  'M',
  'L',
  'NULL',
  'BOOL',
] as const;

/** Members that the service prints though nobody can send them, by structure. [seen, September 2026] */
const UNSENT_MEMBERS: Readonly<Record<string, readonly string[]>> = { PutRequest: ['workloadProfileName'] };

/** `tableName` for `TableName`: members of the API as the service's own language spells them. */
export function memberName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `'text'`, `'[a, b]'`, `'{k=v}'`, `'Name(member=…)'`, or `null` without quotes. */
export function echo(shape: Shape, value: JsonValue | undefined): string {
  return quoted(value === undefined || value === null ? undefined : print(shape, value));
}

export function echoJson(value: JsonValue): string {
  return quoted(JSON.stringify(value));
}

function quoted(text: string | undefined): string {
  return text === undefined ? 'null' : `'${text.slice(0, MAX_ECHO_CHARACTERS)}'`;
}

function print(shape: Shape, value: JsonValue | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (isJsonArray(value)) {
    return `[${value.map((element) => print(shape.kind === 'list' ? shape.item : shape, element)).join(', ')}]`;
  }
  return isJsonObject(value) ? printObject(shape, value) : String(value);
}

function printObject(shape: Shape, value: JsonObject): string {
  if (shape.kind === 'structure') return printStructure(shape, value);
  if (shape.kind === 'attribute-value') {
    const members = ATTRIBUTE_MEMBERS.map((type) => `${memberName(type)}=${printTyped(shape, value[type])}`);
    return `AttributeValue(${members.join(', ')})`;
  }
  const entry = shape.kind === 'map' ? shape.value : shape;
  return `{${Object.entries(value)
    .map(([name, content]) => `${name}=${print(entry, content)}`)
    .join(', ')}}`;
}

function printStructure(shape: StructureShape, value: JsonObject): string {
  const members = Object.entries(shape.members).map(
    ([name, member]) => `${memberName(name)}=${print(member.shape, value[name])}`,
  );
  for (const name of UNSENT_MEMBERS[shape.name] ?? []) members.push(`${name}=null`);
  return `${shape.name}(${members.join(', ')})`;
}

/** What stands under M is a map of values, not one value. */
function printTyped(shape: Shape, content: JsonValue | undefined): string {
  if (content === undefined || !isJsonObject(content)) return print(shape, content);
  return `{${Object.entries(content)
    .map(([name, nested]) => `${name}=${print(shape, nested)}`)
    .join(', ')}}`;
}
