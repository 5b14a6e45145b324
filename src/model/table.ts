/** A table as the engine keeps it: one plain, persisted document a table, replaced whole on every change. */
import type { KeyAttributeType } from './attribute-value.ts';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyAttributeType;
}

/** Base tables and LSIs have one pk and at most one sk; GSIs up to four of each. */
export interface KeySchema {
  readonly pk: readonly KeyAttribute[];
  readonly sk: readonly KeyAttribute[];
}

export type Projection =
  | { readonly kind: 'ALL' }
  | { readonly kind: 'KEYS_ONLY' }
  | { readonly kind: 'INCLUDE'; readonly attributes: readonly string[] };

export type BillingMode = 'PROVISIONED' | 'PAY_PER_REQUEST';

/** Units per second; 0/0 under PAY_PER_REQUEST, as DescribeTable shows. */
export interface Throughput {
  readonly rcu: number;
  readonly wcu: number;
  readonly lastIncreaseMs?: number;
  readonly lastDecreaseMs?: number;
  readonly decreasesToday: number;
  /** Decreases that were still allowed after the last one; absent before the first. */
  readonly decreasesLeft?: number;
}

export type ResourceStatus = 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING';

export interface IndexDoc {
  readonly kind: 'GSI' | 'LSI';
  readonly name: string;
  /** Names the index's own sorted map; unique over the life of the engine. */
  readonly id: string;
  readonly key: KeySchema;
  readonly projection: Projection;
  readonly status: ResourceStatus;
  /** True while an online GSI is being filled; absent for indexes made with their table. */
  readonly backfilling?: boolean;
  /** GSIs only; an LSI draws on its table. */
  readonly throughput?: Throughput;
  /** The throughput that takes effect when `changesAtMs` comes. */
  readonly pendingThroughput?: Throughput;
  /** When the present status ends, in virtual ms. The clock's events are rebuilt from this after a restore. */
  readonly changesAtMs?: number;
}

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

export interface StreamDoc {
  /** ISO label, the last part of the stream's ARN. */
  readonly label: string;
  readonly arn: string;
  readonly viewType: StreamViewType;
  readonly enabled: boolean;
  readonly createdAtMs: number;
  readonly disabledAtMs?: number;
}

export interface TtlDoc {
  readonly attribute: string;
  readonly status: 'ENABLING' | 'ENABLED' | 'DISABLING' | 'DISABLED';
  readonly changedAtMs: number;
  readonly changesAtMs?: number;
}

/** One partition: a contiguous range of the 32-bit hash space, from `fromHash` up to but without `toHash`. */
export interface PartitionDoc {
  readonly id: number;
  readonly fromHash: number;
  readonly toHash: number;
  readonly createdAtMs: number;
  readonly parentId?: number;
}

export interface TableDoc {
  readonly name: string;
  readonly arn: string;
  /** The API's TableId; also names the table's sorted map. Unique over the life of the engine. */
  readonly id: string;
  readonly status: ResourceStatus;
  readonly changesAtMs?: number;
  readonly createdAtMs: number;
  readonly key: KeySchema;
  /** As given, in the order given. */
  readonly attributeDefinitions: readonly KeyAttribute[];
  readonly billingMode: BillingMode;
  readonly billingModeChangedMs?: number;
  readonly throughput: Throughput;
  readonly pendingThroughput?: Throughput;
  readonly indexes: readonly IndexDoc[];
  /** The newest stream is last; disabled ones stay readable for a day. */
  readonly streams: readonly StreamDoc[];
  readonly ttl?: TtlDoc;
  readonly deletionProtection: boolean;
  readonly tableClass: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';
  readonly sse?: { readonly enabled: boolean; readonly type: 'KMS'; readonly kmsKeyArn: string };
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Partitions of the table (under its own id) and of each GSI (under the index's id). */
  readonly partitions: Readonly<Record<string, readonly PartitionDoc[]>>;
}
