/** Everything the engine reports beside its replies. Charts and logs are folds over these. */
import type { Origin, Throttle } from './command.ts';
import type { ResourceStatus } from './table.ts';

export type EngineEvent =
  | RequestEvent
  | ConsumedEvent
  | ThrottledEvent
  | TransactionConflictEvent
  | TableStatusEvent
  | IndexStatusEvent
  | PartitionSplitEvent
  | StreamRecordEvent
  | TtlDeletedEvent
  | VectorMeteredEvent
  | StreamTrimmedEvent
  | AutoScaledEvent;

/** One answered request; a batch is one request. */
export interface RequestEvent {
  readonly kind: 'request';
  readonly atMs: number;
  readonly operation: string;
  readonly table: string | undefined;
  readonly origin: Origin;
  readonly latencyMs: number;
  /** Absent when the request succeeded. */
  readonly errorCode?: string;
}

/** Units taken from one partition of a table or GSI. */
export interface ConsumedEvent {
  readonly kind: 'consumed';
  readonly atMs: number;
  readonly table: string;
  readonly index: string | undefined;
  readonly partition: number;
  readonly action: 'read' | 'write';
  readonly units: number;
}

export interface ThrottledEvent {
  readonly kind: 'throttled';
  readonly atMs: number;
  readonly operation: string;
  readonly origin: Origin;
  readonly throttle: Throttle;
}

/** One item was refused to a request because another client's transaction, or write, was busy with it. */
export interface TransactionConflictEvent {
  readonly kind: 'transaction-conflict';
  readonly atMs: number;
  readonly table: string;
  readonly operation: string;
  readonly origin: Origin;
}

export interface TableStatusEvent {
  readonly kind: 'table-status';
  readonly atMs: number;
  readonly table: string;
  readonly status: ResourceStatus | 'DELETED';
}

export interface IndexStatusEvent {
  readonly kind: 'index-status';
  readonly atMs: number;
  readonly table: string;
  readonly index: string;
  readonly status: ResourceStatus | 'DELETED';
  readonly backfilling: boolean;
}

export interface PartitionSplitEvent {
  readonly kind: 'partition-split';
  readonly atMs: number;
  readonly table: string;
  readonly index: string | undefined;
  readonly parent: number;
  readonly children: readonly [number, number];
  /** Where the hash space was cut, 0 … 1. */
  readonly at: number;
  readonly cause: 'heat' | 'size' | 'throughput';
  /** The hot partition key that was moved apart, or whose items were divided. */
  readonly keyText?: string;
}

export interface StreamRecordEvent {
  readonly kind: 'stream-record';
  readonly atMs: number;
  readonly table: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly byTtl: boolean;
  readonly shardId: string;
  readonly sequenceNumber: string;
  /** The item's key, as DynamoDB JSON text. */
  readonly keysText: string;
}

/** Bytes that a vector index was metered: for a search, or for following a write. */
export interface VectorMeteredEvent {
  readonly kind: 'vector-metered';
  readonly atMs: number;
  readonly table: string;
  readonly index: string;
  readonly action: 'search' | 'write';
  readonly bytes: number;
}

export interface TtlDeletedEvent {
  readonly kind: 'ttl-deleted';
  readonly atMs: number;
  readonly table: string;
  readonly keysText: string;
  /** How long after its expiry the item was deleted. */
  readonly lateMs: number;
}

/** Old records left the stream: after a day, or earlier when it outgrew what this machine keeps. */
export interface StreamTrimmedEvent {
  readonly kind: 'stream-trimmed';
  readonly atMs: number;
  readonly table: string;
  readonly records: number;
  readonly cause: 'age' | 'limit';
}

/** Auto scaling asked for other capacity. */
export interface AutoScaledEvent {
  readonly kind: 'auto-scaled';
  readonly atMs: number;
  readonly table: string;
  readonly index: string | undefined;
  readonly action: 'read' | 'write';
  readonly fromUnits: number;
  readonly toUnits: number;
  /** Of the last minute. */
  readonly utilizationPercent: number;
  readonly targetPercent: number;
}
