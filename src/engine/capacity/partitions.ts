/** Partitions as documents: how many a table or GSI needs, and how the hash space is cut. Pure functions. */
import type { BillingMode, PartitionDoc, Throughput, WarmUnits } from '../../model/table.ts';
import { hashOfKey, hashPrefix } from '../values/key-encoding.ts';
import type { KeyRange } from '../../base/sorted-map.ts';
import { MAX_PARTITIONS, ON_DEMAND_PARTITIONS, PARTITION_LIMIT } from './limits.ts';

const NOT_WARM: WarmUnits = { read: 0, write: 0 };

/** Hashes are 0 … HASH_SPACE - 1. */
export const HASH_SPACE = 0x1_0000_0000;

export interface Split {
  readonly parent: PartitionDoc;
  readonly children: readonly [PartitionDoc, PartitionDoc];
}

export interface SplitResult {
  /** All partitions in hash order, the children in their parent's place. */
  readonly partitions: readonly PartitionDoc[];
  readonly splits: readonly Split[];
}

/**
 * Partitions that a throughput needs: the formula that AWS used to publish, `ceil(RCU/3000 + WCU/1000)`; it is no
 * longer documented. On-demand tables begin with four, and have as many more as what they are warm for asks of either
 * side: their 12,000 reads and 4,000 writes are the same four partitions.
 */
export function partitionsNeeded(
  billingMode: BillingMode,
  throughput: Pick<Throughput, 'rcu' | 'wcu'>,
  warm: WarmUnits = NOT_WARM,
): number {
  const forWarm = Math.max(
    Math.ceil(warm.read / PARTITION_LIMIT.read),
    Math.ceil(warm.write / PARTITION_LIMIT.write),
  );
  const needed =
    billingMode === 'PAY_PER_REQUEST'
      ? ON_DEMAND_PARTITIONS
      : Math.ceil(throughput.rcu / PARTITION_LIMIT.read + throughput.wcu / PARTITION_LIMIT.write);
  return Math.min(MAX_PARTITIONS, Math.max(1, needed, forWarm));
}

/** `count` partitions of equal width, numbered from 0 in hash order. */
export function createPartitions(count: number, nowMs: number): readonly PartitionDoc[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    fromHash: Math.floor((id * HASH_SPACE) / count),
    toHash: Math.floor(((id + 1) * HASH_SPACE) / count),
    createdAtMs: nowMs,
  }));
}

/** Cuts the widest partitions in half until there are `count`. Never fewer than before. */
export function growPartitions(
  partitions: readonly PartitionDoc[],
  count: number,
  nowMs: number,
): SplitResult {
  let grown: SplitResult = { partitions, splits: [] };
  while (grown.partitions.length < Math.min(count, MAX_PARTITIONS)) {
    const widest = grown.partitions.reduce((a, b) => (b.toHash - b.fromHash > a.toHash - a.fromHash ? b : a));
    const next = splitPartition(grown.partitions, widest.id, nowMs);
    if (next === undefined) break;
    grown = { partitions: next.partitions, splits: [...grown.splits, ...next.splits] };
  }
  return grown;
}

/** Where a partition is cut: before all keys of a hash, or before one encoded key of that hash. */
export interface Cut {
  readonly hash: number;
  readonly key?: string;
}

/** Cuts one partition, in the middle of its range unless told where; undefined when it cannot be cut there. */
export function splitPartition(
  partitions: readonly PartitionDoc[],
  id: number,
  nowMs: number,
  cut?: Cut,
): SplitResult | undefined {
  const parent = partitions.find((partition) => partition.id === id);
  if (parent === undefined || partitions.length >= MAX_PARTITIONS) return undefined;
  const { fromHash, toHash, fromKey, toKey } = parent;
  const { hash, key } = cut ?? { hash: Math.floor((fromHash + toHash) / 2) };
  if (!isInside(parent, hash, key)) return undefined;
  const nextId = partitions.reduce((highest, partition) => Math.max(highest, partition.id), -1) + 1;
  const born = { createdAtMs: nowMs, parentId: id };
  const lower: PartitionDoc = {
    id: nextId,
    fromHash,
    // The items before the key have its hash too.
    toHash: key === undefined ? hash : hash + 1,
    ...(fromKey === undefined ? {} : { fromKey }),
    ...(key === undefined ? {} : { toKey: key }),
    ...born,
  };
  const upper: PartitionDoc = {
    id: nextId + 1,
    fromHash: hash,
    toHash,
    ...(key === undefined ? {} : { fromKey: key }),
    ...(toKey === undefined ? {} : { toKey }),
    ...born,
  };
  return {
    partitions: partitions.flatMap((partition) => (partition.id === id ? [lower, upper] : [partition])),
    splits: [{ parent, children: [lower, upper] }],
  };
}

/** Makes each of the cuts in whichever partition it falls; those that cannot be made are passed over. */
export function splitAt(
  partitions: readonly PartitionDoc[],
  cuts: readonly Cut[],
  nowMs: number,
): SplitResult {
  let result: SplitResult = { partitions, splits: [] };
  for (const cut of cuts) {
    const parent = result.partitions.find((partition) => isInside(partition, cut.hash, cut.key));
    const next = parent && splitPartition(result.partitions, parent.id, nowMs, cut);
    if (next !== undefined)
      result = { partitions: next.partitions, splits: [...result.splits, ...next.splits] };
  }
  return result;
}

/** Whether there is something of the partition on both sides of a cut. */
function isInside(partition: PartitionDoc, hash: number, key: string | undefined): boolean {
  const { fromHash, toHash } = partition;
  if (key === undefined) return fromHash < hash && hash < toHash;
  const { from, to } = keyRangeOf(partition);
  return (
    fromHash <= hash && hash < toHash && (from === undefined || from < key) && (to === undefined || key < to)
  );
}

/** Where a split cut the hash space, 0 … 1. */
export function cutAt(split: Split): number {
  return split.children[1].fromHash / HASH_SPACE;
}

/** The encoded keys that lie in a partition. */
export function keyRangeOf(partition: PartitionDoc): KeyRange {
  const { fromHash, toHash, fromKey, toKey } = partition;
  return {
    from: fromKey ?? hashPrefix(fromHash),
    to: toKey ?? (toHash >= HASH_SPACE ? undefined : hashPrefix(toHash)),
    toExclusive: true,
  };
}

/** The partition that holds an encoded key. */
export function holderOf(partitions: readonly PartitionDoc[], key: string): PartitionDoc | undefined {
  const hash = hashOfKey(key);
  return partitions.find(
    ({ fromHash, toHash, fromKey, toKey }) =>
      fromHash <= hash &&
      hash < toHash &&
      (fromKey === undefined || fromKey <= key) &&
      (toKey === undefined || key < toKey),
  );
}

/**
 * Position of the partition that holds a key, in partitions that are in order and cover the space. Without the key, the
 * first partition of its hash.
 */
export function positionOfHash(
  partitions: readonly { readonly doc: PartitionDoc }[],
  hash: number,
  key?: string,
): number {
  let low = 0;
  let high = partitions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((partitions[middle]?.doc.fromHash ?? HASH_SPACE) <= hash) low = middle;
    else high = middle - 1;
  }
  for (; low > 0; low--) {
    const doc = partitions[low]?.doc;
    if (doc?.fromKey === undefined || doc.fromHash !== hash || (key !== undefined && key >= doc.fromKey))
      break;
  }
  return low;
}
