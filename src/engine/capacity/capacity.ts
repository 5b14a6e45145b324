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
  /** The encoded key, or what it begins with: which partition, where the items of one partition key are divided. */
  readonly key?: string;
  readonly units: number;
  /** The partition key's values as DynamoDB JSON text, for reasons and hot keys; a function so that it costs nothing unless wanted. */
  keyText(): string;
}

export interface Capacity {
  /**
   * Takes all demands or none. Returns the refusal when one of them cannot be met. With physics.throughput off
   * everything is admitted and still counted. Emits `consumed` events for what was taken. Demands are not kept: the
   * caller may use them again.
   */
  admit(demands: readonly Demand[], nowMs: number): Throttle | undefined;
  /**
   * As `admit`, for requests of several parts that are taken all or none: the refusal of each part that would be
   * refused, in order. Every part is tried.
   */
  admitParts(parts: readonly (readonly Demand[])[], nowMs: number): readonly (Throttle | undefined)[];
  /** Partition id of a hash; with the key, of the very item. */
  partitionOf(table: Table, index: string | undefined, hash: number, key?: string): number;
  snapshot(table: Table, nowMs: number): readonly ResourceSnapshot[];
}
