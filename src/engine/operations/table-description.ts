/** A table as DescribeTable and its kin show it. Counts and sizes are exact at once; the service refreshes them about every six hours. */
import type { JsonObject } from '../../base/json.ts';
import type {
  BillingMode,
  IndexDoc,
  KeySchema,
  OnDemandLimits,
  TableDoc,
  Throughput,
} from '../../model/table.ts';
import type { Table } from '../storage/table.ts';
import { NO_THROUGHPUT } from './index-definitions.ts';
import { projectionJson } from './projection-json.ts';
import { decreasesToday } from './throughput-decreases.ts';
import { vectorIndexesJson } from './vector-description.ts';
import { warmUnits } from './warm-throughput.ts';

/** What a table and its indexes hold. */
export interface TableCounts {
  readonly itemCount: number;
  readonly sizeBytes: number;
  /** By index name. */
  readonly indexes: ReadonlyMap<string, { readonly itemCount: number; readonly sizeBytes: number }>;
  readonly vectorCounts: ReadonlyMap<string, { readonly itemCount: number; readonly sizeBytes: number }>;
}

export const NO_ITEMS: TableCounts = {
  itemCount: 0,
  sizeBytes: 0,
  indexes: new Map(),
  vectorCounts: new Map(),
};

export function countsOf({ items, sizeBytes, indexes, vectorCounts }: Table): TableCounts {
  return { itemCount: items.size, sizeBytes, indexes, vectorCounts };
}

/** The API's TableDescription. */
export function describeTableDoc(doc: TableDoc, counts: TableCounts, nowMs: number): JsonObject {
  const stream = doc.streams.findLast(({ enabled }) => enabled);
  const latest = doc.streams.at(-1);
  return {
    AttributeDefinitions: doc.attributeDefinitions.map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    TableName: doc.name,
    KeySchema: keySchemaJson(doc.key),
    TableStatus: doc.status,
    CreationDateTime: doc.createdAtMs / 1000,
    ProvisionedThroughput: throughputJson(doc.throughput, nowMs),
    TableSizeBytes: counts.sizeBytes,
    ItemCount: counts.itemCount,
    TableArn: doc.arn,
    TableId: doc.id,
    ...billingModeJson(doc),
    ...indexesJson(doc, counts, nowMs),
    ...vectorIndexesJson(doc, counts.vectorCounts),
    ...restoreSummaryJson(doc),
    ...(stream === undefined
      ? {}
      : { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType } }),
    ...(latest === undefined ? {} : { LatestStreamLabel: latest.label, LatestStreamArn: latest.arn }),
    ...(doc.sse?.enabled === true
      ? { SSEDescription: { Status: 'ENABLED', SSEType: doc.sse.type, KMSMasterKeyArn: doc.sse.kmsKeyArn } }
      : {}),
    ...(doc.tableClass === 'STANDARD' ? {} : { TableClassSummary: { TableClass: doc.tableClass } }),
    DeletionProtectionEnabled: doc.deletionProtection,
    ...onDemandJson(doc.onDemandLimits),
    WarmThroughput: warmThroughputJson(doc.billingMode, doc),
  };
}

export function keySchemaJson({ pk, sk }: KeySchema): readonly JsonObject[] {
  return [
    ...pk.map(({ name }) => ({ AttributeName: name, KeyType: 'HASH' })),
    ...sk.map(({ name }) => ({ AttributeName: name, KeyType: 'RANGE' })),
  ];
}

function indexesJson(doc: TableDoc, counts: TableCounts, nowMs: number): JsonObject {
  const describe = (index: IndexDoc): JsonObject => ({
    IndexName: index.name,
    KeySchema: keySchemaJson(index.key),
    Projection: projectionJson(index.projection),
    ...(index.kind === 'LSI' ? {} : globalJson(doc, index, nowMs)),
    IndexSizeBytes: counts.indexes.get(index.name)?.sizeBytes ?? 0,
    ItemCount: counts.indexes.get(index.name)?.itemCount ?? 0,
    IndexArn: `${doc.arn}/index/${index.name}`,
  });
  const locals = doc.indexes.filter(({ kind }) => kind === 'LSI').map(describe);
  const globals = doc.indexes.filter(({ kind }) => kind === 'GSI').map(describe);
  return {
    ...(locals.length === 0 ? {} : { LocalSecondaryIndexes: locals }),
    ...(globals.length === 0 ? {} : { GlobalSecondaryIndexes: globals }),
  };
}

function globalJson(doc: TableDoc, index: IndexDoc, nowMs: number): JsonObject {
  const throughput = index.throughput ?? NO_THROUGHPUT;
  return {
    IndexStatus: index.status,
    ...(index.backfilling === undefined ? {} : { Backfilling: index.backfilling }),
    ProvisionedThroughput: throughputJson(throughput, nowMs),
    ...onDemandJson(index.onDemandLimits),
    WarmThroughput: warmThroughputJson(doc.billingMode, index),
  };
}

function throughputJson(throughput: Throughput, nowMs: number): JsonObject {
  const { rcu, wcu, lastIncreaseMs, lastDecreaseMs } = throughput;
  return {
    ...(lastIncreaseMs === undefined ? {} : { LastIncreaseDateTime: lastIncreaseMs / 1000 }),
    ...(lastDecreaseMs === undefined ? {} : { LastDecreaseDateTime: lastDecreaseMs / 1000 }),
    NumberOfDecreasesToday: decreasesToday(throughput, nowMs),
    ReadCapacityUnits: rcu,
    WriteCapacityUnits: wcu,
  };
}

/** Absent for a table that has always been provisioned. */
function billingModeJson({ billingMode, billingModeChangedMs }: TableDoc): JsonObject {
  if (billingModeChangedMs === undefined) return {};
  return {
    BillingModeSummary: {
      BillingMode: billingMode,
      LastUpdateToPayPerRequestDateTime: billingModeChangedMs / 1000,
    },
  };
}

function warmThroughputJson(
  mode: BillingMode,
  resource: Pick<TableDoc | IndexDoc, 'throughput' | 'warm' | 'pendingWarm' | 'status'>,
): JsonObject {
  const { read, write } = warmUnits(mode, resource);
  const isSettled = resource.status === 'ACTIVE' && resource.pendingWarm === undefined;
  return {
    ReadUnitsPerSecond: read,
    WriteUnitsPerSecond: write,
    Status: isSettled ? 'ACTIVE' : 'UPDATING',
  };
}

/** Only the maxima that are set. */
function onDemandJson({ read, write }: OnDemandLimits = {}): JsonObject {
  if (read === undefined && write === undefined) return {};
  return {
    OnDemandThroughput: {
      ...(read === undefined ? {} : { MaxReadRequestUnits: read }),
      ...(write === undefined ? {} : { MaxWriteRequestUnits: write }),
    },
  };
}

/** Of a table that was restored, for as long as it lives. */
function restoreSummaryJson({ restoredFrom, status }: TableDoc): JsonObject {
  if (restoredFrom === undefined) return {};
  const { tableArn, backupArn, atMs } = restoredFrom;
  return {
    RestoreSummary: {
      ...(backupArn === undefined ? {} : { SourceBackupArn: backupArn }),
      SourceTableArn: tableArn,
      RestoreDateTime: atMs / 1000,
      RestoreInProgress: status === 'CREATING',
    },
  };
}
