/** Between plain JSON and DynamoDB JSON, by the operation's shape: what is written in the console and what is sent. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { AttributeMap, AttributeType, AttributeValue } from '../../model/attribute-value.ts';
import type { Shape } from '../../model/shape.ts';
import { ATTRIBUTE_TYPES } from './items.ts';

const INDENT = '  ';

/**
 * The request with every plain value in DynamoDB JSON where the shape asks for attribute values. A value that already is
 * DynamoDB JSON (an object whose one member is a type with a fitting value) stays as it is; what fits no shape is left to
 * the service to refuse.
 */
export function toRequest(shape: Shape, value: JsonValue): JsonValue {
  switch (shape.kind) {
    case 'attribute-value':
      return toAttributeValue(value);
    case 'list':
      return Array.isArray(value) ? value.map((element) => toRequest(shape.item, element)) : value;
    case 'map':
      return isObject(value) ? mapValues(value, (member) => toRequest(shape.value, member)) : value;
    case 'structure':
      return isObject(value)
        ? mapValues(value, (member, name) => {
            const known = shape.members[name];
            return known === undefined ? member : toRequest(known.shape, member);
          })
        : value;
    default:
      return value;
  }
}

/** One plain value as an attribute value. */
export function toAttributeValue(value: JsonValue): JsonObject {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map(toAttributeValue) };
  if (!isObject(value)) return {};
  return isTyped(value) ? typedValue(value) : { M: mapValues(value, toAttributeValue) };
}

/** Already DynamoDB JSON, whose lists and maps may hold plain values still. */
function typedValue(value: JsonObject): JsonObject {
  const { L: list, M: map } = value;
  if (Array.isArray(list)) return { L: list.map(toAttributeValue) };
  if (isObject(map)) return { M: mapValues(map, toAttributeValue) };
  return value;
}

function isTyped(value: JsonObject): boolean {
  const [member, ...others] = Object.entries(value);
  if (member === undefined || others.length > 0) return false;
  const [name, held] = member;
  const type = ATTRIBUTE_TYPES.find((known) => known === name);
  return type !== undefined && fits(type, held);
}

function fits(type: AttributeType, held: JsonValue): boolean {
  switch (type) {
    case 'S':
    case 'N':
    case 'B':
      return typeof held === 'string';
    case 'BOOL':
      return typeof held === 'boolean';
    case 'NULL':
      return held === true;
    case 'SS':
    case 'NS':
    case 'BS':
      return Array.isArray(held) && held.every((element) => typeof element === 'string');
    case 'L':
      return Array.isArray(held);
    case 'M':
      return isObject(held);
  }
}

/** Items as an array of plain JSON, indented. Numbers keep all their digits, so the text is made here and not by JSON.stringify. */
export function plainItemsText(items: readonly AttributeMap[]): string {
  if (items.length === 0) return '[]';
  return `[\n${items.map((item) => INDENT + plainMap(item, INDENT)).join(',\n')}\n]`;
}

/** One value as plain JSON text; `indent` is that of the line it stands on. */
export function plainText(value: AttributeValue, indent = ''): string {
  if ('S' in value) return JSON.stringify(value.S);
  if ('N' in value) return value.N;
  if ('B' in value) return JSON.stringify(value.B);
  if ('BOOL' in value) return String(value.BOOL);
  if ('NULL' in value) return 'null';
  if ('SS' in value) return JSON.stringify(value.SS);
  if ('NS' in value) return `[${value.NS.join(', ')}]`;
  if ('BS' in value) return JSON.stringify(value.BS);
  if ('M' in value) return plainMap(value.M, indent);
  if (value.L.length === 0) return '[]';
  const inner = indent + INDENT;
  return `[\n${value.L.map((element) => inner + plainText(element, inner)).join(',\n')}\n${indent}]`;
}

function plainMap(map: AttributeMap, indent: string): string {
  const entries = Object.entries(map);
  if (entries.length === 0) return '{}';
  const inner = indent + INDENT;
  const lines = entries.map(([name, value]) => `${inner}${JSON.stringify(name)}: ${plainText(value, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own entries only, so that an attribute called `__proto__` stays one. */
function mapValues(value: JsonObject, convert: (member: JsonValue, name: string) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, convert(member, name)]));
}
