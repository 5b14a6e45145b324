/**
 * Pages packed into rows of about a megabyte: a hundred such rows read back about twice as fast as the same text in a
 * row a page. A page that is written again goes to a new row, and the latest row that holds a page counts. A row is
 * replaced by what still counts of it when that is little, or when it holds a removed page, which would come back.
 */
import type { Checkpoint, Page } from '../model/changes.ts';
import { failed, stored } from './fault.ts';
import { createFieldReader, field } from './fields.ts';
import type { Stored } from './port.ts';
import { openRow, sealRow, type Row } from './row.ts';

/** A row is closed when it holds this much; a larger page has a row of its own. */
const ROW_CHARS = 1_000_000;
/** Smaller rows are joined at the next checkpoint. */
const ROW_CHARS_MIN = 250_000;
/** Of a row's text. Higher wastes less when reading back, and rewrites more at checkpoints. */
const LIVE_SHARE_MIN = 0.75;

/** What a checkpoint writes and removes; a row is never written twice. */
export interface PageRowsPlan {
  readonly written: readonly Row<number>[];
  readonly removed: readonly number[];
}

export type ReadRows = (keys: readonly number[]) => Promise<readonly Row<number>[]>;

interface Place {
  readonly row: number;
  readonly space: string;
  readonly chars: number;
}

interface RowUse {
  chars: number;
  liveChars: number;
}

/** Knows in which row each page lies, and how much of each row still counts. */
export class PageRows {
  readonly #places = new Map<string, Place>();
  readonly #rows = new Map<number, RowUse>();
  #nextRow = 1;

  get pageCount(): number {
    return this.#places.size;
  }

  get rowCount(): number {
    return this.#rows.size;
  }

  /** Plans as if what it returns were written; `read` fetches rows that are to be replaced. A damaged one is a fault. */
  async plan(checkpoint: Checkpoint, read: ReadRows): Promise<Stored<PageRowsPlan>> {
    const removed = this.#release(checkpoint);
    const left: Page[] = [];
    const wanted = removed.filter((key) => (this.#rows.get(key)?.liveChars ?? 0) > 0);
    for (const row of await read(wanted)) {
      const pages = unpackRow(row);
      if (pages === undefined) return damaged(row.key);
      for (const page of pages) if (this.#places.get(keyOf(page))?.row === row.key) left.push(page);
    }
    for (const key of removed) this.#rows.delete(key);
    // What changed lately lies together: it is the likeliest to change again.
    return stored({ written: this.#pack([...checkpoint.pages, ...left]), removed });
  }

  /** A row that the store holds. Rows are added in the order of their numbers. */
  add(row: number, pages: readonly Page[]): void {
    const use: RowUse = { chars: 0, liveChars: 0 };
    this.#rows.set(row, use);
    this.#nextRow = row + 1;
    for (const page of pages) {
      const chars = charsOf(page);
      this.#forget(keyOf(page));
      this.#places.set(keyOf(page), { row, space: page.space, chars });
      use.chars += chars;
      use.liveChars += chars;
    }
  }

  /** Forgets the pages that the checkpoint replaces or removes; returns the rows that have to go. */
  #release(checkpoint: Checkpoint): readonly number[] {
    const going = new Set<number>();
    const spaces = new Set(checkpoint.removedSpaces);
    const removedKeys = checkpoint.removedPages.map(keyOf);
    if (spaces.size > 0) {
      for (const [key, { space }] of this.#places) if (spaces.has(space)) removedKeys.push(key);
    }
    for (const key of removedKeys) {
      const row = this.#forget(key);
      if (row !== undefined) going.add(row);
    }
    for (const page of checkpoint.pages) this.#forget(keyOf(page));
    for (const [row, { chars, liveChars }] of this.#rows) {
      if (liveChars < chars * LIVE_SHARE_MIN || chars < ROW_CHARS_MIN) going.add(row);
    }
    return [...going];
  }

  /** The row that held the page. */
  #forget(key: string): number | undefined {
    const place = this.#places.get(key);
    if (place === undefined) return undefined;
    this.#places.delete(key);
    const use = this.#rows.get(place.row);
    if (use !== undefined) use.liveChars -= place.chars;
    return place.row;
  }

  #pack(pages: readonly Page[]): readonly Row<number>[] {
    const rows: Row<number>[] = [];
    let from = 0;
    let chars = 0;
    for (const [i, page] of pages.entries()) {
      chars += charsOf(page);
      if (chars < ROW_CHARS && i < pages.length - 1) continue;
      const packed = pages.slice(from, i + 1);
      const key = this.#nextRow;
      this.add(key, packed);
      rows.push(sealRow(key, packed.map(pageToText).join('')));
      from = i + 1;
      chars = 0;
    }
    return rows;
  }
}

/** Reads all rows of a store. */
export function openPageRows(
  rows: readonly Row<number>[],
): Stored<{ readonly pageRows: PageRows; readonly pages: readonly Page[] }> {
  const pageRows = new PageRows();
  const pages = new Map<string, Page>();
  for (const row of rows) {
    const packed = unpackRow(row);
    if (packed === undefined) return damaged(row.key);
    pageRows.add(row.key, packed);
    for (const page of packed) pages.set(keyOf(page), page);
  }
  return stored({ pageRows, pages: [...pages.values()] });
}

function keyOf(page: { readonly space: string; readonly pageId: number }): string {
  return `${page.space}#${page.pageId}`;
}

/** At least 1, so that a row with pages in it never counts as empty. */
function charsOf(page: Page): number {
  return page.text.length + 1;
}

function pageToText(page: Page): string {
  return field(page.space) + field(String(page.pageId)) + field(page.text);
}

function unpackRow(row: Row<number>): readonly Page[] | undefined {
  const body = openRow(row);
  if (body === undefined) return undefined;
  const fields = createFieldReader(body);
  const pages: Page[] = [];
  while (!fields.atEnd()) {
    pages.push({ space: fields.next(), pageId: Number(fields.next()), text: fields.next() });
  }
  return fields.failed() ? undefined : pages;
}

function damaged(key: number): Stored<never> {
  return failed({ kind: 'corrupt', detail: `Page record ${key} is damaged.` });
}
