/** A file's text as records with the lines they came from: CSV, JSON lines, a JSON array, or DynamoDB JSON. */
import Papa from 'papaparse';
import type { AttributeMap } from '../../model/attribute-value.ts';
import {
  fromDynamoJson,
  fromPlainJson,
  isExactList,
  isExactObject,
  readExact,
  type ExactJson,
  type ParsedItem,
} from '../explorer/item-text.ts';

export type ImportFormat = 'csv' | 'json' | 'dynamodb-json';

/** One thing to write. CSV cells are all texts here: their types are chosen afterwards. */
export interface ImportRecord {
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  readonly item: AttributeMap;
}

export interface LineProblem {
  readonly line: number;
  readonly why: string;
}

export interface ImportedFile {
  readonly format: ImportFormat;
  readonly records: readonly ImportRecord[];
  readonly problems: readonly LineProblem[];
  /** CSV only: whether the first line was taken as the columns' names. */
  readonly hasHeader: boolean;
}

export type ReadFile =
  | { readonly ok: true; readonly file: ImportedFile }
  | { readonly ok: false; readonly problem: string };

/** What one import takes; the page holds the whole file. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;
export const MAX_RECORDS = 250_000;

export interface ReadOptions {
  /** Decided from the text when absent. */
  readonly format?: ImportFormat | undefined;
  readonly hasHeader?: boolean | undefined;
}

export function readImport(text: string, options: ReadOptions = {}): ReadFile {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.trim() === '') return { ok: false, problem: 'The file is empty.' };
  if (body.includes('\u0000'))
    return { ok: false, problem: 'This is not a text file: CSV or JSON is needed.' };
  const isJson = options.format === undefined ? looksLikeJson(body) : options.format !== 'csv';
  const file = isJson ? readJsonRecords(body, options.format) : readCsv(body.trimEnd(), options.hasHeader);
  if (!file.ok) return file;
  if (file.file.records.length > MAX_RECORDS) {
    const count = file.file.records.length.toLocaleString('en-US');
    return {
      ok: false,
      problem: `The file holds ${count} items; one import takes ${MAX_RECORDS.toLocaleString('en-US')}. Split it.`,
    };
  }
  return file;
}

function looksLikeJson(text: string): boolean {
  const start = text.trimStart();
  if (start.startsWith('{')) return true;
  return start.startsWith('[') && readExact(start).ok;
}

function readCsv(text: string, hasHeader: boolean | undefined): ReadFile {
  const rows: { readonly line: number; readonly cells: readonly string[] }[] = [];
  const problems: LineProblem[] = [];
  let start = 0;
  let line = 1;
  Papa.parse<string[]>(text, {
    skipEmptyLines: false,
    delimitersToGuess: [',', '\t', ';', '|'],
    step: ({ data, errors, meta }) => {
      const isBlank = data.length === 1 && data[0]?.trim() === '';
      if (!isBlank) rows.push({ line, cells: data });
      for (const error of errors) {
        if (error.type === 'Quotes') problems.push({ line, why: `${error.message}.` });
      }
      line += countLineBreaks(text, start, meta.cursor);
      start = meta.cursor;
    },
  });
  const [first, ...rest] = rows;
  if (first === undefined) return { ok: false, problem: 'The file is empty.' };
  const isHeader =
    hasHeader ??
    isHeaderRow(
      first.cells,
      rest.slice(0, 50).map((row) => row.cells),
    );
  const width = rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  const names = columnNames(isHeader ? first.cells : [], width);
  const records = (isHeader ? rest : rows).map((row) => ({
    line: row.line,
    item: rowItem(row.cells, names),
  }));
  return { ok: true, file: { format: 'csv', records, problems, hasHeader: isHeader } };
}

function countLineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Empty cells are absent attributes, as in DynamoDB's own CSV import. */
function rowItem(cells: readonly string[], names: readonly string[]): AttributeMap {
  return Object.fromEntries(
    cells.flatMap((cell, place) =>
      cell === '' ? [] : [[names[place] ?? `column${place + 1}`, { S: cell }]],
    ),
  );
}

