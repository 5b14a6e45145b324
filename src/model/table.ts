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

/** Units a second that a table or index is ready to serve at once; only ever raised. */
export interface WarmUnits {
  readonly read: number;
  readonly write: number;
}

/** Most units a second that an on-demand table or index may serve; absent for no limit of its own. */
export interface OnDemandLimits {
  readonly read?: number;
  readonly write?: number;
}

/** How one side of a table or index is scaled: target tracking, as Application Auto Scaling does it. */
export interface ScalingDoc {
  readonly min: number;
  readonly max: number;
  /** Consumed units that are aimed at, in percent of those provisioned. */
  readonly targetPercent: number;
  readonly policyName: string;
  readonly roleArn?: string;
  readonly disableScaleIn: boolean;
  readonly scaleInCooldownS: number;
  readonly scaleOutCooldownS: number;
  /** Minutes before this one do not count. */
  readonly sinceMs: number;
  readonly scaledOutMs?: number;
  readonly scaledInMs?: number;
}

export interface AutoScalingDoc {
  readonly read?: ScalingDoc;
  readonly write?: ScalingDoc;
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
  /** Above what follows from billing mode and throughput; GSIs only. */
  readonly warm?: WarmUnits;
  readonly pendingWarm?: WarmUnits;
  readonly onDemandLimits?: OnDemandLimits;
  readonly autoScaling?: AutoScalingDoc;
  /** When the present status ends, in virtual ms. The clock's events are rebuilt from this after a restore. */
  readonly changesAtMs?: number;
}

export type DistanceFunction = 'COSINE' | 'DOT_PRODUCT' | 'EUCLIDEAN';

/** An attribute that narrows a search: HASH divides the index, INLINE_FILTER tests single entries. */
export interface SearchSchemaElement extends KeyAttribute {
  readonly element: 'HASH' | 'INLINE_FILTER';
}

/** A vector index. Its entries follow from the items and are never stored. */
export interface VectorIndexDoc {
  readonly name: string;
  /** Unique over the life of the engine. */
  readonly id: string;
  /** Holds the vector, a list of numbers. */
  readonly attribute: string;
  readonly dimensions: number;
  readonly distance: DistanceFunction;
  /** As given, in the order given. */
  readonly searchSchema: readonly SearchSchemaElement[];
  readonly projection: Projection;
  readonly status: ResourceStatus;
  /** False while resources are allocated to an index added later, true while it is filled; absent for others. */
  readonly backfilling?: boolean;
  /** When the present phase ends, in virtual ms; absent while the index is filled. */
  readonly changesAtMs?: number;
  /** The search endpoint refuses until then, though the index is ACTIVE. */
  readonly searchableAtMs?: number;
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

/** Point-in-time recovery while it is on. */
export interface PitrDoc {
  /** Names the change log; another one each time that recovery is turned on. */
  readonly logId: string;
  readonly recoveryPeriodDays: number;
  /** Nothing before this can be recovered, however long the period. */
  readonly sinceMs: number;
}

/** Where a restored table comes from. */
export interface RestoredFrom {
  readonly tableArn: string;
  readonly backupArn?: string;
  /** The moment that it was restored to. */
  readonly atMs: number;
}

/**
 * One partition: a contiguous range of the 32-bit hash space, from `fromHash` up to but without `toHash`. One that was
 * cut inside the items of a single partition key shares that key's hash with its neighbour: `fromKey` and `toKey` say
 * where, as encoded keys.
 */
export interface PartitionDoc {
  readonly id: number;
  readonly fromHash: number;
  readonly toHash: number;
  readonly fromKey?: string;
  readonly toKey?: string;
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
  /** Above what follows from billing mode and throughput. */
  readonly warm?: WarmUnits;
  readonly pendingWarm?: WarmUnits;
  readonly onDemandLimits?: OnDemandLimits;
  readonly autoScaling?: AutoScalingDoc;
  /** When the table or one of its indexes began to be scaled; absent when none is. */
  readonly autoScalingSinceMs?: number;
  /** When the table was last switched to PAY_PER_REQUEST, oldest first; as many as the quota counts. */
  readonly onDemandSwitchesMs?: readonly number[];
  readonly indexes: readonly IndexDoc[];
  /** Absent in documents written before there were any. */
  readonly vectorIndexes?: readonly VectorIndexDoc[];
  /** The newest stream is last; disabled ones stay readable for a day. */
  readonly streams: readonly StreamDoc[];
  readonly ttl?: TtlDoc;
  readonly pitr?: PitrDoc;
  readonly restoredFrom?: RestoredFrom;
  readonly deletionProtection: boolean;
  readonly tableClass: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';
  readonly sse?: { readonly enabled: boolean; readonly type: 'KMS'; readonly kmsKeyArn: string };
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Partitions of the table (under its own id) and of each GSI (under the index's id). */
  readonly partitions: Readonly<Record<string, readonly PartitionDoc[]>>;
}
