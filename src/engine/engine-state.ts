/** All that an engine is made of, put together once. */
import { createRandom } from '../base/random.ts';
import type { Random } from '../base/random.ts';
import type { Change } from '../model/changes.ts';
import type { EngineEvent } from '../model/events.ts';
import type { Physics } from '../model/physics.ts';
import { createBackups } from './backups/create-backups.ts';
import type { RunningBackups } from './backups/create-backups.ts';
import { createCapacity } from './capacity/create-capacity.ts';
import type { RunningCapacity } from './capacity/create-capacity.ts';
import { createMetrics } from './cloud-watch/metrics.ts';
import type { Metrics } from './cloud-watch/metrics.ts';
import { createClock } from './clock.ts';
import type { DrivenClock } from './clock.ts';
import { scheduleTable } from './operations/table-clock.ts';
import { createCatalog } from './storage/catalog.ts';
import type { MutableCatalog } from './storage/catalog.ts';
import type { CommitListener } from './storage/commit.ts';
import { createWriteBatch } from './storage/write-batch.ts';
import type { CommittableBatch } from './storage/write-batch.ts';
import { createStreams } from './streams/create-streams.ts';
import type { RunningStreams } from './streams/create-streams.ts';
import { createTransactions } from './transactions/create-transactions.ts';
import type { RunningTransactions } from './transactions/create-transactions.ts';
import { createTtl } from './ttl/create-ttl.ts';
import type { RunningTtl } from './ttl/create-ttl.ts';
import { createVectors } from './vectors/create-vectors.ts';
import type { RunningVectors } from './vectors/create-vectors.ts';

const DEFAULT_REGION = 'eu-west-2';
const DEFAULT_ACCOUNT = '000000000000';

export interface StateOptions {
  readonly seed: number;
  /** Virtual time at the start, ms since the epoch. */
  readonly startMs: number;
  readonly physics: Physics;
  readonly region?: string;
  readonly accountId?: string;
}

export interface EngineState {
  readonly seed: number;
  readonly region: string;
  readonly accountId: string;
  physics: Physics;
  random: Random;
  readonly clock: DrivenClock;
  readonly catalog: MutableCatalog;
  readonly batch: CommittableBatch;
  readonly capacity: RunningCapacity;
  readonly metrics: Metrics;
  readonly streams: RunningStreams;
  readonly ttl: RunningTtl;
  readonly vectors: RunningVectors;
  readonly backups: RunningBackups;
  readonly transactions: RunningTransactions;
  /** False while what leads to the first moment of a run is set up: metrics do not tell of it. */
  isMetered: boolean;
  /** Not yet taken. */
  events: EngineEvent[];
  changes: Change[];
  /** Dropped since the last checkpoint. */
  removedSpaces: string[];
  readonly emit: (event: EngineEvent) => void;
}

export function createState(options: StateOptions): EngineState {
  const region = options.region ?? DEFAULT_REGION;
  const clock = createClock(options.startMs);
  const catalog = createCatalog();
  const metrics = createMetrics(() => catalog.all().map(({ doc }) => doc));
  const emit = (event: EngineEvent): void => {
    state.events.push(event);
    if (state.isMetered) metrics.add(event);
  };
  const record = (change: Change): void => {
    state.changes.push(change);
    if (change.kind === 'drop-space') state.removedSpaces.push(change.space);
  };
  const physics = (): Physics => state.physics;
  const capacity = createCapacity({ catalog, clock, physics, emit });
  const streams = createStreams({ region, clock, emit, recordChange: record });
  const ttl = createTtl({ catalog, clock, physics, emit });
  const vectors = createVectors(emit);
  const backups = createBackups({ clock, physics, recordChange: record });
  const scheduling: CommitListener = {
    onCommit() {},
    onTableChange(_table, before, after) {
      if (after !== undefined) scheduleTable(clock, before, after);
    },
  };
  const listeners = [capacity, streams, ttl, vectors, backups, scheduling];
  const state: EngineState = {
    seed: options.seed,
    region,
    accountId: options.accountId ?? DEFAULT_ACCOUNT,
    physics: options.physics,
    random: createRandom(options.seed),
    clock,
    catalog,
    batch: createWriteBatch({ catalog, listeners, record, defer: capacity.defer }),
    capacity,
    metrics,
    streams,
    ttl,
    vectors,
    backups,
    transactions: createTransactions(record),
    isMetered: true,
    events: [],
    changes: [],
    removedSpaces: [],
    emit,
  };
  return state;
}
