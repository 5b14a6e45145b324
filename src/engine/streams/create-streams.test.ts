import { describe, expect, it } from 'vitest';
import type { Change } from '../../model/changes.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { EngineEvent } from '../../model/events.ts';
import type { StreamDoc, StreamViewType, TableDoc } from '../../model/table.ts';
import { benchDoc } from '../capacity/testing/bench-table.ts';
import { splitPartition } from '../capacity/partitions.ts';
import { createClock } from '../clock.ts';
import { createCatalog } from '../storage/catalog.ts';
import type { Table } from '../storage/table.ts';
import { prepareWrite } from '../storage/item-write.ts';
import { createStoredItem } from '../storage/stored-item.ts';
import { createWriteBatch } from '../storage/write-batch.ts';
import { encodeKey } from '../values/key-encoding.ts';
import { createStreams, type RunningStreams } from './create-streams.ts';
import { RETENTION_MS } from './limits.ts';

const LABEL = '2026-01-01T00:00:00.000';
const START_MS = 1_767_225_600_000;

function stream(viewType: StreamViewType, more: Partial<StreamDoc> = {}): StreamDoc {
  return {
    label: LABEL,
    arn: `arn/stream/${LABEL}`,
    viewType,
    enabled: true,
    createdAtMs: START_MS,
    ...more,
  };
}

function createBench(viewType: StreamViewType = 'NEW_AND_OLD_IMAGES', partitions = 1) {
  const catalog = createCatalog();
  const clock = createClock(START_MS);
  const events: EngineEvent[] = [];
  const changes: Change[] = [];
  const streams = createStreams({
    region: 'eu-west-2',
    clock,
    emit: (event) => void events.push(event),
    recordChange: (change) => void changes.push(change),
  });
  const batch = createWriteBatch({ catalog, listeners: [streams], record: () => undefined });
  const put = (doc: TableDoc) => {
    batch.putTable(doc);
    batch.commit(clock.nowMs);
  };
  put({ ...benchDoc({ partitions }), streams: [stream(viewType)] });
  const table = catalog.byId('table-1') as Table;

  function write(
    key: string,
    attributes: AttributeMap | undefined,
    cause: 'request' | 'ttl' = 'request',
  ): void {
    const full = { id: { S: key }, ...attributes };
    const encoded = encodeKey(table.doc.key, full) ?? '';
    const item = attributes === undefined ? undefined : createStoredItem(full);
    batch.write(prepareWrite(table, encoded, item, cause));
    batch.commit(clock.nowMs);
  }

  return { streams, table, batch, clock, events, changes, put, write };
}

/** All records, shard after shard; a read gives about a megabyte, so that it takes several. */
function records(streams: RunningStreams) {
  const all: string[] = [];
  for (const shard of streams.shards(LABEL)) {
    let read = streams.read(LABEL, shard, { after: '', limit: 100_000 });
    while (read.records.length > 0) {
      all.push(...read.records);
      read = streams.read(LABEL, shard, { after: read.position, limit: 100_000 });
    }
  }
  return all.map((text) => JSON.parse(text));
}

