/** All that an engine is made of, put together once. */
import { createRandom } from '../base/random.ts';
import type { Random } from '../base/random.ts';
import type { Change } from '../model/changes.ts';
import type { EngineEvent } from '../model/events.ts';
import type { Physics } from '../model/physics.ts';
import { createCapacity } from './capacity/create-capacity.ts';
import type { RunningCapacity } from './capacity/create-capacity.ts';
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
import { createTtl } from './ttl/create-ttl.ts';
import type { RunningTtl } from './ttl/create-ttl.ts';

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
  readonly streams: RunningStreams;
  readonly ttl: RunningTtl;
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
  const emit = (event: EngineEvent): void => void state.events.push(event);
  const record = (change: Change): void => {
    state.changes.push(change);
    if (change.kind === 'drop-space') state.removedSpaces.push(change.space);
  };
  const physics = (): Physics => state.physics;
  const capacity = createCapacity({ catalog, clock, physics, emit });
  const streams = createStreams({ region, clock, emit, recordChange: record });
  const ttl = createTtl({ catalog, clock, physics, emit });
  const scheduling: CommitListener = {
    onCommit() {},
    onTableChange(_table, before, after) {
      if (after !== undefined) scheduleTable(clock, before, after);
    },
  };
  const listeners = [capacity, streams, ttl, scheduling];
  const state: EngineState = {
    seed: options.seed,
    region,
    accountId: options.accountId ?? DEFAULT_ACCOUNT,
    physics: options.physics,
    random: createRandom(options.seed),
    clock,
    catalog,
    batch: createWriteBatch({ catalog, listeners, record }),
    capacity,
    streams,
    ttl,
    events: [],
    changes: [],
    removedSpaces: [],
    emit,
  };
  return state;
}
