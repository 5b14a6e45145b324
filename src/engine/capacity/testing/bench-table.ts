/** A table without an engine around it, for tests of throughput: requests go straight to admission. */
import { LIFELIKE, type Physics } from '../../../model/physics.ts';
import type { EngineEvent } from '../../../model/events.ts';
import type { BillingMode, IndexDoc, TableDoc, Throughput } from '../../../model/table.ts';
import { createClock } from '../../clock.ts';
import { createCatalog } from '../../storage/catalog.ts';
import type { Table } from '../../storage/table.ts';
import { createWriteBatch } from '../../storage/write-batch.ts';
import type { Demand } from '../capacity.ts';
import { createCapacity } from '../create-capacity.ts';
import { createPartitions, partitionsNeeded } from '../partitions.ts';

export interface BenchOptions {
  readonly rcu?: number;
  readonly wcu?: number;
  readonly billingMode?: BillingMode;
  /** Write units of a GSI named `by-owner`. */
  readonly indexWcu?: number;
  readonly partitions?: number;
  readonly hasSortKey?: boolean;
  readonly hasLsi?: boolean;
  /** Units that the table is warm for, of either kind. */
  readonly warm?: number;
  /** The maximum of an on-demand table. */
  readonly maxWrite?: number;
  readonly physics?: Partial<Physics>;
}

const KEY = { pk: [{ name: 'id', type: 'S' }], sk: [] } as const;
const SORTED_KEY = { ...KEY, sk: [{ name: 'at', type: 'S' }] } as const;

const LSI: IndexDoc = {
  kind: 'LSI',
  name: 'by-state',
  id: 'lsi-1',
  key: { ...KEY, sk: [{ name: 'state', type: 'S' }] },
  projection: { kind: 'ALL' },
  status: 'ACTIVE',
};

const units = (rcu: number, wcu: number): Throughput => ({ rcu, wcu, decreasesToday: 0 });

export function benchDoc({
  rcu = 0,
  wcu = 0,
  billingMode = 'PROVISIONED',
  indexWcu,
  partitions,
  hasSortKey = false,
  hasLsi = false,
  warm,
  maxWrite,
}: BenchOptions): TableDoc {
  const index: IndexDoc = {
    kind: 'GSI',
    name: 'by-owner',
    id: 'gsi-1',
    key: { pk: [{ name: 'owner', type: 'S' }], sk: [] },
    projection: { kind: 'ALL' },
    status: 'ACTIVE',
    throughput: units(rcu, indexWcu ?? 0),
  };
  const throughput = units(rcu, wcu);
  const count = partitions ?? partitionsNeeded(billingMode, throughput);
  return {
    name: 'Orders',
    arn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/Orders',
    id: 'table-1',
    status: 'ACTIVE',
    createdAtMs: 0,
    key: hasSortKey ? SORTED_KEY : KEY,
    attributeDefinitions: KEY.pk,
    billingMode,
    throughput,
    ...(warm === undefined ? {} : { warm: { read: warm, write: warm } }),
    ...(maxWrite === undefined ? {} : { onDemandLimits: { write: maxWrite } }),
    indexes: [...(hasLsi ? [LSI] : []), ...(indexWcu === undefined ? [] : [index])],
    streams: [],
    deletionProtection: false,
    tableClass: 'STANDARD',
    tags: [],
    partitions: {
      'table-1': createPartitions(count, 0),
      ...(indexWcu === undefined ? {} : { 'gsi-1': createPartitions(1, 0) }),
    },
  };
}

export function createBench(options: BenchOptions = {}) {
  const catalog = createCatalog();
  const clock = createClock(0);
  const events: EngineEvent[] = [];
  let physics: Physics = { ...LIFELIKE, ...options.physics };
  const capacity = createCapacity({
    catalog,
    clock,
    physics: () => physics,
    emit: (event) => void events.push(event),
  });
  const batch = createWriteBatch({ catalog, listeners: [capacity], record: () => undefined });
  batch.putTable(benchDoc(options));
  batch.commit(0);
  const table = catalog.byId('table-1') as Table;

  function demand(action: 'read' | 'write', count: number, more: Partial<Demand> = {}): Demand {
    return {
      table,
      index: undefined,
      action,
      hash: 0,
      units: count,
      keyText: () => '{"id":{"S":"a"}}',
      ...more,
    };
  }

  return {
    table,
    capacity,
    batch,
    clock,
    events,
    demand,
    setPhysics: (next: Partial<Physics>) => void (physics = { ...physics, ...next }),
    /** One request, carrying out first what falls due. */
    request(nowMs: number, ...demands: Demand[]) {
      for (let due = clock.takeDue(nowMs); due !== undefined; due = clock.takeDue(nowMs)) {
        capacity.tick(batch, clock.nowMs);
        batch.commit(clock.nowMs);
      }
      clock.moveTo(nowMs);
      return capacity.admit(demands, nowMs);
    },
  };
}

export type Bench = ReturnType<typeof createBench>;