describe('stream records', () => {
  it.each([
    ['KEYS_ONLY', [], 3],
    ['NEW_IMAGE', ['NewImage'], 12],
    ['OLD_IMAGE', ['OldImage'], 12],
    ['NEW_AND_OLD_IMAGES', ['NewImage', 'OldImage'], 21],
  ] as const)('of view type %s show keys and %j, and count their bytes', (viewType, images, sizeBytes) => {
    const { streams, write } = createBench(viewType);
    write('a', { n: { N: '1' }, s: { S: 'xx' } });
    write('a', { n: { N: '2' }, s: { S: 'xx' } });
    const [, modify] = records(streams);
    expect(modify.eventName).toBe('MODIFY');
    expect(modify.dynamodb.Keys).toEqual({ id: { S: 'a' } });
    expect(['NewImage', 'OldImage'].filter((name) => name in modify.dynamodb)).toEqual(images);
    expect(modify.dynamodb.SizeBytes).toBe(sizeBytes);
    expect(modify.dynamodb.StreamViewType).toBe(viewType);
  });

  it('name what happened: INSERT, MODIFY, REMOVE, and nothing where nothing changed', () => {
    const { streams, write } = createBench();
    write('a', { n: { SS: ['x', 'y'] } });
    write('a', { n: { SS: ['y', 'x'] } });
    write('a', { n: { SS: ['x'] } });
    write('a', undefined);
    write('a', undefined);
    expect(records(streams).map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
  });

  it('carry the identity of the service only where it deleted an expired item', () => {
    const { streams, write, events } = createBench();
    write('a', {});
    write('b', {});
    write('a', undefined, 'ttl');
    write('b', undefined);
    const [, , byTtl, byUser] = records(streams);
    expect(byTtl.userIdentity).toEqual({ PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' });
    expect('userIdentity' in byUser).toBe(false);
    expect(events.map((event) => event.kind === 'stream-record' && event.byTtl)).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it('have sequence numbers of 21 digits that only grow, also within a millisecond', () => {
    const { streams, write, clock } = createBench();
    for (let i = 0; i < 30; i++) {
      write(`k${i}`, {});
      if (i % 10 === 0) clock.moveTo(clock.nowMs + 1);
    }
    const numbers = records(streams).map(({ dynamodb }) => dynamodb.SequenceNumber as string);
    expect(numbers.every((number) => /^\d{21}$/.test(number))).toBe(true);
    expect(numbers).toEqual([...new Set(numbers)].toSorted());
  });
});

describe('shards', () => {
  it('are as many as the table has partitions, and each item stays in one', () => {
    const { streams, write } = createBench('KEYS_ONLY', 4);
    expect(streams.shards(LABEL)).toHaveLength(4);
    for (let round = 0; round < 3; round++)
      for (let i = 0; i < 40; i++) write(`k${i}`, { n: { N: String(round) } });
    const shardsByKey = new Map<string, Set<string>>();
    for (const shard of streams.shards(LABEL)) {
      for (const text of streams.read(LABEL, shard, { after: '', limit: 1000 }).records) {
        const key = JSON.parse(text).dynamodb.Keys.id.S;
        shardsByKey.set(key, (shardsByKey.get(key) ?? new Set()).add(shard.id));
      }
    }
    expect([...shardsByKey.values()].every((shards) => shards.size === 1)).toBe(true);
    expect(new Set([...shardsByKey.values()].map((shards) => [...shards].join())).size).toBe(4);
  });

  it('split with their partition: the parent closes, two children follow it', () => {
    const { streams, write, table, put } = createBench('KEYS_ONLY', 1);
    for (let i = 0; i < 10; i++) write(`k${i}`, {});
    const partitions = splitPartition(table.doc.partitions['table-1'] ?? [], 0, START_MS)?.partitions ?? [];
    put({ ...table.doc, partitions: { ...table.doc.partitions, 'table-1': partitions } });
    for (let i = 0; i < 10; i++) write(`k${i}`, { n: { N: '1' } });
    const [parent, ...children] = streams.shards(LABEL);
    const lastOfParent = records(streams)[9].dynamodb.SequenceNumber;
    expect((parent?.endSequence ?? '') > lastOfParent).toBe(true);
    expect(children.map(({ parentId }) => parentId)).toEqual([parent?.id, parent?.id]);
    for (const child of children) {
      expect(child.startSequence > (parent?.endSequence ?? '')).toBe(true);
      const [first] = streams.read(LABEL, child, { after: '', limit: 1 }).records;
      expect(JSON.parse(first ?? '{}').dynamodb.SequenceNumber > child.startSequence).toBe(true);
    }
    expect(records(streams)).toHaveLength(20);
  });

  it('all close when the stream is disabled, and nothing is recorded any more', () => {
    const { streams, write, table, put } = createBench();
    write('a', {});
    put({ ...table.doc, streams: [stream('KEYS_ONLY', { enabled: false, disabledAtMs: START_MS })] });
    write('b', {});
    expect(streams.shards(LABEL).every(({ endSequence }) => endSequence !== undefined)).toBe(true);
    expect(records(streams)).toHaveLength(1);
  });
});

describe('reading', () => {
  it('stops at the limit and goes on after its position', () => {
    const { streams, write } = createBench();
    for (let i = 0; i < 5; i++) write(`k${i}`, {});
    const [shard] = streams.shards(LABEL);
    if (shard === undefined) throw new Error('no shard');
    const first = streams.read(LABEL, shard, { after: '', limit: 2 });
    const rest = streams.read(LABEL, shard, { after: first.position, limit: 10 });
    expect([first.records.length, rest.records.length]).toEqual([2, 3]);
    expect(streams.read(LABEL, shard, { after: rest.position, limit: 10 })).toEqual({
      records: [],
      position: rest.position,
    });
  });

  it('stops at about a megabyte, but never at nothing', () => {
    const { streams, write } = createBench('NEW_IMAGE');
    for (let i = 0; i < 4; i++) write(`k${i}`, { text: { S: 'x'.repeat(390_000) } });
    const [shard] = streams.shards(LABEL);
    if (shard === undefined) throw new Error('no shard');
    expect(streams.read(LABEL, shard, { after: '', limit: 1000 }).records).toHaveLength(2);
  });
});

describe('trimming', () => {
  it('removes what is a day old, says so, and remembers up to where', () => {
    const { streams, write, table, batch, clock, events } = createBench();
    write('a', {});
    clock.moveTo(START_MS + 3_600_000);
    write('b', {});
    expect(clock.nextEventMs()).toBe(START_MS + RETENTION_MS);
    clock.moveTo(START_MS + RETENTION_MS);
    streams.trim(table.doc, batch, clock.nowMs);
    expect(records(streams).map(({ dynamodb }) => dynamodb.Keys.id.S)).toEqual(['b']);
    expect(events.at(-1)).toEqual({
      kind: 'stream-trimmed',
      atMs: clock.nowMs,
      table: 'Orders',
      records: 1,
      cause: 'age',
    });
    expect(streams.shards(LABEL)[0]?.trimmedTo).toBeDefined();
  });

  it('keeps a disabled stream readable for a day and then forgets it', () => {
    const { streams, write, table, batch, clock, put, changes } = createBench();
    write('a', {});
    put({ ...table.doc, streams: [stream('KEYS_ONLY', { enabled: false, disabledAtMs: START_MS + 5 })] });
    clock.moveTo(START_MS + RETENTION_MS);
    streams.trim(table.doc, batch, clock.nowMs);
    batch.commit(clock.nowMs);
    expect(table.doc.streams).toHaveLength(1);
    clock.moveTo(START_MS + RETENTION_MS + 60_000);
    streams.trim(table.doc, batch, clock.nowMs);
    batch.commit(clock.nowMs);
    expect(table.doc.streams).toHaveLength(0);
    expect(changes.slice(-2).map(({ kind }) => kind)).toEqual(['drop-space', 'drop-doc']);
    expect(streams.spaces().size).toBe(0);
  });
});

describe('after a restart', () => {
  it('shards and records are there, and numbers go on growing', () => {
    const before = createBench('KEYS_ONLY', 2);
    for (let i = 0; i < 10; i++) before.write(`k${i}`, {});
    const after = createBench('KEYS_ONLY', 2);
    after.put({ ...after.table.doc, streams: [] });
    for (const change of before.changes) {
      if (change.kind === 'put')
        after.streams.space(change.space).set(change.key, change.json, change.json.length);
    }
    const docs = Object.fromEntries(
      before.changes.flatMap((change) => (change.kind === 'doc' ? [[change.name, change.json]] : [])),
    );
    expect(before.streams.docs()).toEqual(docs);
    after.streams.restore(docs, [before.table.doc]);
    expect(records(after.streams)).toEqual(records(before.streams));
    expect(after.streams.lastSequence()).toBe(before.streams.lastSequence());
  });

  it('no label comes twice within a millisecond, not even that of a stream which is gone', () => {
    const { streams, put, table, clock } = createBench();
    expect(streams.newLabel()).toBe('2026-01-01T00:00:00.001');
    put({ ...table.doc, streams: [] });
    expect(streams.newLabel()).toBe('2026-01-01T00:00:00.001');
    streams.restore({ 'stream/2026-01-01T00:00:00.005': '{}' }, []);
    expect(streams.newLabel()).toBe('2026-01-01T00:00:00.006');
    clock.moveTo(START_MS + 9000);
    expect(streams.newLabel()).toBe('2026-01-01T00:00:09.000');
  });
});
