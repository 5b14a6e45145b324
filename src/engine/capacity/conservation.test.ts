/** What must hold however a table is loaded: nothing is granted that was not there, nothing gets lost on its way. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { createRandom, type Random } from '../../base/random.ts';
import type { EngineEvent } from '../../model/events.ts';
import { LIFELIKE } from '../../model/physics.ts';
import { createEngine, type Engine, restoreEngine } from '../engine.ts';
import { BURST_S, INDEX_BUFFER_S, ON_DEMAND_BASE, PARTITION_LIMIT } from './limits.ts';

const START_MS = 1_767_225_600_000;
const REQUESTS = 4000;
const TIMEOUT_MS = 60_000;
const SEEDS = [1, 2, 3];
/** Requests may be larger than what a bucket holds; then they leave a debt of at most themselves. */
const LARGEST_UNITS = 12;

interface World {
  readonly random: Random;
  readonly wcu: number;
  readonly indexWcu: number;
  readonly isOnDemand: boolean;
  engine: Engine;
  readonly events: EngineEvent[];
  /** What the admitted requests have left, by id. */
  readonly items: Map<string, JsonObject>;
  /** The ids of the changes, in order. */
  readonly changed: string[];
  throttled: number;
}

const options = (seed: number) => ({ seed, startMs: START_MS, physics: LIFELIKE });

function begin(seed: number): World {
  const random = createRandom(seed);
  const [wcu, indexWcu] = [5 + random.int(40), 1 + random.int(30)];
  const isOnDemand = seed % 3 === 0;
  const engine = createEngine(options(seed));
  const throughput = (units: number) =>
    isOnDemand ? {} : { ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: units } };
  const world: World = {
    random,
    wcu,
    indexWcu,
    isOnDemand,
    engine,
    events: [],
    items: new Map(),
    changed: [],
    throttled: 0,
  };
  send(world, 'CreateTable', {
    TableName: 'sim',
    ...(isOnDemand
      ? { BillingMode: 'PAY_PER_REQUEST', OnDemandThroughput: { MaxWriteRequestUnits: wcu } }
      : {}),
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'g', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byG',
        KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
        ...throughput(indexWcu),
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    ...throughput(wcu),
  });
  world.engine.advanceTo(START_MS + 10_000);
  return world;
}

function send({ engine }: World, operation: string, input: JsonObject) {
  return engine.handle({ operation, input, atMs: engine.nowMs, origin: 'load' });
}

/** One put or delete; a refusal changes nothing, an admitted one what it says. */
function write(world: World, number: number): void {
  const { random, items } = world;
  const id = `k${random.int(60)}`;
  world.events.push(...world.engine.takeEvents());
  world.engine.takeChanges();
  const isPut = random.next() < 0.75;
  const item: JsonObject = {
    id: { S: id },
    v: { N: String(number) },
    text: { S: 'x'.repeat(random.next() < 0.1 ? random.int(5000) : 10) },
    ...(random.next() < 0.7 ? { g: { S: `g${random.int(3)}` } } : {}),
  };
  const reply = isPut
    ? send(world, 'PutItem', { TableName: 'sim', Item: item })
    : send(world, 'DeleteItem', { TableName: 'sim', Key: { id: { S: id } } });
  if (reply.kind === 'error') {
    world.throttled++;
    expect(reply.throttle?.reason).toMatch(/^(Table|Index)Write(Provisioned|MaxOnDemand)ThroughputExceeded$/);
    expect(world.engine.takeChanges()).toEqual([]);
    expect(world.engine.takeEvents().map(({ kind }) => kind)).toEqual(['throttled', 'request']);
    return;
  }
  if (isPut || items.has(id)) world.changed.push(id);
  if (isPut) items.set(id, item);
  else items.delete(id);
}

function restart(world: World, seed: number): void {
  world.events.push(...world.engine.takeEvents());
  const { nowMs } = world.engine;
  world.engine = restoreEngine({ ...world.engine.takeCheckpoint(), changes: [], nowMs }, options(seed));
}

