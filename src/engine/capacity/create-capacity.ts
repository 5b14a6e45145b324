/** Throughput at work: finds the partition of each demand, brings it to the present and admits or refuses. */
import { present } from '../../base/assert.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Throttle } from '../../model/command.ts';
import type { EngineEvent } from '../../model/events.ts';
import type { Physics } from '../../model/physics.ts';
import type { TableDoc } from '../../model/table.ts';
import type { Clock } from '../clock.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Table } from '../storage/table.ts';
import type { CommitListener } from '../storage/commit.ts';
import type { WriteBatch } from '../storage/write-batch.ts';
import { hashOfKey } from '../values/key-encoding.ts';
import { type Claim, count, release, take } from './admission.ts';
import type { Capacity, Demand } from './capacity.ts';
import { isNearlyFull, noteHeat, type SplitCandidate, splitCandidates } from './heat.ts';
import { fade, touchKey } from './hot-keys.ts';
import { positionOfHash } from './partitions.ts';
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
}

export function createCapacity(dependencies: CapacityDependencies): RunningCapacity {
  const state: State = { ...dependencies, resources: new Map(), candidates: new Map() };
  const { catalog, resources } = state;
  return {
    admit: (demands, nowMs) => admit(state, demands, nowMs),
    partitionOf: (table, index, hash) => partitionAt(resourceOf(state, table, index), hash).doc.id,
    snapshot: (table, nowMs) =>
      resourceSpecs(table.doc).map(({ index }) => {
        const measure = measureOf(table, index === undefined ? undefined : table.indexes.get(index));
        return snapshotResource(resourceOf(state, table, index), measure, nowMs);
      }),
    onCommit({ table, newItem, key }, nowMs) {
      if (newItem === undefined) return;
      const resource = resourceOf(state, table, undefined);
      const partition = partitionAt(resource, hashOfKey(key));
      if (isNearlyFull(table, partition)) consider(state, { resource, partition, nowMs });
    },
    onTableChange: (_table, before, after, nowMs) => followTable(state, { before, after, nowMs }),
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

function admit(state: State, demands: readonly Demand[], nowMs: number): Throttle | undefined {
  const isEnforced = state.physics().throughput;
  const claims: Claim[] = [];
  for (const demand of demands) {
    const claim = bring(state, demand, nowMs);
    claims.push(claim);
    if (!isEnforced) {
      count(claim);
      continue;
    }
    const throttle = take(claim);
    if (throttle === undefined) continue;
    claims.pop();
    for (const taken of claims) release(taken);
    return throttle;
  }
  for (const claim of claims) state.emit(consumedEvent(claim, nowMs));
  return undefined;
}

/** Finds what the demand draws on, brings it to the present and does what the end of a second asks for. */
function bring(state: State, demand: Demand, nowMs: number): Claim {
  const { action, hash } = demand;
  const resource = resourceOf(state, demand.table, demand.index);
  const partition = partitionAt(resource, hash);
  bringResource(resource, action, nowMs);
  const ended = bringPartition(partition, action, nowMs);
  if (ended !== undefined) {
    adapt(resource, partition, { action, ended });
    fade(partition.hotKeys, nowMs);
    if (noteHeat(partition[action], action, ended)) consider(state, { resource, partition, nowMs });
  }
  touchKey(partition.hotKeys, hash, demand.keyText);
  return { demand, resource, partition };
}

function consider(
  { physics, candidates, clock }: State,
  { resource, partition, nowMs }: { resource: Resource; partition: Partition; nowMs: number },
): void {
  if (!physics().splits) return;
  if (candidates.size === 0) clock.schedule(nowMs, { kind: 'capacity-tick' });
  const { tableId, id: resourceId, index } = resource;
  candidates.set(partition, { tableId, resourceId, index, partition });
}

function tick({ physics, candidates, catalog, emit }: State, batch: WriteBatch, nowMs: number): void {
  const due = [...candidates.values()];
  candidates.clear();
  if (!physics().splits) return;
  const { docs, events } = splitCandidates(due, catalog, nowMs);
  for (const doc of docs) batch.putTable(doc);
  for (const event of events) emit(event);
}

function followTable(
  { resources }: State,
  { before, after, nowMs }: { before: TableDoc | undefined; after: TableDoc | undefined; nowMs: number },
): void {
  const specs = after === undefined ? [] : resourceSpecs(after);
  for (const { id } of before === undefined ? [] : resourceSpecs(before)) {
    if (!specs.some((spec) => spec.id === id)) resources.delete(id);
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

function partitionAt(resource: Resource, hash: number): Partition {
  return present(resource.partitions[positionOfHash(resource.partitions, hash)], 'the partition of a hash');
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
