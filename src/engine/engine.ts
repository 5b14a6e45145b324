/** The engine's only door: a synchronous, deterministic fold of commands at given times into replies and events. */
import type { Change, Checkpoint, StoredState } from '../model/changes.ts';
import type { Command, Reply } from '../model/command.ts';
import type { EngineEvent } from '../model/events.ts';
import type { Physics } from '../model/physics.ts';
import type { EngineSnapshot } from '../model/snapshot.ts';

export interface EngineOptions {
  readonly seed: number;
  /** Virtual time at the start, ms since the epoch. */
  readonly startMs: number;
  readonly physics: Physics;
  readonly region?: string;
  readonly accountId?: string;
}

export interface Engine {
  readonly nowMs: number;
  readonly seed: number;
  readonly physics: Physics;
  /** Runs what is due until `command.atMs`, then answers. A thrown error is a broken invariant, never a DynamoDB error. */
  handle(command: Command): Reply;
  /** Runs every clock event due up to and at `nowMs`. */
  advanceTo(nowMs: number): void;
  nextEventMs(): number | undefined;
  setPhysics(physics: Physics): void;
  /** Events since the last call, in order. */
  takeEvents(): readonly EngineEvent[];
  /** Physical changes since the last call, in commit order. */
  takeChanges(): readonly Change[];
  /** The pages dirtied since the last call and all documents; marks everything clean. */
  takeCheckpoint(): Checkpoint;
  snapshot(): EngineSnapshot;
}

export function createEngine(_options: EngineOptions): Engine {
  throw new Error('being built');
}

/** The engine as it was when `stored` was written. Pages are parsed when first touched; indexes are rebuilt on first use. */
export function restoreEngine(_stored: StoredState, _options: EngineOptions): Engine {
  throw new Error('being built');
}
