/** Gauges: what the engine is like at this moment. Read by the host a few times a second; never on a hot path. */
import type { PartitionDoc, TableDoc } from './table.ts';

export interface EngineSnapshot {
  readonly nowMs: number;
  readonly tables: readonly TableSnapshot[];
}

export interface TableSnapshot {
  readonly doc: TableDoc;
  readonly itemCount: number;
  readonly sizeBytes: number;
  /** The table itself first, then each GSI. */
  readonly resources: readonly ResourceSnapshot[];
  /** Entry counts of all indexes by name. */
  readonly indexes: Readonly<Record<string, { readonly itemCount: number; readonly sizeBytes: number }>>;
  readonly ttl?: { readonly expiredWaiting: number; readonly nextSweepMs: number };
  readonly stream?: { readonly records: number; readonly oldestMs?: number; readonly newestMs?: number };
}

/** A table or a GSI as a holder of throughput. Levels and capacities in units, rates in units/s. */
export interface ResourceSnapshot {
  /** Absent for the table itself. */
  readonly index?: string;
  readonly read: BucketSnapshot;
  readonly write: BucketSnapshot;
  readonly partitions: readonly PartitionSnapshot[];
  /** Writes on their way to a GSI, and when the oldest of them was made; absent when there are none. */
  readonly waiting?: { readonly writes: number; readonly oldestMs: number };
}

export interface BucketSnapshot {
  readonly level: number;
  readonly capacity: number;
  readonly ratePerS: number;
}

export interface PartitionSnapshot {
  readonly doc: PartitionDoc;
  readonly read: BucketSnapshot;
  readonly write: BucketSnapshot;
  /** Units consumed in the last whole virtual second. */
  readonly readPerS: number;
  readonly writePerS: number;
  /** Requests refused at this partition in the last whole virtual second. */
  readonly throttledPerS: number;
  readonly itemCount: number;
  readonly sizeBytes: number;
  /** The hottest partition keys of about the last minute, hottest first, at most 5. */
  readonly hotKeys: readonly { readonly keyText: string; readonly share: number }[];
}
