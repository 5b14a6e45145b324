/** JSON as rows: one item a line, an array, a response or batch-write request; plain values or DynamoDB JSON. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import {
  fromDynamoJson,
  fromPlainJson,
  isExactList,
  isExactObject,
  readExact,
  type ExactJson,
} from '../explorer/item-text.ts';
import {
  MAX_COLUMNS,
  MAX_ROWS,
  refused,
  TOO_MANY_COLUMNS,
  TOO_MANY_ROWS,
  type Cell,
  type ImportFormat,
  type ImportRow,
  type LineProblem,
  type ReadFile,
} from './rows.ts';

interface LinedValue {
  readonly line: number;
  readonly value: ExactJson;
}

type ReadValues =
  | { readonly ok: true; readonly values: readonly LinedValue[] }
  | { readonly ok: false; readonly problems: readonly LineProblem[] };

/** Items that decide whether values carry DynamoDB's types. */
const TRIED_ITEMS = 50;
/** Lines or items between two yields. */
const STRIDE = 200;
/** Of the whole work, how much is parsing. */
const READING_SHARE = 0.8;
/** Malformed lines after which reading ends. */
const MAX_PROBLEMS = 1000;

export function* readJsonItems(text: string, format: ImportFormat | undefined): Generator<number, ReadFile> {
  const read = yield* readValues(text);
  if (!read.ok) return malformed(read.problems);
  const { values } = read;
  if (values.length === 0) return refused('The file holds no items.');
  if (values.length > MAX_ROWS) return refused(TOO_MANY_ROWS);
  const isDynamo =
    format === undefined
      ? values.slice(0, TRIED_ITEMS).every(({ value }) => isDynamoItem(value))
      : format === 'dynamodb-json';
  const places = new Map<string, number>();
  const rows: ImportRow[] = [];
  const problems: LineProblem[] = [];
  for (const [place, { line, value }] of values.entries()) {
    if (place % STRIDE === STRIDE - 1) yield READING_SHARE + (1 - READING_SHARE) * (place / values.length);
    const parsed = isDynamo ? fromDynamoJson(value) : fromPlainJson(value);
    if (!parsed.ok) problems.push({ line, why: parsed.problem });
    else rows.push({ line, cells: cellsOf(parsed.item, places) });
    if (problems.length === MAX_PROBLEMS) break;
    if (places.size > MAX_COLUMNS) return refused(TOO_MANY_COLUMNS);
  }
  if (problems.length > 0) return malformed(problems);
  return {
    ok: true,
    file: {
      format: isDynamo ? 'dynamodb-json' : 'json',
      hasHeader: false,
      sources: [...places.keys()],
      rows,
    },
  };
}

function malformed(lines: readonly LineProblem[]): ReadFile {
  return refused('The file is malformed: nothing was read.', lines);
}

/** New names get the next places. */
function cellsOf(item: AttributeMap, places: Map<string, number>): readonly Cell[] {
  const cells: Cell[] = [];
  for (const [name, value] of Object.entries(item)) {
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    while (cells.length < place) cells.push(undefined);
    cells[place] = value;
  }
  return cells;
}

/** Where the first line is JSON by itself, each line is an item; else the whole text is one value. */
function* readValues(text: string): Generator<number, ReadValues> {
  const isArray = text.trimStart().startsWith('[');
  if (!isArray && isObjectLine(text.slice(0, text.trimEnd().indexOf('\n') + 1)))
    return yield* readLines(text);
  const whole = readExact(text);
  if (whole.ok) return { ok: true, values: membersOf(whole.value, text) };
  const lines = text.split('\n', TRIED_ITEMS).filter((line) => line.trim() !== '');
  // Lines of JSON of which the very first one is broken.
  if (!isArray && lines.slice(1).some(isObjectLine)) return yield* readLines(text);
  return { ok: false, problems: [{ line: lineOfProblem(whole.problem, text), why: whole.problem }] };
}

function isObjectLine(line: string): boolean {
  const read = readExact(line);
  return read.ok && isExactObject(read.value);
}

function* readLines(text: string): Generator<number, ReadValues> {
  const values: LinedValue[] = [];
  const problems: LineProblem[] = [];
  let line = 0;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const content = text.slice(start, end);
    start = end + 1;
    line += 1;
    if (line % STRIDE === 0) yield READING_SHARE * (start / text.length);
    if (content.trim() === '') continue;
    const read = readExact(content);
    if (read.ok) values.push({ line, value: unwrapped(read.value) });
    else problems.push({ line, why: read.problem });
    if (values.length > MAX_ROWS || problems.length === MAX_PROBLEMS) break;
  }
  return problems.length === 0 ? { ok: true, values } : { ok: false, problems };
}

/** The parser tells a position, or a line, or neither. */
function lineOfProblem(problem: string, text: string): number {
  const line = /\bline (\d+)/.exec(problem)?.[1];
  if (line !== undefined) return Number(line);
  const position = /\bposition (\d+)/.exec(problem)?.[1];
  const upTo = position === undefined ? text.trimEnd() : text.slice(0, Number(position));
  return upTo.split('\n').length;
}

/** The items of an array, of a Scan's or Query's response, of a batch-write request; else the value itself. */
function membersOf(value: ExactJson, text: string): readonly LinedValue[] {
  const [list, depth] = listIn(value);
  if (list === undefined) return [{ line: 1, value: unwrapped(value) }];
  const lines = memberLines(text, depth);
  // Other lists in the same text would shift the lines: then counting the items says more.
  const isTold = lines.length === list.length;
  return list.map((member, place) => ({
    line: (isTold ? lines[place] : undefined) ?? place + 1,
    value: unwrapped(member),
  }));
}

/** The list and how many brackets stand around its members. */
function listIn(value: ExactJson): readonly [readonly ExactJson[] | undefined, number] {
  if (isExactList(value)) return [value, 1];
  if (!isExactObject(value)) return [undefined, 0];
  if (isExactList(value['Items'])) return [value['Items'], 2];
  const lists = Object.values(value);
  const isBatch = lists.length > 0 && lists.every((list) => isExactList(list) && list.every(isPutRequest));
  return isBatch ? [lists.flatMap((list) => (isExactList(list) ? list : [])), 2] : [undefined, 0];
}

/** The lines on which the objects in lists begin that have so many brackets around them. */
function memberLines(text: string, depth: number): readonly number[] {
  const lines: number[] = [];
  const open: string[] = [];
  let line = 1;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}\n]/g)) {
    if (token === '\n') line += 1;
    else if (token === '[' || token === '{') {
      if (token === '{' && open.length === depth && open.at(-1) === '[') lines.push(line);
      open.push(token);
    } else if (token === ']' || token === '}') open.pop();
  }
  return lines;
}

function isPutRequest(value: ExactJson): boolean {
  return isExactObject(value) && isExactObject(value['PutRequest']);
}

/** The item inside an export's line or a put request. */
function unwrapped(value: ExactJson): ExactJson {
  if (!isExactObject(value)) return value;
  const { PutRequest, Item } = value;
  if (isExactObject(PutRequest) && isExactObject(PutRequest['Item'])) return PutRequest['Item'];
  return isExactObject(Item) && Object.keys(value).length === 1 ? Item : value;
}

function isDynamoItem(value: ExactJson): boolean {
  return isExactObject(value) && Object.keys(value).length > 0 && fromDynamoJson(value).ok;
}
