/** Splits: which partitions have been near their limit for long enough, or are nearly full, and what becomes of them. */
import type { PartitionSplitEvent } from '../../model/events.ts';
import type { SortedMap } from '../../base/sorted-map.ts';
import type { PartitionDoc, TableDoc } from '../../model/table.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import type { Table } from '../storage/table.ts';
import { type Cuts, heatCuts, sizeCut } from './cuts.ts';
import { type Action, HEAT_SPLIT_SECONDS, HEAT_SPLIT_SHARE, PARTITION_LIMIT, SPLIT_BYTES } from './limits.ts';
import { cutAt, keyRangeOf, type Split, splitAt } from './partitions.ts';
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

export function isNearlyFull(items: SortedMap<StoredItem>, doc: PartitionDoc): boolean {
  return items.sizeBytes >= SPLIT_BYTES && items.measure(keyRangeOf(doc)).sizeBytes >= SPLIT_BYTES;
}

/** Documents that a tick of the clock changes, by table id, and what happened to their partitions. */
export interface PartitionChanges {
  readonly docs: Map<string, TableDoc>;
  readonly events: PartitionSplitEvent[];
}

/** Cuts each candidate that a cut would help. */
export function splitCandidates(
  candidates: Iterable<SplitCandidate>,
  catalog: Catalog,
  { docs, events, nowMs }: PartitionChanges & { readonly nowMs: number },
): void {
  for (const candidate of candidates) {
    const { tableId, resourceId, index, partition } = candidate;
    const table = catalog.byId(tableId);
    if (table === undefined || table.doc.status === 'DELETING') continue;
    const doc = docs.get(tableId) ?? table.doc;
    const before = doc.partitions[resourceId] ?? [];
    const { cause, cuts, keyText } = cutsOf(table, candidate);
    const { partitions, splits } = splitAt(before, cuts, nowMs);
    if (splits.length === 0 || !before.includes(partition.doc)) continue;
    docs.set(tableId, { ...doc, partitions: { ...doc.partitions, [resourceId]: partitions } });
    for (const split of splits) events.push(splitEvent(doc, { index, split, cause, keyText, nowMs }));
  }
}

/** The event of one cut. */
export function splitEvent(
  doc: TableDoc,
  {
    index,
    split,
    cause,
    keyText,
    nowMs,
  }: {
    readonly index: string | undefined;
    readonly split: Split;
    readonly cause: PartitionSplitEvent['cause'];
    readonly keyText?: string | undefined;
    readonly nowMs: number;
  },
): PartitionSplitEvent {
  const [lower, upper] = split.children;
  return {
    kind: 'partition-split',
    atMs: nowMs,
    table: doc.name,
    index,
    parent: split.parent.id,
    children: [lower.id, upper.id],
    at: cutAt(split),
    cause,
    ...(keyText === undefined ? {} : { keyText }),
  };
}

/** Items under one partition key may be divided by their sort key, unless an LSI keeps them together. Guide. */
function cutsOf(
  table: Table,
  { index: name, partition }: SplitCandidate,
): Cuts & Pick<PartitionSplitEvent, 'cause'> {
  const index = name === undefined ? undefined : table.indexes.get(name);
  const key = index?.doc.key ?? table.doc.key;
  const hasLsi = index === undefined && table.doc.indexes.some(({ kind }) => kind === 'LSI');
  const options = { isSortable: key.sk.length > 0 && !hasLsi };
  const items = index === undefined ? table.items : index.builtEntries;
  if (items !== undefined && isNearlyFull(items, partition.doc))
    return { cause: 'size', ...sizeCut(items, partition.doc, options) };
  return { cause: 'heat', ...heatCuts(partition.doc, partition.hotKeys, options) };
}
