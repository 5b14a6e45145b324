/** Streams at work: a record for every committed change, in shards that follow the table's partitions. */
import { isoFromMs } from '../../base/iso-time.ts';
import { SortedMap } from '../../base/sorted-map.ts';
import type { EngineEvent } from '../../model/events.ts';
import type { PartitionDoc, TableDoc } from '../../model/table.ts';
import type { Clock } from '../clock.ts';
import type { CommitListener, CommittedWrite } from '../storage/commit.ts';
import type { RecordChange, WriteBatch } from '../storage/write-batch.ts';
import { hashOfKey } from '../values/key-encoding.ts';
import { RETENTION_MS, TRIM_STEP_MS } from './limits.ts';
import { createSequence, issuedAtMs, type Sequence } from './sequence.ts';
import { followPartitions, NO_SHARDS, type Shard, type ShardList } from './shards.ts';
import { streamRecord } from './stream-record.ts';
import {
  appendRecord,
  numbersIn,
  readShard,
  recordTimes,
  setList,
  spaceOf,
  type Stream,
  trimByAge,
  trimToLimit,
} from './stream-store.ts';
import type { Streams, StreamSnapshot } from './streams.ts';

export interface StreamsDependencies {
  readonly region: string;
  readonly clock: Clock;
  readonly emit: (event: EngineEvent) => void;
  readonly recordChange: RecordChange;
}

export interface RunningStreams extends Streams, CommitListener {
  onTableChange: NonNullable<CommitListener['onTableChange']>;
  /** A `stream-trim` event of the clock. Streams disabled for a day leave the document through the batch. */
  trim(doc: TableDoc, batch: WriteBatch, nowMs: number): void;
  /** Every stream's sorted map by space (`stream/<label>`), for checkpoints. */
  spaces(): ReadonlyMap<string, SortedMap<string>>;
  /** The sorted map of a space, made empty when there is none: where a restore puts pages and replays changes. */
  space(name: string): SortedMap<string>;
  /** Documents of the module (`stream/<label>`: the shards), for checkpoints. */
  docs(): Readonly<Record<string, string>>;
  /** After a restore has filled the spaces: all documents by name, stored or logged, and the tables. */
  restore(docs: Readonly<Record<string, string>>, tables: readonly TableDoc[]): void;
}

const SPACE = spaceOf('');

interface State extends StreamsDependencies {
  readonly sequence: Sequence;
  readonly spaces: Map<string, SortedMap<string>>;
  /** By label. */
  readonly streams: Map<string, Stream>;
  /** The latest label ever opened; labels are in the order of time. */
  lastLabel: string;
  /** Tables whose next trimming is on the clock. */
  readonly scheduled: Set<string>;
}

export function createStreams(dependencies: StreamsDependencies): RunningStreams {
  const state: State = {
    ...dependencies,
    sequence: createSequence(),
    spaces: new Map(),
    streams: new Map(),
    lastLabel: '',
    scheduled: new Set(),
  };
  const { streams, sequence, clock } = state;
  return {
    shards: (label) => streams.get(label)?.list.shards ?? [],
    newLabel: () => newLabel(state),
    lastSequence: () => sequence.last(clock.nowMs),
    read(label, shard, options) {
      const stream = streams.get(label);
      return stream === undefined
        ? { records: [], position: options.after }
        : readShard(stream, shard, options);
    },
    snapshot: (doc) => snapshot(streams.get(doc.streams.at(-1)?.label ?? '')),
    onCommit: (write, nowMs) => record(state, write, nowMs),
    onTableChange(_table, before, after, nowMs) {
      for (const { label } of before?.streams ?? []) {
        if (after?.streams.some((kept) => kept.label === label) !== true) drop(state, label);
      }
      if (after !== undefined) followTable(state, { before, after, nowMs });
    },
    trim: (doc, batch, nowMs) => trim(state, { doc, batch, nowMs }),
    spaces: () => state.spaces,
    space: (name) => space(state, name),
    docs: () =>
      Object.fromEntries([...streams].map(([label, { list }]) => [spaceOf(label), JSON.stringify(list)])),
    restore(docs, tables) {
      // Also those of streams that are gone: the log may still speak of them.
      for (const name of Object.keys(docs))
        if (name.startsWith(SPACE)) noteLabel(state, name.slice(SPACE.length));
      for (const doc of tables) {
        for (const { label } of doc.streams) {
          const stream = open(state, label);
          stream.list = JSON.parse(docs[spaceOf(label)] ?? JSON.stringify(NO_SHARDS)) as ShardList;
          for (const number of numbersIn(stream)) sequence.advancePast(number);
        }
        if (doc.streams.length > 0) scheduleTrim(state, doc.id, clock.nowMs);
      }
    },
  };
}

function space({ spaces }: State, name: string): SortedMap<string> {
  const known = spaces.get(name);
  if (known !== undefined) return known;
  const map = new SortedMap<string>({ toJson: (text) => text, fromJson: (text) => text });
  spaces.set(name, map);
  return map;
}

function open(state: State, label: string): Stream {
  const stream: Stream = { label, records: space(state, spaceOf(label)), list: NO_SHARDS };
  state.streams.set(label, stream);
  noteLabel(state, label);
  return stream;
}

function noteLabel(state: State, label: string): void {
  if (label > state.lastLabel) state.lastLabel = label;
}

