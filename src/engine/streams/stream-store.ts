/** One stream at rest: its records in a sorted map, shard after shard, and what is trimmed from them. */
import type { SortedMap } from '../../base/sorted-map.ts';
import type { RecordChange } from '../storage/write-batch.ts';
import { MAX_BYTES_A_READ, MAX_BYTES_KEPT, MAX_RECORDS_KEPT, RECORDS_TRIMMED_AT_ONCE } from './limits.ts';
import { issuedAtMs } from './sequence.ts';
import { recordKey, recordKeysOf, sequenceOfKey, type Shard, type ShardList } from './shards.ts';
import type { ReadRecords } from './streams.ts';

export interface Stream {
  readonly label: string;
  readonly records: SortedMap<string>;
  list: ShardList;
}

/** The space of a stream's records and the name of its document. */
export function spaceOf(label: string): string {
  return `stream/${label}`;
}

export function setList(stream: Stream, list: ShardList, recordChange: RecordChange): void {
  stream.list = list;
  recordChange({ kind: 'doc', name: spaceOf(stream.label), json: JSON.stringify(list) });
}

export function appendRecord(
  stream: Stream,
  record: { readonly shard: Shard; readonly sequenceNumber: string; readonly text: string },
  recordChange: RecordChange,
): void {
  const key = recordKey(record.shard, record.sequenceNumber);
  stream.records.set(key, record.text, record.text.length);
  recordChange({ kind: 'put', space: spaceOf(stream.label), key, json: record.text });
}

/** Records after a number, at most `limit` and MAX_BYTES_A_READ, but always one if there is one. */
export function readShard(
  stream: Stream,
  shard: Shard,
  { after, limit }: { readonly after: string; readonly limit: number },
): ReadRecords {
  const records: string[] = [];
  let position = after;
  let bytes = 0;
  const from = after === '' ? {} : { from: recordKey(shard, after), fromExclusive: true };
  stream.records.forEach({ ...recordKeysOf(shard), ...from }, (text, key) => {
    if (records.length > 0 && bytes + text.length > MAX_BYTES_A_READ) return false;
    records.push(text);
    bytes += text.length;
    position = sequenceOfKey(key);
    return records.length < limit;
  });
  return { records, position };
}

/** Removes what was issued at or before `horizonMs`, and shards closed by then. Returns the number of records. */
export function trimByAge(stream: Stream, horizonMs: number, recordChange: RecordChange): number {
  let count = 0;
  for (const shard of stream.list.shards) {
    count += trimShard(stream, shard, { isDue: (number) => issuedAtMs(number) <= horizonMs, recordChange });
  }
  const kept = stream.list.shards.filter(
    ({ endSequence }) => endSequence === undefined || issuedAtMs(endSequence) > horizonMs,
  );
  if (kept.length < stream.list.shards.length)
    setList(stream, { ...stream.list, shards: kept }, recordChange);
  return count;
}

/** Removes the oldest records of all shards when the stream has outgrown what this machine keeps. Returns how many. */
export function trimToLimit(stream: Stream, recordChange: RecordChange): number {
  const { records, list } = stream;
  if (records.size <= MAX_RECORDS_KEPT && records.sizeBytes <= MAX_BYTES_KEPT) return 0;
  const oldest: string[] = [];
  for (const shard of list.shards) {
    let taken = 0;
    records.forEach(recordKeysOf(shard), (_text, key) => {
      oldest.push(sequenceOfKey(key));
      return ++taken < RECORDS_TRIMMED_AT_ONCE;
    });
  }
  const last = oldest.sort()[Math.min(RECORDS_TRIMMED_AT_ONCE, oldest.length) - 1] ?? '';
  let count = 0;
  for (const shard of list.shards) {
    count += trimShard(stream, shard, { isDue: (number) => number <= last, recordChange });
  }
  return count;
}

/** Issue times of a shard's oldest and newest record; empty when it holds none. */
export function recordTimes(stream: Stream, shard: Shard): readonly number[] {
  const times: number[] = [];
  const note = (_text: string, key: string) => {
    times.push(issuedAtMs(sequenceOfKey(key)));
    return false;
  };
  stream.records.forEach(recordKeysOf(shard), note);
  stream.records.forEachBackward(recordKeysOf(shard), note);
  return times;
}

/** Numbers that have been given out for the stream, the highest among them. */
export function numbersIn({ list, records }: Stream): readonly string[] {
  const numbers = list.shards.flatMap(({ startSequence, endSequence, trimmedTo }) =>
    [startSequence, endSequence, trimmedTo].filter((number) => number !== undefined),
  );
  for (const shard of list.shards) {
    records.forEachBackward(recordKeysOf(shard), (_text, key) => {
      numbers.push(sequenceOfKey(key));
      return false;
    });
  }
  return numbers;
}

/** Trims a shard's records, oldest first, while they are due, and remembers up to where. */
function trimShard(
  stream: Stream,
  shard: Shard,
  { isDue, recordChange }: { isDue: (sequenceNumber: string) => boolean; recordChange: RecordChange },
): number {
  const due: string[] = [];
  stream.records.forEach(recordKeysOf(shard), (_text, key) => {
    if (!isDue(sequenceOfKey(key))) return false;
    due.push(key);
    return true;
  });
  for (const key of due) {
    stream.records.delete(key);
    recordChange({ kind: 'delete', space: spaceOf(stream.label), key });
  }
  const last = due.at(-1);
  if (last === undefined) return 0;
  const trimmed = { ...shard, trimmedTo: sequenceOfKey(last) };
  const shards = stream.list.shards.map((other) => (other.id === shard.id ? trimmed : other));
  setList(stream, { ...stream.list, shards }, recordChange);
  return due.length;
}
