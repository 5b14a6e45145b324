/** A store's whole content as the engine's state, and back: every row checked, nothing missing unnoticed. */
import type { Change, Checkpoint, StoredState } from '../model/changes.ts';
import { failed, stored } from './fault.ts';
import { textToChanges } from './log-text.ts';
import { openPageRows, type PageRows } from './page-rows.ts';
import type { Stored } from './port.ts';
import { openRow, sealRow, type Row } from './row.ts';
import type { StoreContent } from './row-store.ts';

/** What the last checkpoint left, so that a lost row is found as surely as a damaged one. */
export interface Head {
  /** Virtual time of the checkpoint. */
  readonly atMs: number;
  /** Number of the first log row after the checkpoint. */
  readonly logFrom: number;
  readonly pages: number;
  readonly pageRows: number;
  readonly docs: number;
}

export const FIRST_HEAD: Head = { atMs: 0, logFrom: 1, pages: 0, pageRows: 0, docs: 0 };

const HEAD_KEY = 'head';

export interface DecodedContent {
  /** Undefined when nothing was ever stored. */
  readonly state: StoredState | undefined;
  readonly nextSeq: number;
  readonly pageRows: PageRows;
}

export function headToText(head: Head): string {
  return sealRow(HEAD_KEY, JSON.stringify(head)).text;
}

export function docsToRows(docs: Checkpoint['docs']): readonly Row[] {
  return Object.entries(docs).map(([name, json]) => sealRow(name, json));
}

/** Reads content of the present format. A fault names the first record that is not as it was written. */
export function decodeContent(content: StoreContent): Stored<DecodedContent> {
  const head = decodeHead(content.head);
  if (head === undefined) return corrupt('The head record is missing or damaged.');
  const pages = decodePages(content, head);
  if (!pages.ok) return pages;
  const docs = decodeDocs(content, head);
  if (!docs.ok) return docs;
  const log = decodeLog(content, head);
  if (!log.ok) return log;

  const nextSeq = head.logFrom + content.log.length;
  const { pageRows } = pages.value;
  const isEmpty = nextSeq === 1 && head.pages === 0 && head.docs === 0;
  if (isEmpty) return stored({ state: undefined, nextSeq, pageRows });
  const { changes, atMs } = log.value;
  const nowMs = Math.max(head.atMs, atMs);
  const state = { pages: pages.value.pages, docs: docs.value, changes, nowMs };
  return stored({ state, nextSeq, pageRows });
}

function decodeHead(text: string | undefined): Head | undefined {
  const body = openRow({ key: HEAD_KEY, text });
  // The checksum vouches for what was written, and only heads are written under this key.
  return body === undefined ? undefined : (JSON.parse(body) as Head);
}

function decodePages(content: StoreContent, head: Head): ReturnType<typeof openPageRows> {
  const opened = openPageRows(content.pages);
  if (!opened.ok) return opened;
  const { pageCount, rowCount } = opened.value.pageRows;
  if (rowCount !== head.pageRows) return corrupt(missing('page records', head.pageRows, rowCount));
  if (pageCount !== head.pages) return corrupt(missing('pages', head.pages, pageCount));
  return opened;
}

function decodeDocs(content: StoreContent, head: Head): Stored<Readonly<Record<string, string>>> {
  const docs: [string, string][] = [];
  for (const row of content.docs) {
    const json = openRow(row);
    if (json === undefined) return corrupt(`Document ${row.key} is damaged.`);
    docs.push([row.key, json]);
  }
  if (docs.length !== head.docs) return corrupt(missing('documents', head.docs, docs.length));
  return stored(Object.fromEntries(docs));
}

function decodeLog(content: StoreContent, head: Head): Stored<{ changes: readonly Change[]; atMs: number }> {
  const changes: Change[] = [];
  let atMs = 0;
  let seq = head.logFrom;
  const lastSeq = content.log.at(-1)?.key;
  for (const row of content.log) {
    const place = row.key === lastSeq ? `${seq}, the last of the log,` : `${seq} of ${lastSeq}`;
    if (row.key !== seq) return corrupt(`Log record ${seq} is missing; the next one there is ${row.key}.`);
    const body = openRow(row);
    const logged = body === undefined ? undefined : textToChanges(body);
    if (logged === undefined) return corrupt(`Log record ${place} is damaged.`);
    for (const change of logged.changes) changes.push(change);
    atMs = Math.max(atMs, logged.atMs);
    seq += 1;
  }
  return stored({ changes, atMs });
}

function missing(what: string, expected: number, found: number): string {
  return `The store should hold ${expected} ${what} but holds ${found}.`;
}

function corrupt(detail: string): Stored<never> {
  return failed({ kind: 'corrupt', detail });
}
