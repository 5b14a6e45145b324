/** CSV as rows: delimiter and header line found by content, lines counted through quoted line breaks. */
import Papa, { type ParseError } from 'papaparse';
import { MAX_COLUMNS, MAX_ROWS, refused, TOO_MANY_COLUMNS, TOO_MANY_ROWS, type ReadFile } from './rows.ts';

interface TextRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows that are compared with the first one to tell whether it is a header. */
const COMPARED_ROWS = 50;

export function readCsv(text: string, hasHeader: boolean | undefined): ReadFile {
  const parsed = Papa.parse<string[]>(text.trimEnd(), {
    delimitersToGuess: [',', '\t', ';', '|'],
    // One more than allowed, and a header: enough to know that there are too many.
    preview: MAX_ROWS + 2,
  });
  const lines = linesOf(parsed.data);
  const malformed = parsed.errors.filter(({ type }) => type === 'Quotes');
  if (malformed.length > 0)
    return refused('The file is malformed: nothing was read.', problems(malformed, lines));
  const rows = parsed.data.flatMap((cells, place) =>
    isBlank(cells) ? [] : [{ line: lines[place] ?? 1, cells }],
  );
  const [first, ...rest] = rows;
  if (first === undefined) return refused('The file is empty.');
  const isHeader = hasHeader ?? isHeaderRow(first.cells, rest.slice(0, COMPARED_ROWS));
  const body = isHeader ? rest : rows;
  if (body.length === 0) return refused('The file has a header line and no rows.');
  if (body.length > MAX_ROWS) return refused(TOO_MANY_ROWS);
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (width > MAX_COLUMNS) return refused(TOO_MANY_COLUMNS);
  const sources = columnNames(isHeader ? first.cells : [], width);
  return {
    ok: true,
    file: { format: 'csv', delimiter: parsed.meta.delimiter, hasHeader: isHeader, sources, rows: body },
  };
}

/** The line on which each row begins: a row takes one line, and one more for each line break in its cells. */
function linesOf(rows: readonly (readonly string[])[]): readonly number[] {
  let line = 1;
  return rows.map((cells) => {
    const begins = line;
    line += 1;
    for (const cell of cells) if (cell.includes('\n')) line += cell.split('\n').length - 1;
    return begins;
  });
}

function problems(errors: readonly ParseError[], lines: readonly number[]) {
  const whyByCode: Readonly<Record<string, string>> = {
    MissingQuotes: 'A quoted cell begins here and its closing quote is missing.',
    InvalidQuotes: 'A quoted cell goes on after its closing quote.',
  };
  return errors.map(({ row = 0, code, message }) => ({
    line: lines[row] ?? 1,
    why: whyByCode[code] ?? `${message}.`,
  }));
}

function isBlank(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0]?.trim() === '';
}

/** Every column gets a name of its own. */
function columnNames(header: readonly string[], width: number): readonly string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, place) => {
    const trimmed = header[place]?.trim() ?? '';
    const wanted = trimmed === '' ? `column${place + 1}` : trimmed;
    let name = wanted;
    for (let copy = 2; taken.has(name); copy += 1) name = `${wanted}_${copy}`;
    taken.add(name);
    return name;
  });
}

/** Names read like words and differ from one another, and most of what stands under some of them looks different. */
function isHeaderRow(first: readonly string[], rest: readonly TextRow[]): boolean {
  const names = first.map((cell) => cell.trim());
  const areNames = names.every((name) => /^[\p{L}_][\p{L}\p{N} ._\-/()#:]*$/u.test(name));
  if (!areNames || new Set(names).size < names.length) return false;
  if (rest.length === 0) return true;
  return names.some((name, place) => {
    const below = rest.map(({ cells }) => cells[place] ?? '').filter((cell) => cell !== '');
    return below.filter((cell) => shapeOf(cell) !== shapeOf(name)).length > below.length / 2;
  });
}

/** Runs of digits and of letters count as one sign each: `a-12` and `b-7` are alike. */
function shapeOf(text: string): string {
  return text.replace(/\d+/g, '0').replace(/\p{L}+/gu, 'a');
}
