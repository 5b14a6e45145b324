/** Shards: one for each partition of the table, closed and followed by its children when the partition splits. */
import { hash32 } from '../../base/hash.ts';
import type { PartitionDoc } from '../../model/table.ts';

/** A shard as it is stored; a new one replaces it whole when something changes. */
export interface Shard {
  readonly id: string;
  /** Position in the stream's list and first part of its records' keys. */
  readonly ordinal: number;
  /** The table's partition whose items it carries. */
  readonly partition: number;
  readonly parentId?: string;
  readonly startSequence: string;
  /** Present once it is closed: no record has a higher number. */
  readonly endSequence?: string;
  /** The last record that was trimmed. */
  readonly trimmedTo?: string;
}

/** What a stream remembers beside its records; the JSON of its document. */
export interface ShardList {
  readonly nextOrdinal: number;
  readonly shards: readonly Shard[];
}

export const NO_SHARDS: ShardList = { nextOrdinal: 0, shards: [] };

/** Gives out sequence numbers at the present moment. */
export type NextSequence = () => string;

/**
 * The list after the partitions have become `after`: shards of partitions that are gone are closed first, then each
 * new partition gets a shard whose parent is the one that covered its range. With no partitions, all are closed. The
 * same list when nothing changes.
 */
export function followPartitions(
  list: ShardList,
  partitions: { readonly before: readonly PartitionDoc[]; readonly after: readonly PartitionDoc[] },
  options: { readonly label: string; readonly nowMs: number; readonly next: NextSequence },
): ShardList {
  const isKept = (partition: number) => partitions.after.some(({ id }) => id === partition);
  const shards: Shard[] = [];
  for (const shard of list.shards) {
    const isClosing = shard.endSequence === undefined && !isKept(shard.partition);
    shards.push(isClosing ? { ...shard, endSequence: options.next() } : shard);
  }
  let { nextOrdinal } = list;
  let isChanged = shards.some((shard, at) => shard !== list.shards[at]);
  for (const partition of partitions.after) {
    if (list.shards.some((shard) => shard.endSequence === undefined && shard.partition === partition.id))
      continue;
    const covering = partitions.before.find(
      ({ id, fromHash, toHash }) =>
        !isKept(id) && fromHash <= partition.fromHash && toHash >= partition.toHash,
    );
    const parent = list.shards.find(
      (shard) => shard.endSequence === undefined && shard.partition === covering?.id,
    );
    isChanged = true;
    shards.push({
      id: shardId(options.label, nextOrdinal, options.nowMs),
      ordinal: nextOrdinal++,
      partition: partition.id,
      ...(parent === undefined ? {} : { parentId: parent.id }),
      startSequence: options.next(),
    });
  }
  return isChanged ? { nextOrdinal, shards } : list;
}

/** `shardId-`, 20 digits of time, 8 hexadecimal digits: the form that the service uses. */
function shardId(label: string, ordinal: number, nowMs: number): string {
  const mark = hash32(`${label} ${ordinal}`).toString(16).padStart(8, '0');
  return `shardId-${String(Math.floor(nowMs)).padStart(20, '0')}-${mark}`;
}

const ORDINAL_DIGITS = 6;

/** The key of a record in its stream's sorted map: shards one after the other, each in order of number. */
export function recordKey(shard: Shard, sequenceNumber: string): string {
  return `${ordinalText(shard)}/${sequenceNumber}`;
}

/** The range of a shard's record keys; neither bound is itself a key. */
export function recordKeysOf(shard: Shard): { readonly from: string; readonly to: string } {
  return { from: `${ordinalText(shard)}/`, to: `${ordinalText(shard)}0` };
}

export function sequenceOfKey(key: string): string {
  return key.slice(ORDINAL_DIGITS + 1);
}

function ordinalText({ ordinal }: Shard): string {
  return String(ordinal).padStart(ORDINAL_DIGITS, '0');
}
