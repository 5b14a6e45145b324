/** The walk of a SELECT: read after read of key ranges, or everything, as pages that are charged. */
import type { KeyRange } from '../../base/sorted-map.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { MAX_PAGE_BYTES } from '../../model/limits.ts';
import type { Context } from '../context.ts';
import { type KeyTest, queryRange } from '../evaluate/key-range.ts';
import { addIndexUnits, type Consumed, createConsumed } from '../operations/consumed-capacity.ts';
import { admitPage } from '../operations/page-admission.ts';
import { type Page, readPage } from '../operations/read-page.ts';
import type { ItemView, ReadSource } from '../operations/read-source.ts';
import { lastEvaluatedKey, startAfter } from '../operations/start-key.ts';
import type { Position } from './next-token.ts';

/** Each read's tests of key attributes. */
export type Reads = readonly (readonly KeyTest[])[];

export interface Walk {
  readonly source: ReadSource;
  /** Undefined for a scan. */
  readonly reads: Reads | undefined;
  readonly backward: boolean;
  readonly view: ItemView;
  readonly factor: number;
  /** Items to look at, not to return. */
  readonly limit: number;
  /** As the statement names the table. */
  readonly tableName: string;
}

export interface Walked {
  readonly pages: readonly Page[];
  readonly consumed: Consumed;
  /** Where to go on; undefined at the end. */
  readonly next: Position | undefined;
}

/** Read after read until the limit, a megabyte or the end, each charged as a Query of its own. */
export function walkPages(context: Context, walk: Walk, start: Position): Walked {
  const { source, reads, backward, view, factor, tableName } = walk;
  const consumed = createConsumed(tableName);
  const pages: Page[] = [];
  const count = reads?.length ?? 1;
  let { limit } = walk;
  let bytes = 0;
  for (let read = start.read; read < count; read++) {
    if (limit <= 0 || bytes >= MAX_PAGE_BYTES) return { pages, consumed, next: { read, key: undefined } };
    const after = read === start.read ? start.key : undefined;
    const { range, pk } = rangeOf(walk, read, after);
    const page = readPage(source, {
      range,
      backward,
      crossesPartitions: reads === undefined,
      limit: Number.isFinite(limit) ? limit : undefined,
      view,
    });
    addConsumed(consumed, admitPage(context, { source, page, factor, pk, tableName }));
    pages.push(page);
    bytes += page.sizeBytes;
    limit -= page.scannedCount;
    if (page.last !== undefined) {
      const key = JSON.parse(lastEvaluatedKey(source, page.last)) as AttributeMap;
      return { pages, consumed, next: { read, key } };
    }
  }
  return { pages, consumed, next: undefined };
}

/** What a read has yet to walk, and the partition key it is bound for. */
function rangeOf(
  { source, reads, backward }: Walk,
  read: number,
  after: AttributeMap | undefined,
): { readonly range: KeyRange; readonly pk: AttributeMap | undefined } {
  const tests = reads?.[read];
  const from = after && startAfter(source, after, tests === undefined ? 'Scan' : 'Query');
  if (tests === undefined)
    return { range: from === undefined ? {} : { from, fromExclusive: true }, pk: undefined };
  const found = queryRange(source.key, tests);
  if (from === undefined) return { range: found, pk: found.pk };
  const range = backward
    ? { from: found.from, to: from, toExclusive: true }
    : { from, fromExclusive: true, to: found.to, toExclusive: found.toExclusive };
  return { range, pk: found.pk };
}

function addConsumed(total: Consumed, { tableUnits, indexUnits }: Consumed): void {
  total.tableUnits += tableUnits;
  for (const [index, units] of indexUnits) addIndexUnits(total, index, units);
}

/** All pages of an answer as one, for the receipt. */
export function joinedPage(pages: readonly Page[]): Page {
  const total = (member: (page: Page) => number): number =>
    pages.reduce((sum, page) => sum + member(page), 0);
  return {
    items: [],
    count: total((page) => page.count),
    scannedCount: total((page) => page.scannedCount),
    sizeBytes: total((page) => page.sizeBytes),
    fetchedUnits: total((page) => page.fetchedUnits),
    fetchedBytes: total((page) => page.fetchedBytes),
    last: undefined,
    parts: pages.flatMap(({ parts }) => parts),
  };
}
