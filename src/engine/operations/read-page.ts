/** One page of a Query or Scan: walks a range of keys until the limit, a megabyte or the end. */
import type { KeyRange } from '../../base/sorted-map.ts';
import { MAX_PAGE_BYTES } from '../../model/limits.ts';
import { holderOf, keyRangeOf } from '../capacity/partitions.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { hashOfKey } from '../values/key-encoding.ts';
import type { ItemView, ReadSource } from './read-source.ts';
import { readUnits } from './read-units.ts';

export interface PageRequest {
  readonly range: KeyRange;
  readonly backward: boolean;
  /** A Scan goes from partition to partition; a Query stays in one. */
  readonly crossesPartitions: boolean;
  /** Items to look at, not to return. */
  readonly limit: number | undefined;
  readonly view: ItemView;
}

/** What the page read of one partition: what its throughput is asked for. */
export interface PagePart {
  /** A hash in the partition. */
  readonly hash: number;
  /** The first key read; undefined when nothing was. */
  readonly key: string | undefined;
  readonly first: StoredItem | undefined;
  bytes: number;
}

export interface Page {
  /** JSON texts of the items that passed; empty for a count. */
  readonly items: readonly string[];
  readonly count: number;
  readonly scannedCount: number;
  /** Of all items looked at, as the table or index holds them. */
  readonly sizeBytes: number;
  /** Whole units of fetching the items from the table, where the local index does not hold what is asked for. */
  readonly fetchedUnits: number;
  readonly fetchedBytes: number;
  /** The last item looked at, when there may be more. */
  readonly last: StoredItem | undefined;
  /** In the order of the walk, at least one. */
  readonly parts: readonly PagePart[];
}

export function readPage(source: ReadSource, request: PageRequest): Page {
  const { range, backward, view } = request;
  const { passes, show, fetches } = view;
  const limit = request.limit ?? Infinity;
  const items: string[] = [];
  const parts = createParts(source, request.crossesPartitions);
  let count = 0;
  let scannedCount = 0;
  let sizeBytes = 0;
  let fetchedUnits = 0;
  let fetchedBytes = 0;
  let last: StoredItem | undefined;
  let isMore = false;

  function visit(item: StoredItem, key: string, entryBytes: number): boolean {
    if (scannedCount > 0 && sizeBytes + entryBytes > MAX_PAGE_BYTES) {
      isMore = true;
      return false;
    }
    scannedCount++;
    sizeBytes += entryBytes;
    parts.add(key, item, entryBytes);
    if (fetches) {
      fetchedUnits += readUnits(item.sizeBytes);
      fetchedBytes += item.sizeBytes;
    }
    last = item;
    if (passes === undefined || passes(item)) {
      count++;
      if (show !== undefined) items.push(show(item));
    }
    // A page that ends at its limit says so even when nothing follows.
    isMore = scannedCount >= limit;
    return !isMore;
  }

  if (backward) source.entries.forEachBackward(range, visit);
  else source.entries.forEach(range, visit);
  return {
    items,
    count,
    scannedCount,
    sizeBytes,
    fetchedUnits,
    fetchedBytes,
    last: isMore ? last : undefined,
    parts: parts.all(range),
  };
}

interface Parts {
  add(key: string, item: StoredItem, bytes: number): void;
  all(range: KeyRange): readonly PagePart[];
}

/** Splits the walk at the bounds of partitions, in key order; what stays in one partition is not split. */
function createParts({ table, index }: ReadSource, crosses: boolean): Parts {
  const partitions = table.doc.partitions[index?.doc.kind === 'GSI' ? index.doc.id : table.doc.id] ?? [];
  const parts: PagePart[] = [];
  // The items of one partition key may lie in several partitions, divided by their sort key.
  const mayCross = crosses || partitions.some(({ fromKey }) => fromKey !== undefined);
  let part: PagePart | undefined;
  let holder: KeyRange = {};
  return {
    add(key, item, bytes) {
      const { from = '', to } = holder;
      if (part === undefined || (mayCross && (key < from || (to !== undefined && key >= to)))) {
        part = { hash: hashOfKey(key), key, first: item, bytes: 0 };
        parts.push(part);
        const partition = holderOf(partitions, key);
        holder = partition === undefined ? {} : keyRangeOf(partition);
      }
      part.bytes += bytes;
    },
    all({ from }) {
      if (parts.length > 0) return parts;
      const hash = from === undefined || from.length < 4 ? 0 : hashOfKey(from);
      return [{ hash, key: undefined, first: undefined, bytes: 0 }];
    },
  };
}
