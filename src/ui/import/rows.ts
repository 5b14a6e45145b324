/** What a file holds before its columns have types: rows of cells, each with its line. */
import type { AttributeValue } from '../../model/attribute-value.ts';
import { formatWhole } from '../kit/digits.ts';

export type ImportFormat = 'csv' | 'json' | 'dynamodb-json';

/** CSV has texts, JSON has values that are typed already; undefined where the row lacks the column. */
export type Cell = string | AttributeValue | undefined;

export interface ImportRow {
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  /** In the order of the file's `sources`; shorter where the last ones are missing. */
  readonly cells: readonly Cell[];
}

export interface LineProblem {
  readonly line: number;
  readonly why: string;
}

export interface ImportedFile {
  readonly format: ImportFormat;
  /** CSV only. */
  readonly delimiter?: string;
  /** CSV only: whether the first line was taken as the columns' names. */
  readonly hasHeader: boolean;
  /** The columns as the file names them: all different, none empty. */
  readonly sources: readonly string[];
  readonly rows: readonly ImportRow[];
}

export type ReadFile =
  | { readonly ok: true; readonly file: ImportedFile }
  | { readonly ok: false; readonly problem: string; readonly lines: readonly LineProblem[] };

export const MAX_ROWS = 1_000_000;
/** Each column gets its controls: beyond this they help no one. */
export const MAX_COLUMNS = 400;

export function refused(problem: string, lines: readonly LineProblem[] = []): ReadFile {
  return { ok: false, problem, lines };
}

export const TOO_MANY_ROWS = `The file has more than ${formatWhole(MAX_ROWS)} rows, the most that one import takes. Split it.`;
export const TOO_MANY_COLUMNS = `The file has more than ${MAX_COLUMNS} columns, the most that one import takes.`;
