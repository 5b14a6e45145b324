/** A store's whole content as the engine's state, and back: every row checked, nothing missing unnoticed. */
import type { Change, Checkpoint, Page, StoredState } from '../model/changes.ts';
import { failed, stored } from './fault.ts';
import { textToChanges } from './log-text.ts';
import type { Stored } from './port.ts';
import { openRow, sealRow } from './row.ts';
import type { RowCheckpoint, StoreContent } from './row-store.ts';

/** What the last checkpoint left, so that a lost row is found as surely as a damaged one. */
export interface Head {
  /** Virtual time of the checkpoint. */
  readonly atMs: number;
  /** Number of the first log row after the checkpoint. */
  readonly logFrom: number;
  readonly pages: number;
  readonly docs: number;
}

export const FIRST_HEAD: Head = { atMs: 0, logFrom: 1, pages: 0, docs: 0 };

const HEAD_KEY = 'head';

export interface DecodedContent {
  /** Undefined when nothing was ever stored. */
  readonly state: StoredState | undefined;
  readonly nextSeq: number;
}

export function headToText(head: Head): string {
  return sealRow(HEAD_KEY, JSON.stringify(head)).text;
}

export function pageKey(page: { readonly space: string; readonly pageId: number }): string {
  return `${page.space}#${page.pageId}`;
}

export function spaceOf(key: string): string {
  return key.slice(0, key.lastIndexOf('#'));
}

export function checkpointToRows(
  checkpoint: Checkpoint,
  head: Head,
  removedPageKeys: readonly string[],
): RowCheckpoint {
  return {
    head: headToText(head),
    pages: checkpoint.pages.map((page) => sealRow(pageKey(page), page.text)),
    removedPageKeys,
    docs: Object.entries(checkpoint.docs).map(([name, json]) => sealRow(name, json)),
  };
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
  const isEmpty = nextSeq === 1 && head.pages === 0 && head.docs === 0;
  if (isEmpty) return stored({ state: undefined, nextSeq });
  const { changes, atMs } = log.value;
  const nowMs = Math.max(head.atMs, atMs);
  return stored({ state: { pages: pages.value, docs: docs.value, changes, nowMs }, nextSeq });
}

function decodeHead(text: string | undefined): Head | undefined {
  const body = openRow({ key: HEAD_KEY, text });
  // The checksum vouches for what was written, and only heads are written under this key.
  return body === undefined ? undefined : (JSON.parse(body) as Head);
}

function decodePages(content: StoreContent, head: Head): Stored<readonly Page[]> {
  const pages: Page[] = [];
  for (const row of content.pages) {
    const text = openRow(row);
    const space = spaceOf(row.key);
    const pageId = Number(row.key.slice(space.length + 1));
    if (text === undefined) return corrupt(`Page ${pageId} of ${space} is damaged.`);
    pages.push({ space, pageId, text });
  }
  if (pages.length !== head.pages) return corrupt(missing('pages', head.pages, pages.length));
  return stored(pages);
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
