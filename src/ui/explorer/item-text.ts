/** Items as text and back: plain JSON, and DynamoDB JSON. Both keep every digit of a number and every type. */
import type { AttributeMap, AttributeType, AttributeValue } from '../../model/attribute-value.ts';

export type ParsedItem =
  | { readonly ok: true; readonly item: AttributeMap }
  | { readonly ok: false; readonly problem: string };

type ParsedValue =
  | { readonly ok: true; readonly value: AttributeValue }
  | { readonly ok: false; readonly problem: string };

const INDENT = '  ';

/**
 * Plain JSON has no sets and no binary: those, and maps that would be mistaken for them, are written as in DynamoDB JSON
 * (`{"SS": ["a"]}`) and read back as such.
 */
export function toPlainText(item: AttributeMap): string {
  return plainMap(item, '');
}

export function toDynamoText(item: AttributeMap): string {
  return JSON.stringify(item, undefined, INDENT);
}

export function fromPlainText(text: string): ParsedItem {
  const read = readExact(text);
  return read.ok ? fromPlainJson(read.value) : read;
}

export function fromDynamoText(text: string): ParsedItem {
  const read = readExact(text);
  return read.ok ? fromDynamoJson(read.value) : read;
}

/** JSON whose numbers kept their text, for `fromPlainJson` and `fromDynamoJson`. */
export type ExactJson = string | boolean | null | ExactNumber | readonly ExactJson[] | ExactObject;

export interface ExactObject {
  readonly [name: string]: ExactJson;
}

export type ReadJson =
  | { readonly ok: true; readonly value: ExactJson }
  | { readonly ok: false; readonly problem: string };

/** Reads JSON without rounding its numbers; the problem is the parser's own message with its position. */
export function readExact(text: string): ReadJson {
  try {
    // The first reading is for its error message, whose position is that of the text as written.
    JSON.parse(text);
    return { ok: true, value: parseExactly(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, problem: error.message };
    throw error;
  }
}

export function fromPlainJson(value: ExactJson): ParsedItem {
  if (!isExactObject(value)) return { ok: false, problem: 'An item is an object: { "name": value, … }.' };
  return { ok: true, item: fromPlainMap(value) };
}

/** An item in DynamoDB JSON, or the place where it is not. */
export function fromDynamoJson(value: ExactJson): ParsedItem {
  if (!isExactObject(value))
    return { ok: false, problem: 'An item is an object: { "name": { "S": "…" }, … }.' };
  for (const [name, member] of Object.entries(value)) {
    const problem = dynamoProblem(member, name);
    if (problem !== undefined) return { ok: false, problem };
  }
  return { ok: true, item: value as unknown as AttributeMap };
}

/** One value as plain JSON text, indented below `indent`. */
export function plainValue(value: AttributeValue, indent: string): string {
  if ('S' in value) return JSON.stringify(value.S);
  if ('N' in value) return isJsonNumber(value.N) ? value.N : JSON.stringify(value);
  if ('BOOL' in value) return String(value.BOOL);
  if ('NULL' in value) return 'null';
  if ('M' in value) return isMistakable(value.M) ? JSON.stringify(value) : plainMap(value.M, indent);
  if (!('L' in value)) return JSON.stringify(value);
  if (value.L.length === 0) return '[]';
  const inner = indent + INDENT;
  return `[\n${value.L.map((element) => inner + plainValue(element, inner)).join(',\n')}\n${indent}]`;
}

/** Reads one value of plain JSON. */
export function fromPlainValueText(text: string): ParsedValue {
  const wrapped = fromPlainText(`{"value":${text}\n}`);
  if (!wrapped.ok) return wrapped;
  const value = wrapped.item['value'];
  return value === undefined ? { ok: false, problem: 'A value is missing.' } : { ok: true, value };
}

function plainMap(map: AttributeMap, indent: string): string {
  const entries = Object.entries(map);
  if (entries.length === 0) return '{}';
  const inner = indent + INDENT;
  const lines = entries.map(
    ([name, value]) => `${inner}${JSON.stringify(name)}: ${plainValue(value, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** A map that, written plainly, would read as a typed value. */
function isMistakable(map: AttributeMap): boolean {
  const [entry, ...others] = Object.entries(map);
  return entry !== undefined && others.length === 0 && isTypeName(entry[0]);
}

function isJsonNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}

/** A number as it was written. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** JSON.parse would round numbers to doubles: they go through it as marked texts instead. `text` is valid JSON. */
function parseExactly(text: string): ExactJson {
  let mark = 'number';
  while (text.includes(mark)) mark += '_';
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${mark}${token}"`,
  );
  return JSON.parse(marked, (_name, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? new ExactNumber(value.slice(mark.length)) : value,
  ) as ExactJson;
}

function fromPlain(value: ExactJson): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof ExactNumber) return { N: value.text };
  if (isExactList(value)) return { L: value.map(fromPlain) };
  if (value === null) return { NULL: true };
  const [entry, ...others] = Object.entries(value);
  if (entry !== undefined && others.length === 0 && isTypeName(entry[0])) {
    if (dynamoProblem(value, '') === undefined) return value as unknown as AttributeValue;
  }
  return { M: fromPlainMap(value) };
}

function fromPlainMap(map: ExactObject): AttributeMap {
  return Object.fromEntries(Object.entries(map).map(([name, member]) => [name, fromPlain(member)]));
}

const TYPE_NAMES: readonly AttributeType[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'];

function isTypeName(name: string): name is AttributeType {
  return TYPE_NAMES.some((known) => known === name);
}

/** What is wrong with a value in DynamoDB JSON, and where; undefined when nothing is. */
function dynamoProblem(value: ExactJson, path: string): string | undefined {
  const where = path === '' ? 'The value' : `“${path}”`;
  if (!isExactObject(value)) return `${where} needs a type around its value, as in { "S": "…" }.`;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0 || !isTypeName(entry[0])) {
    return `${where} must have exactly one type: ${TYPE_NAMES.join(', ')}.`;
  }
  return contentProblem(entry[0], entry[1], path);
}

function contentProblem(type: AttributeType, held: ExactJson, path: string): string | undefined {
  const where = path === '' ? 'the value' : `“${path}”`;
  switch (type) {
    case 'S':
    case 'N':
    case 'B':
      return typeof held === 'string' ? undefined : `${type} of ${where} must be a text in quotes.`;
    case 'BOOL':
      return typeof held === 'boolean' ? undefined : `BOOL of ${where} must be true or false.`;
    case 'NULL':
      return held === true ? undefined : `NULL of ${where} must be true.`;
    case 'SS':
    case 'NS':
    case 'BS':
      return isExactList(held) && held.every((member) => typeof member === 'string')
        ? undefined
        : `${type} of ${where} must be a list of texts in quotes.`;
    case 'L':
      if (!isExactList(held)) return `L of ${where} must be a list.`;
      return firstProblem(held.map((member, place) => [`${path}[${place}]`, member]));
    case 'M':
      if (!isExactObject(held)) return `M of ${where} must be an object.`;
      return firstProblem(Object.entries(held).map(([name, member]) => [`${path}.${name}`, member]));
  }
}

function firstProblem(members: readonly (readonly [string, ExactJson])[]): string | undefined {
  for (const [path, member] of members) {
    const problem = dynamoProblem(member, path);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

export function isExactList(value: ExactJson | undefined): value is readonly ExactJson[] {
  return Array.isArray(value);
}

export function isExactObject(value: ExactJson | undefined): value is ExactObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}
