import { describe, expect, it } from 'vitest';
import { SortedMap } from '../../base/sorted-map.ts';
import type { Change } from '../../model/changes.ts';
import { createPartitions } from '../capacity/partitions.ts';
import { MAX_RECORDS_KEPT, RECORDS_TRIMMED_AT_ONCE } from './limits.ts';
import { createSequence } from './sequence.ts';
import { followPartitions, NO_SHARDS } from './shards.ts';
import { appendRecord, readShard, type Stream, trimByAge, trimToLimit } from './stream-store.ts';

const NOW_MS = 1_767_225_600_000;

/** A stream of four shards holding `count` records, dealt out in turns; `record` is each one's number. */
function createStream(count: number) {
  const sequence = createSequence();
  const options = { label: 'label', nowMs: NOW_MS, next: () => sequence.next(NOW_MS) };
  const list = followPartitions(NO_SHARDS, { before: [], after: createPartitions(4, 0) }, options);
  const stream: Stream = { label: 'label', records: new SortedMap<string>(), list };
  const changes: Change[] = [];
  const record = (change: Change) => void changes.push(change);
  for (let i = 0; i < count; i++) {
    const shard = list.shards[i % 4];
    if (shard !== undefined) {
      appendRecord(stream, { shard, sequenceNumber: sequence.next(NOW_MS + i), text: String(i) }, record);
    }
  }
  changes.length = 0;
  return { stream, changes, record };
}

function numbers(stream: Stream): readonly number[] {
  return stream.list.shards.flatMap((shard) =>
    readShard(stream, shard, { after: '', limit: MAX_RECORDS_KEPT }).records.map(Number),
  );
}

describe('a stream that outgrows this machine', () => {
  it('loses its oldest records, whatever their shard, and logs each loss', () => {
    const { stream, changes, record } = createStream(MAX_RECORDS_KEPT + 1);
    expect(trimToLimit(stream, record)).toBe(RECORDS_TRIMMED_AT_ONCE);
    expect(Math.min(...numbers(stream))).toBe(RECORDS_TRIMMED_AT_ONCE);
    expect(stream.records.size).toBe(MAX_RECORDS_KEPT + 1 - RECORDS_TRIMMED_AT_ONCE);
    expect(changes.filter(({ kind }) => kind === 'delete')).toHaveLength(RECORDS_TRIMMED_AT_ONCE);
    expect(stream.list.shards.every(({ trimmedTo }) => trimmedTo !== undefined)).toBe(true);
  });

  it('loses nothing before that', () => {
    const { stream, changes, record } = createStream(MAX_RECORDS_KEPT);
    expect(trimToLimit(stream, record)).toBe(0);
    expect(changes).toEqual([]);
  });
});

describe('trimming by age', () => {
  it('takes what was issued up to the horizon', () => {
    const { stream, record } = createStream(100);
    expect(trimByAge(stream, NOW_MS + 39, record)).toBe(40);
    expect(numbers(stream).toSorted((a, b) => a - b)[0]).toBe(40);
  });
});