function newLabel({ clock, lastLabel }: State): string {
  let ms = Math.floor(clock.nowMs);
  while (isoFromMs(ms) <= lastLabel) ms++;
  return isoFromMs(ms);
}

function drop({ streams, spaces, recordChange }: State, label: string): void {
  if (!streams.delete(label)) return;
  spaces.delete(spaceOf(label));
  recordChange({ kind: 'drop-space', space: spaceOf(label) });
  recordChange({ kind: 'drop-doc', name: spaceOf(label) });
}

/** Opens new streams, closes the shards of disabled ones, and splits shards where partitions have split. */
function followTable(
  state: State,
  { before, after, nowMs }: { before: TableDoc | undefined; after: TableDoc; nowMs: number },
): void {
  const was = before?.partitions[after.id] ?? [];
  const is = after.partitions[after.id] ?? [];
  for (const { label, enabled } of after.streams) {
    const stream = state.streams.get(label);
    if (stream === undefined) follow(state, open(state, label), { before: [], after: is, nowMs });
    else if (!enabled) follow(state, stream, { before: [], after: [], nowMs });
    else if (was !== is) follow(state, stream, { before: was, after: is, nowMs });
    if (!enabled) scheduleTrim(state, after.id, nowMs + RETENTION_MS);
  }
}

function follow(
  { sequence, recordChange }: State,
  stream: Stream,
  change: { before: readonly PartitionDoc[]; after: readonly PartitionDoc[]; nowMs: number },
): void {
  const { label, list } = stream;
  const options = { label, nowMs: change.nowMs, next: () => sequence.next(change.nowMs) };
  const followed = followPartitions(list, change, options);
  if (followed !== list) setList(stream, followed, recordChange);
}

function record(state: State, write: CommittedWrite, nowMs: number): void {
  const { doc } = write.table;
  const source = doc.streams.at(-1);
  if (source === undefined || !source.enabled) return;
  const stream = state.streams.get(source.label);
  const shard = stream && shardOf(stream, doc, hashOfKey(write.key));
  if (stream === undefined || shard === undefined) return;
  const sequenceNumber = state.sequence.next(nowMs);
  const { viewType } = source;
  const { text, eventName, keysText } = streamRecord(write, {
    viewType,
    region: state.region,
    sequenceNumber,
    nowMs,
  });
  appendRecord(stream, { shard, sequenceNumber, text }, state.recordChange);
  state.emit({
    kind: 'stream-record',
    atMs: nowMs,
    table: doc.name,
    eventName,
    byTtl: write.cause === 'ttl',
    shardId: shard.id,
    sequenceNumber,
    keysText,
  });
  const records = trimToLimit(stream, state.recordChange);
  if (records > 0)
    state.emit({ kind: 'stream-trimmed', atMs: nowMs, table: doc.name, records, cause: 'limit' });
  scheduleTrim(state, doc.id, nowMs + RETENTION_MS);
}

function shardOf({ list }: Stream, doc: TableDoc, hash: number): Shard | undefined {
  const partition = (doc.partitions[doc.id] ?? []).find(
    ({ fromHash, toHash }) => fromHash <= hash && hash < toHash,
  );
  return list.shards.find((shard) => shard.endSequence === undefined && shard.partition === partition?.id);
}

/** Removes what is a day old, and puts the next trimming on the clock. */
function trim(
  state: State,
  { doc, batch, nowMs }: { doc: TableDoc; batch: WriteBatch; nowMs: number },
): void {
  state.scheduled.delete(doc.id);
  const horizonMs = nowMs - RETENTION_MS;
  let records = 0;
  /** When what is left began to age. */
  let oldestMs = Infinity;
  for (const { label, disabledAtMs = Infinity } of doc.streams) {
    const stream = state.streams.get(label);
    if (stream === undefined) continue;
    records += trimByAge(stream, horizonMs, state.recordChange);
    const closed = stream.list.shards.map(({ endSequence }) =>
      endSequence === undefined ? Infinity : issuedAtMs(endSequence),
    );
    const ages = [...closed, ...stream.list.shards.flatMap((shard) => recordTimes(stream, shard))];
    oldestMs = Math.min(oldestMs, disabledAtMs, ...ages);
  }
  if (records > 0)
    state.emit({ kind: 'stream-trimmed', atMs: nowMs, table: doc.name, records, cause: 'age' });
  const streams = doc.streams.filter(({ disabledAtMs = Infinity }) => disabledAtMs > horizonMs);
  if (streams.length < doc.streams.length) batch.putTable({ ...doc, streams });
  if (oldestMs < Infinity) scheduleTrim(state, doc.id, Math.max(nowMs + 1, oldestMs + RETENTION_MS));
}

function scheduleTrim({ scheduled, clock }: State, tableId: string, atMs: number): void {
  if (scheduled.has(tableId)) return;
  scheduled.add(tableId);
  clock.schedule(Math.ceil(atMs / TRIM_STEP_MS) * TRIM_STEP_MS, { kind: 'stream-trim', tableId });
}

function snapshot(stream: Stream | undefined): StreamSnapshot | undefined {
  if (stream === undefined) return undefined;
  const times = stream.list.shards.flatMap((shard) => recordTimes(stream, shard));
  if (times.length === 0) return { records: 0 };
  return { records: stream.records.size, oldestMs: Math.min(...times), newestMs: Math.max(...times) };
}
