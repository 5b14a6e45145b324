/** Throughput: who may take how many units from which partition, and why not. */
import type { Throttle } from '../../model/command.ts';
import type { ResourceSnapshot } from '../../model/snapshot.ts';
import type { Table } from '../storage/table.ts';

/** Units wanted from one key range of a table (`index` undefined; LSI units are the table's) or of a GSI. */
export interface Demand {
  readonly table: Table;
  readonly index: string | undefined;
  readonly action: 'read' | 'write';
  /** 32-bit hash of the partition key. */
  readonly hash: number;
  readonly units: number;
  /** The partition key's values as DynamoDB JSON text, for reasons and hot keys; a function so that it costs nothing unless wanted. */
  readonly keyText: () => string;
}

export interface Capacity {
  /**
   * Takes all demands or none. Returns the refusal when one of them cannot be met. With physics.throughput off
   * everything is admitted and still counted. Emits `consumed` events for what was taken.
   */
  admit(demands: readonly Demand[], nowMs: number): Throttle | undefined;
  /** Partition id of a hash. */
  partitionOf(table: Table, index: string | undefined, hash: number): number;
  snapshot(table: Table, nowMs: number): readonly ResourceSnapshot[];
}
