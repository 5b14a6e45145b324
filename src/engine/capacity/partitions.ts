/** Partitions as documents: how many a table or GSI needs, and how the hash space is cut. Pure functions. */
import type { BillingMode, PartitionDoc, Throughput } from '../../model/table.ts';
import { hashPrefix } from '../values/key-encoding.ts';
import type { KeyRange } from '../../base/sorted-map.ts';
import { MAX_PARTITIONS, ON_DEMAND_PARTITIONS, PARTITION_LIMIT } from './limits.ts';

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
 * longer documented. On-demand tables begin with four.
 */
export function partitionsNeeded(
  billingMode: BillingMode,
  throughput: Pick<Throughput, 'rcu' | 'wcu'>,
): number {
  if (billingMode === 'PAY_PER_REQUEST') return ON_DEMAND_PARTITIONS;
  const needed = Math.ceil(throughput.rcu / PARTITION_LIMIT.read + throughput.wcu / PARTITION_LIMIT.write);
  return Math.min(MAX_PARTITIONS, Math.max(1, needed));
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

/** Cuts one partition in the middle of its range; undefined when it cannot be cut. */
export function splitPartition(
  partitions: readonly PartitionDoc[],
  id: number,
  nowMs: number,
): SplitResult | undefined {
  const parent = partitions.find((partition) => partition.id === id);
  if (parent === undefined || parent.toHash - parent.fromHash < 2 || partitions.length >= MAX_PARTITIONS)
    return undefined;
  const middle = Math.floor((parent.fromHash + parent.toHash) / 2);
  const nextId = Math.max(...partitions.map((partition) => partition.id)) + 1;
  const lower: PartitionDoc = {
    id: nextId,
    fromHash: parent.fromHash,
    toHash: middle,
    createdAtMs: nowMs,
    parentId: id,
  };
  const upper: PartitionDoc = {
    id: nextId + 1,
    fromHash: middle,
    toHash: parent.toHash,
    createdAtMs: nowMs,
    parentId: id,
  };
  return {
    partitions: partitions.flatMap((partition) => (partition.id === id ? [lower, upper] : [partition])),
    splits: [{ parent, children: [lower, upper] }],
  };
}

/** Where a split cut the hash space, 0 … 1. */
export function cutAt(split: Split): number {
  return split.children[1].fromHash / HASH_SPACE;
}

/** The encoded keys that lie in a partition. */
export function keyRangeOf(partition: PartitionDoc): KeyRange {
  return {
    from: hashPrefix(partition.fromHash),
    to: partition.toHash >= HASH_SPACE ? undefined : hashPrefix(partition.toHash),
    toExclusive: true,
  };
}

/** Position of the partition that holds a hash, in partitions that are in hash order and cover the space. */
export function positionOfHash(partitions: readonly { readonly doc: PartitionDoc }[], hash: number): number {
  let low = 0;
  let high = partitions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((partitions[middle]?.doc.fromHash ?? HASH_SPACE) <= hash) low = middle;
    else high = middle - 1;
  }
  return low;
}
