/** Reads what holds values: DynamoDB's attribute values, and request bodies as plain JSON. */
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { AttributeMap, AttributeValue } from '../model/attribute-value.ts';
import {
  ownMembers,
  readBoolean,
  type Reader,
  readList,
  readRecord,
  readText,
  ScenarioError,
} from './reader.ts';

/** An item may have 400 KB; no text in one is longer. */
const MAX_TEXT_CHARS = 409_600;
const MAX_MEMBERS = 10_000;
/** DynamoDB nests values to 32 levels; a request wraps them in a few more. */
const MAX_NESTING = 32;
const MAX_JSON_NESTING = 2 * MAX_NESTING + 16;
const NAME_CHARS = 65_535;

const readValueText = readText({ most: MAX_TEXT_CHARS });
const readValueTexts = readList(readValueText, { least: 1, most: MAX_MEMBERS });

export const readAttributeMap: Reader<AttributeMap> = (value, path) => readMapAt(value, path, 1);

export const readAttributeValue: Reader<AttributeValue> = (value, path) => readValueAt(value, path, 1);

function readMapAt(value: unknown, path: string, level: number): AttributeMap {
  const member: Reader<AttributeValue> = (one, at) => readValueAt(one, at, level);
  return readRecord(member, { most: MAX_MEMBERS, nameChars: NAME_CHARS })(value, path);
}

function readValueAt(value: unknown, path: string, level: number): AttributeValue {
  if (level > MAX_NESTING) throw new ScenarioError(path, `is nested more than ${MAX_NESTING} levels deep`);
  const members = Object.entries(ownMembers(value, path));
  const [first] = members;
  if (first === undefined || members.length !== 1)
    throw new ScenarioError(path, 'is no attribute value: exactly one type is wanted, such as {"S": "text"}');
  const [type, content] = first;
  const at = `${path}.${type}`;
  switch (type) {
    case 'S':
      return { S: readValueText(content, at) };
    case 'N':
      return { N: readValueText(content, at) };
    case 'B':
      return { B: readValueText(content, at) };
    case 'BOOL':
      return { BOOL: readBoolean(content, at) };
    case 'NULL':
      if (content !== true) throw new ScenarioError(at, 'is not true');
      return { NULL: true };
    case 'SS':
      return { SS: readValueTexts(content, at) };
    case 'NS':
      return { NS: readValueTexts(content, at) };
    case 'BS':
      return { BS: readValueTexts(content, at) };
    case 'L': {
      const element: Reader<AttributeValue> = (one, where) => readValueAt(one, where, level + 1);
      return { L: readList(element, { most: MAX_MEMBERS })(content, at) };
    }
    case 'M':
      return { M: readMapAt(content, at, level + 1) };
    default:
      throw new ScenarioError(at, 'is no type of DynamoDB');
  }
}

/** A request body; what it means is the engine's to judge. */
export const readJsonObject: Reader<JsonObject> = (value, path) => {
  ownMembers(value, path);
  return Object.fromEntries(Object.entries(readJson(value, path, 0) as JsonObject));
};

function readJson(value: unknown, path: string, level: number): JsonValue {
  if (level > MAX_JSON_NESTING) throw new ScenarioError(path, 'is nested too deep');
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => readJson(one, path, level + 1));
  const members = Object.entries(ownMembers(value, path));
  return Object.fromEntries(members.map(([name, member]) => [name, readJson(member, path, level + 1)]));
}
