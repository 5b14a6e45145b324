/** What a run starts from: clock, seed, physics, tables with their items, load, and the user's calls at their times. */
import type { JsonObject } from '../base/json.ts';
import type { AttributeMap } from '../model/attribute-value.ts';
import type { Physics } from '../model/physics.ts';
import type { KeyChoice, Load, ValueSpec } from './load.ts';

export interface SetupTable {
  /** A CreateTable request body. */
  readonly create: JsonObject;
  /** The TTL attribute, when TTL is on. */
  readonly ttlAttribute?: string;
  readonly items?: readonly AttributeMap[];
  readonly generate?: readonly ItemGenerator[];
}

/** `count` items made from the run's seed. */
export interface ItemGenerator {
  readonly count: number;
  readonly keys: KeyChoice;
  readonly attributes: Readonly<Record<string, ValueSpec>>;
}

/** Something the user did, replayed when a shared run reaches its time. */
export type TimelineEntry =
  | { readonly kind: 'call'; readonly atMs: number; readonly operation: string; readonly input: JsonObject }
  | { readonly kind: 'load'; readonly atMs: number; readonly load: Load }
  | { readonly kind: 'physics'; readonly atMs: number; readonly physics: Physics };

export interface Setup {
  readonly seed: number;
  /** Virtual time at the start, ms since the epoch. */
  readonly startMs: number;
  /** Times real time: 1, 10, 60, 1000. */
  readonly speed: number;
  readonly physics: Physics;
  readonly tables: readonly SetupTable[];
  readonly load: Load;
  readonly timeline: readonly TimelineEntry[];
}