const runs = new Map<number, World>();

/** Each seed is run once. */
function run(seed: number): World {
  const known = runs.get(seed) ?? runAnew(seed);
  runs.set(seed, known);
  return known;
}

function runAnew(seed: number): World {
  const world = begin(seed);
  const { random } = world;
  for (let number = 0; number < REQUESTS; number++) {
    // Bursts and pauses.
    const pauseMs = random.int(500) === 0 ? random.int(60_000) : random.int(40);
    world.engine.advanceTo(world.engine.nowMs + pauseMs);
    write(world, number);
    if (random.int(1500) === 0) restart(world, seed);
  }
  world.engine.advanceTo(world.engine.nowMs + 10 * 60_000);
  world.events.push(...world.engine.takeEvents());
  return world;
}

function consumed({ events }: World, index: string | undefined): number {
  let units = 0;
  for (const event of events)
    if (event.kind === 'consumed' && event.action === 'write' && event.index === index) units += event.units;
  return units;
}

describe('under any load', { timeout: TIMEOUT_MS }, () => {
  it.each(SEEDS)('no more is granted than the buckets could have given (seed %i)', (seed) => {
    const world = run(seed);
    const lastMs = world.events.findLast(({ kind }) => kind === 'consumed')?.atMs ?? START_MS;
    const elapsedS = (lastMs - START_MS) / 1000;
    const granted = (rate: number, waitingS: number) => rate * (elapsedS + 1 + waitingS) + LARGEST_UNITS;
    expect(world.throttled).toBeGreaterThan(20);
    expect(consumed(world, undefined)).toBeLessThanOrEqual(granted(world.wcu, 0));
    expect(consumed(world, 'byG')).toBeLessThanOrEqual(
      world.isOnDemand ? ON_DEMAND_BASE.write * elapsedS : granted(world.indexWcu, INDEX_BUFFER_S),
    );
  });

  it.each(SEEDS)(
    'no five idle minutes are banked twice, and no partition gives more than its limit (seed %i)',
    (seed) => {
      const world = run(seed);
      const writes = world.events.filter((event) => event.kind === 'consumed' && event.index === undefined);
      const perSecond = new Map<string, number>();
      for (const event of writes) {
        if (event.kind !== 'consumed') continue;
        const second = `${event.partition} ${Math.floor(event.atMs / 1000)}`;
        perSecond.set(second, (perSecond.get(second) ?? 0) + event.units);
      }
      expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(PARTITION_LIMIT.write);
      // In any minute at most what was banked in the five before it, and what came in during it.
      for (let from = 0; from < writes.length; from += 50) {
        const fromMs = writes[from]?.atMs ?? 0;
        let units = 0;
        for (const event of writes) {
          if (event.kind === 'consumed' && event.atMs >= fromMs && event.atMs < fromMs + 60_000)
            units += event.units;
        }
        expect(units).toBeLessThanOrEqual(world.wcu * (BURST_S + 60) + LARGEST_UNITS);
      }
    },
  );

  it.each(SEEDS)(
    'every admitted change reaches the index and the stream once, in order (seed %i)',
    (seed) => {
      const world = run(seed);
      const recorded = world.events.flatMap((event) =>
        event.kind === 'stream-record' ? [(JSON.parse(event.keysText) as { id: { S: string } }).id.S] : [],
      );
      expect(recorded).toEqual(world.changed);
      world.engine.setPhysics({ ...LIFELIKE, throughput: false });
      const scanned = JSON.parse(send(world, 'Scan', { TableName: 'sim', IndexName: 'byG' }).body) as {
        Items: { id: { S: string } }[];
      };
      const expected = [...world.items.values()].filter((item) => item['g'] !== undefined);
      const byId = (a: { id?: unknown }, b: { id?: unknown }) =>
        JSON.stringify(a.id) < JSON.stringify(b.id) ? -1 : 1;
      expect(scanned.Items.toSorted(byId)).toEqual(expected.toSorted(byId));
    },
  );
});