/** Every column gets a name of its own. */
function columnNames(header: readonly string[], width: number): readonly string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, place) => {
    const wanted = header[place]?.trim() ?? '';
    let name = wanted === '' ? `column${place + 1}` : wanted;
    for (let copy = 2; taken.has(name); copy += 1) name = `${wanted}_${copy}`;
    taken.add(name);
    return name;
  });
}

/** Names look like words and differ from one another; data under them looks different from them. */
export function isHeaderRow(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const names = first.map((cell) => cell.trim());
  const areNames = names.every((name) => /^\p{L}[\p{L}\p{N} ._\-/()#]*$|^_[\w]*$/u.test(name));
  if (!areNames || new Set(names).size < names.length) return false;
  const [sample] = rest;
  if (sample === undefined) return true;
  const looksDifferent = names.some((name, place) => {
    const cells = rest.map((row) => row[place] ?? '').filter((cell) => cell !== '');
    return (
      cells.length > 0 && cells.filter((cell) => shapeOf(cell) !== shapeOf(name)).length > cells.length / 2
    );
  });
  return looksDifferent;
}

/** Runs of digits, letters and other signs: `a-12` and `b-7` are alike. */
function shapeOf(text: string): string {
  return text.replace(/\d+/g, '0').replace(/\p{L}+/gu, 'a');
}

function readJsonRecords(text: string, format: ImportFormat | undefined): ReadFile {
  const { values, problems } = jsonValues(text);
  const bodies = values.map(({ line, value }) => ({ line, value: unwrapped(value) }));
  if (bodies.length === 0) {
    const [problem] = problems;
    return {
      ok: false,
      problem: `No line holds JSON. Line ${problem?.line ?? 1}: ${problem?.why ?? 'nothing'}`,
    };
  }
  const isDynamo =
    format === undefined
      ? bodies.slice(0, 50).every(({ value }) => isDynamoItem(value))
      : format === 'dynamodb-json';
  const records: ImportRecord[] = [];
  const refused: LineProblem[] = [...problems];
  for (const { line, value } of bodies) {
    const parsed: ParsedItem = isDynamo ? fromDynamoJson(value) : fromPlainJson(value);
    if (parsed.ok) records.push({ line, item: parsed.item });
    else refused.push({ line, why: parsed.problem });
  }
  const found: ImportFormat = isDynamo ? 'dynamodb-json' : 'json';
  return {
    ok: true,
    file: {
      format: found,
      records,
      problems: refused.toSorted((one, other) => one.line - other.line),
      hasHeader: false,
    },
  };
}

interface JsonValues {
  readonly values: readonly { readonly line: number; readonly value: ExactJson }[];
  readonly problems: readonly LineProblem[];
}

/** One value a line; or, where the whole text is one value, what that holds. */
function jsonValues(text: string): JsonValues {
  const lines = text.split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const isOneALine = filled.length > 1 && readExact(filled[0] ?? '').ok;
  if (!isOneALine) {
    const whole = readExact(text);
    if (whole.ok)
      return {
        values: membersOf(whole.value).map((value, place) => ({ line: place + 1, value })),
        problems: [],
      };
  }
  const values: { line: number; value: ExactJson }[] = [];
  const problems: LineProblem[] = [];
  for (const [place, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = readExact(line);
    if (read.ok) values.push({ line: place + 1, value: read.value });
    else problems.push({ line: place + 1, why: read.problem });
  }
  return { values, problems };
}

/** The items of an array, of a Scan's or Query's response, of a batch-write request; else the value itself. */
function membersOf(value: ExactJson): readonly ExactJson[] {
  if (isExactList(value)) return value;
  if (!isExactObject(value)) return [value];
  const { Items } = value;
  if (isExactList(Items)) return Items;
  const lists = Object.values(value);
  const isBatch = lists.length > 0 && lists.every((list) => isExactList(list) && list.every(isPutRequest));
  return isBatch ? lists.flatMap((list) => (isExactList(list) ? list : [])) : [value];
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
