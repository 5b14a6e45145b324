/** A file's text as rows with the lines they came from, whichever of the formats it is in. */
import { readCsv } from './read-csv.ts';
import { readJsonItems } from './read-json.ts';
import { refused, type ImportFormat, type ReadFile } from './rows.ts';

/** What one import takes: the page holds all of it. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

export interface ReadOptions {
  /** Told by the content when absent. */
  readonly format?: ImportFormat | undefined;
  readonly hasHeader?: boolean | undefined;
}

/**
 * All rows, or why not a single one: a malformed file is refused whole, with the lines that are to blame.
 * Yields the share that is done, again and again, so that the caller may let others work.
 */
export function* readImport(text: string, options: ReadOptions = {}): Generator<number, ReadFile> {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.trim() === '') return refused('The file is empty.');
  if (body.includes('\u0000')) {
    return refused('This is not a text file in UTF-8: CSV, JSON lines or a JSON array is needed.');
  }
  const isJson = options.format === undefined ? looksLikeJson(body) : options.format !== 'csv';
  return isJson ? yield* readJsonItems(body, options.format) : readCsv(body, options.hasHeader);
}

/** A CSV file may begin with a bracket, but hardly with one that opens JSON. */
function looksLikeJson(text: string): boolean {
  return /^\s*(?:\{\s*["}\r\n]|\[\s*[[{\]])/.test(text);
}
