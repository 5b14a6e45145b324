/** Throughput at work: finds the partition of each demand, brings it to the present and admits or refuses. */
import { present } from '../../base/assert.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Throttle } from '../../model/command.ts';
import type { EngineEvent } from '../../model/events.ts';
import type { Physics } from '../../model/physics.ts';
import type { TableDoc } from '../../model/table.ts';
import type { Clock, ClockEvent } from '../clock.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Table } from '../storage/table.ts';
import type { CommitListener } from '../storage/commit.ts';
import type { WriteBatch } from '../storage/write-batch.ts';
import type { IndexWrite, ItemWrite } from '../storage/item-write.ts';
import { hashOfKey } from '../values/key-encoding.ts';
import { type Claim, count, fullIndexThrottle, release, take, waitMs } from './admission.ts';
import type { Capacity, Demand } from './capacity.ts';
import { growResource } from './growth.ts';
import {
  isNearlyFull,
  noteHeat,
  type PartitionChanges,
  type SplitCandidate,
  splitCandidates,
} from './heat.ts';
import { fade, touchKey } from './hot-keys.ts';
import { INDEX_LAG_MS, SPLIT_BYTES } from './limits.ts';
import { positionOfHash } from './partitions.ts';
import { Propagation } from './propagation.ts';
import { measureOf, snapshotResource } from './resource-snapshot.ts';
import {
  adapt,
  bringPartition,
  bringResource,
  createResource,
  emptyBanks,
  type Partition,
  type Resource,
  resourceSpecs,
  updateResource,
} from './resource.ts';
import { loadResources, saveResources } from './runtime-state.ts';

export interface CapacityDependencies {
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly physics: () => Physics;
  readonly emit: (event: EngineEvent) => void;
}

export interface RunningCapacity extends Capacity, CommitListener {
  onTableChange: NonNullable<CommitListener['onTableChange']>;
  /** True when the entry goes to its index later; called before the items change. */
  defer(write: ItemWrite, entry: IndexWrite, nowMs: number): boolean;
  /** An `index-propagation` event of the clock: entries that are due reach their index. */
  propagate(event: Extract<ClockEvent, { readonly kind: 'index-propagation' }>, nowMs: number): void;
  /** A `capacity-tick` event of the clock: splits go into the batch, which the caller applies. */
  tick(batch: WriteBatch, nowMs: number): void;
  /** Bucket levels, boosts and peaks, which documents do not hold. Load after the tables are known. */
  saveRuntime(): JsonValue;
  loadRuntime(json: JsonValue): void;
}

interface State extends CapacityDependencies {
  /** By the id under which the document keeps their partitions. */
  readonly resources: Map<string, Resource>;
  /** Looked at by the next tick. */
  readonly candidates: Map<Partition, SplitCandidate>;
  /** On-demand resources that have proved a higher peak; as above. */
  readonly grown: Set<Resource>;
  readonly propagation: Propagation;
  /** Used again for every request, so that admission leaves nothing to collect. */
  readonly claims: Claim[];
}

export function createCapacity(dependencies: CapacityDependencies): RunningCapacity {
  const state: State = {
    ...dependencies,
    resources: new Map(),
    candidates: new Map(),
    grown: new Set(),
    propagation: new Propagation(),
    claims: [],
  };
  const { catalog, resources, propagation, clock } = state;
  return {
    admit(demands, nowMs) {
      const taken = takeAll(state, demands, { from: 0, nowMs });
      return settle(state, taken, nowMs);
    },
    admitParts: (parts, nowMs) => admitParts(state, parts, nowMs),
    partitionOf: (table, index, hash, key) => partitionAt(resourceOf(state, table, index), hash, key).doc.id,
    snapshot: (table, nowMs) =>
      resourceSpecs(table.doc).map(({ id, index }) => {
        const measure = measureOf(table, index === undefined ? undefined : table.indexes.get(index));
        const waiting = propagation.waiting(id);
        const resource = snapshotResource(resourceOf(state, table, index), measure, nowMs);
        return waiting === undefined ? resource : Object.assign({}, resource, { waiting });
      }),
    onCommit({ table, newItem, key }, nowMs) {
      if (newItem === undefined) return;
      const resource = resourceOf(state, table, undefined);
      const partition = partitionAt(resource, hashOfKey(key), key);
      if (isNearlyFull(table.items, partition.doc)) consider(state, { resource, partition, nowMs });
      if (table.indexes.size > 0) considerIndexes(state, table, nowMs);
    },
    onTableChange: (_table, before, after, nowMs) => followTable(state, { before, after, nowMs }),
    defer: (write, entry, nowMs) => defer(state, { write, entry, nowMs }),
    propagate(event, nowMs) {
      const nextMs = propagation.applyDue(event.indexId, nowMs);
      if (nextMs !== undefined) clock.schedule(nextMs, event);
    },
    tick: (batch, nowMs) => tick(state, batch, nowMs),
    saveRuntime: () => saveResources(resources),
    loadRuntime(json) {
      for (const table of catalog.all()) {
        for (const { index } of resourceSpecs(table.doc)) resourceOf(state, table, index);
      }
      loadResources(resources, json);
    },
  };
}

