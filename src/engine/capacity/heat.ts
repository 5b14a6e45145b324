/** Splits: which partitions have been near their limit for long enough, or are nearly full, and what becomes of them. */
import type { PartitionSplitEvent } from '../../model/events.ts';
import type { TableDoc } from '../../model/table.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Table } from '../storage/table.ts';
import { dominance } from './hot-keys.ts';
import {
  type Action,
  HEAT_DOMINANT_SHARE,
  HEAT_SPLIT_SECONDS,
  HEAT_SPLIT_SHARE,
  PARTITION_LIMIT,
  PARTITION_MAX_BYTES,
  SIZE_SPLIT_SHARE,
} from './limits.ts';
import { cutAt, keyRangeOf, splitPartition } from './partitions.ts';
import type { EndedSecond, Partition, PartitionMeter } from './resource.ts';

/** A partition that may be due for a split. */
export interface SplitCandidate {
  readonly tableId: string;
  /** The table's id, or the GSI's. */
  readonly resourceId: string;
  readonly index: string | undefined;
  readonly partition: Partition;
}

/** Counts a second that has ended; true once there have been enough hot ones in a row, and then counts anew. */
export function noteHeat(meter: PartitionMeter, action: Action, ended: EndedSecond): boolean {
  const isHot = ended.taken >= PARTITION_LIMIT[action] * HEAT_SPLIT_SHARE;
  meter.hotSeconds = isHot ? (ended.adjoins ? meter.hotSeconds + 1 : 1) : 0;
  if (meter.hotSeconds < HEAT_SPLIT_SECONDS) return false;
  meter.hotSeconds = 0;
  return true;
}

export function isNearlyFull(table: Table, partition: Partition): boolean {
  const full = PARTITION_MAX_BYTES * SIZE_SPLIT_SHARE;
  return table.sizeBytes >= full && table.items.measure(keyRangeOf(partition.doc)).sizeBytes >= full;
}

/** Cuts each candidate that a cut would help. Returns the documents that change, and what happened. */
export function splitCandidates(
  candidates: readonly SplitCandidate[],
  catalog: Catalog,
  nowMs: number,
): { readonly docs: readonly TableDoc[]; readonly events: readonly PartitionSplitEvent[] } {
  const docs = new Map<string, TableDoc>();
  const events: PartitionSplitEvent[] = [];
  for (const { tableId, resourceId, index, partition } of candidates) {
    const table = catalog.byId(tableId);
    if (table === undefined || table.doc.status === 'DELETING') continue;
    const isFull = index === undefined && isNearlyFull(table, partition);
    if (!isFull && dominance(partition.hotKeys) > HEAT_DOMINANT_SHARE) continue;
    const doc = docs.get(tableId) ?? table.doc;
    const result = splitPartition(doc.partitions[resourceId] ?? [], partition.doc.id, nowMs);
    const split = result?.splits[0];
    if (result === undefined || split === undefined) continue;
    docs.set(tableId, { ...doc, partitions: { ...doc.partitions, [resourceId]: result.partitions } });
    const [lower, upper] = split.children;
    events.push({
      kind: 'partition-split',
      atMs: nowMs,
      table: doc.name,
      index,
      parent: split.parent.id,
      children: [lower.id, upper.id],
      at: cutAt(split),
      cause: isFull ? 'size' : 'heat',
    });
  }
  return { docs: [...docs.values()], events };
}
