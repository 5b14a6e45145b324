/** What operations and the page may ask of time to live. */
import type { Table } from '../storage/table.ts';

export interface Ttl {
  /** Undefined where TTL is off. */
  snapshot(table: Table, nowMs: number): TtlSnapshot | undefined;
}

export interface TtlSnapshot {
  /** Items expired and not yet deleted, as far as the index of expiries has been built. */
  readonly expiredWaiting: number;
  readonly nextSweepMs: number;
}