/** A refusal, or how many claims there are now. */
type Taken = Throttle | number;

/** Takes all demands or none, as claims from place `from` on. */
function takeAll(
  state: State,
  demands: readonly Demand[],
  { from, nowMs }: { from: number; nowMs: number },
): Taken {
  const { throughput: isEnforced, indexLag = false } = state.physics();
  let place = from;
  let throttle: Throttle | undefined;
  for (const demand of demands) {
    const claim = bring(state, place, { demand, nowMs });
    claim.isBuffered = indexLag && demand.index !== undefined && demand.action === 'write';
    if (isEnforced) throttle = take(claim);
    else count(claim);
    if (throttle !== undefined) break;
    place++;
  }
  if (isEnforced && indexLag) throttle ??= throttleOfOtherIndexes(state, demands, nowMs);
  if (throttle === undefined) return place;
  releaseAll(state, from, place);
  return throttle;
}

function releaseAll({ claims }: State, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const claim = claims[at];
    if (claim !== undefined) release(claim);
  }
}

/** Reports what was taken, or gives the refusal. */
function settle({ claims, emit }: State, taken: Taken, nowMs: number): Throttle | undefined {
  if (typeof taken !== 'number') return taken;
  for (let at = 0; at < taken; at++) {
    const claim = claims[at];
    if (claim !== undefined) emit(consumedEvent(claim, nowMs));
  }
  return undefined;
}

function admitParts(
  state: State,
  parts: readonly (readonly Demand[])[],
  nowMs: number,
): readonly (Throttle | undefined)[] {
  let place = 0;
  const throttles = parts.map((demands) => {
    const taken = takeAll(state, demands, { from: place, nowMs });
    if (typeof taken !== 'number') return taken;
    place = taken;
    return undefined;
  });
  if (throttles.every((throttle) => throttle === undefined)) settle(state, place, nowMs);
  else releaseAll(state, 0, place);
  return throttles;
}

/** Back-pressure: while a GSI's buffer is full its table takes no writes, not even those that leave the index alone. */
function throttleOfOtherIndexes(
  state: State,
  demands: readonly Demand[],
  nowMs: number,
): Throttle | undefined {
  for (const demand of demands) {
    if (demand.action !== 'write' || demand.index !== undefined || demand.table.indexes.size === 0) continue;
    for (const { doc } of demand.table.indexes.values()) {
      if (
        doc.kind !== 'GSI' ||
        demands.some(({ index, table }) => index === doc.name && table === demand.table)
      )
        continue;
      const resource = resourceOf(state, demand.table, doc.name);
      if (bringResource(resource, 'write', nowMs)) grow(state, resource, nowMs);
      const [partition] = resource.partitions;
      const throttle = partition && fullIndexThrottle({ demand, resource, partition, isBuffered: true });
      if (throttle !== undefined) return throttle;
    }
  }
  return undefined;
}

/**
 * Finds what the demand draws on, brings it to the present and does what the end of a second asks for. The claim is the
 * one at `place`, used again.
 */
function bring(state: State, place: number, { demand, nowMs }: { demand: Demand; nowMs: number }): Claim {
  const { action, hash, key } = demand;
  const resource = resourceOf(state, demand.table, demand.index);
  const partition = partitionAt(resource, hash, key);
  if (bringResource(resource, action, nowMs)) grow(state, resource, nowMs);
  const ended = bringPartition(partition, action, nowMs);
  if (ended !== undefined) {
    adapt(resource, partition, { action, ended });
    fade(partition.hotKeys, nowMs);
    if (noteHeat(partition[action], action, ended)) consider(state, { resource, partition, nowMs });
  }
  touchKey(partition.hotKeys, demand);
  const claim = state.claims[place];
  if (claim === undefined) {
    const first: Claim = { demand, resource, partition, isBuffered: false };
    state.claims[place] = first;
    return first;
  }
  claim.demand = demand;
  claim.resource = resource;
  claim.partition = partition;
  return claim;
}

function defer(
  state: State,
  { write, entry, nowMs }: { write: ItemWrite; entry: IndexWrite; nowMs: number },
): boolean {
  const { propagation, physics, clock } = state;
  const { index, oldEntryKey, newEntryKey } = entry;
  const { id: indexId, kind, name } = index.doc;
  const { indexLag = false, throughput } = physics();
  const entryKey = newEntryKey ?? oldEntryKey;
  if (kind === 'LSI' || entryKey === undefined || (!indexLag && !propagation.isPending(indexId)))
    return false;
  const { table, newItem } = write;
  let dueMs = nowMs;
  if (indexLag) dueMs += INDEX_LAG_MS;
  if (indexLag && throughput) {
    const resource = resourceOf(state, table, name);
    dueMs += waitMs(resource, partitionAt(resource, hashOfKey(entryKey), entryKey));
  }
  // Entries that have not been built since a restart are built now, from the items as they were.
  void index.entries;
  const lookMs = propagation.add(entry, { newItem, writtenMs: nowMs, dueMs });
  if (lookMs !== undefined) {
    clock.schedule(lookMs, { kind: 'index-propagation', tableId: table.doc.id, indexId });
  }
  return true;
}

function grow(state: State, resource: Resource, nowMs: number): void {
  if (resource.billingMode !== 'PAY_PER_REQUEST') return;
  scheduleTick(state, nowMs);
  state.grown.add(resource);
}

function scheduleTick({ candidates, grown, clock }: State, nowMs: number): void {
  if (candidates.size + grown.size === 0) clock.schedule(nowMs, { kind: 'capacity-tick' });
}

/** A GSI's partitions fill up too; which of them has is looked at only once the index is large enough for any. */
function considerIndexes(state: State, table: Table, nowMs: number): void {
  for (const { doc, builtEntries } of table.indexes.values()) {
    if (doc.kind === 'LSI' || builtEntries === undefined || builtEntries.sizeBytes < SPLIT_BYTES) continue;
    const resource = resourceOf(state, table, doc.name);
    for (const partition of resource.partitions)
      if (isNearlyFull(builtEntries, partition.doc)) consider(state, { resource, partition, nowMs });
  }
}

function consider(
  state: State,
  { resource, partition, nowMs }: { resource: Resource; partition: Partition; nowMs: number },
): void {
  if (!state.physics().splits) return;
  scheduleTick(state, nowMs);
  const { tableId, id: resourceId, index } = resource;
  state.candidates.set(partition, { tableId, resourceId, index, partition });
}

function tick({ physics, candidates, grown, catalog, emit }: State, batch: WriteBatch, nowMs: number): void {
  const { splits } = physics();
  const changes: PartitionChanges = { docs: new Map(), events: [] };
  for (const resource of grown) growResource(resource, catalog, { ...changes, nowMs, splits });
  if (splits) splitCandidates(candidates.values(), catalog, { ...changes, nowMs });
  grown.clear();
  candidates.clear();
  for (const doc of changes.docs.values()) batch.putTable(doc);
  for (const event of changes.events) emit(event);
}

function followTable(
  { resources, propagation }: State,
  { before, after, nowMs }: { before: TableDoc | undefined; after: TableDoc | undefined; nowMs: number },
): void {
  const specs = after === undefined ? [] : resourceSpecs(after);
  for (const { id } of before === undefined ? [] : resourceSpecs(before)) {
    if (specs.some((spec) => spec.id === id)) continue;
    resources.delete(id);
    propagation.drop(id);
  }
  if (after === undefined) return;
  for (const spec of specs) {
    const resource = resources.get(spec.id);
    if (resource === undefined) resources.set(spec.id, createResource(after, spec, nowMs));
    else updateResource(resource, { doc: after, spec, nowMs });
  }
  for (const id of activated(before, after)) {
    const resource = resources.get(id);
    if (resource !== undefined) emptyBanks(resource, nowMs);
  }
}

function resourceOf({ resources, clock }: State, table: Table, index: string | undefined): Resource {
  const id = index === undefined ? table.doc.id : table.indexes.get(index)?.doc.id;
  const known = id === undefined ? undefined : resources.get(id);
  if (known !== undefined) return known;
  const specs = resourceSpecs(table.doc);
  const spec = present(
    specs.find((candidate) => candidate.index === index),
    `the throughput of ${table.doc.name} ${index ?? ''}`,
  );
  const resource = createResource(table.doc, spec, clock.nowMs);
  resources.set(spec.id, resource);
  return resource;
}

function partitionAt({ partitions }: Resource, hash: number, key?: string): Partition {
  return present(partitions[positionOfHash(partitions, hash, key)], 'the partition of a hash');
}

function consumedEvent({ demand, partition }: Claim, nowMs: number): EngineEvent {
  return {
    kind: 'consumed',
    atMs: nowMs,
    table: demand.table.doc.name,
    index: demand.index,
    partition: partition.doc.id,
    action: demand.action,
    units: demand.units,
  };
}

/** Ids of what has just become ACTIVE for the first time: nothing is banked before that. */
function activated(before: TableDoc | undefined, after: TableDoc): readonly string[] {
  if (before === undefined) return [];
  const isNew = (id: string) =>
    before.indexes.some((index) => index.id === id && index.status === 'CREATING');
  const ids = after.indexes.filter(({ id, status }) => status === 'ACTIVE' && isNew(id)).map(({ id }) => id);
  return before.status === 'CREATING' && after.status === 'ACTIVE' ? [after.id, ...ids] : ids;
}
