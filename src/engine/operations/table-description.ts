/** A table as DescribeTable and its kin show it. Counts and sizes are exact at once; the service refreshes them about every six hours. */
import type { JsonObject } from '../../base/json.ts';
import type {
  BillingMode,
  IndexDoc,
  KeySchema,
  Projection,
  TableDoc,
  Throughput,
} from '../../model/table.ts';
import { ON_DEMAND_BASE } from '../capacity/limits.ts';
import type { Table } from '../storage/table.ts';
import { NO_THROUGHPUT } from './index-definitions.ts';
import { decreasesToday } from './throughput-decreases.ts';

/** What a table and its indexes hold. */
export interface TableCounts {
  readonly itemCount: number;
  readonly sizeBytes: number;
  /** By index name. */
  readonly indexes: ReadonlyMap<string, { readonly itemCount: number; readonly sizeBytes: number }>;
}

export const NO_ITEMS: TableCounts = { itemCount: 0, sizeBytes: 0, indexes: new Map() };

export function countsOf({ items, sizeBytes, indexes }: Table): TableCounts {
  return { itemCount: items.size, sizeBytes, indexes };
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
    ...(stream === undefined
      ? {}
      : { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType } }),
    ...(latest === undefined ? {} : { LatestStreamLabel: latest.label, LatestStreamArn: latest.arn }),
    ...(doc.sse?.enabled === true
      ? { SSEDescription: { Status: 'ENABLED', SSEType: doc.sse.type, KMSMasterKeyArn: doc.sse.kmsKeyArn } }
      : {}),
    ...(doc.tableClass === 'STANDARD' ? {} : { TableClassSummary: { TableClass: doc.tableClass } }),
    DeletionProtectionEnabled: doc.deletionProtection,
    WarmThroughput: warmThroughputJson(doc.billingMode, doc.throughput, doc.status),
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
    WarmThroughput: warmThroughputJson(doc.billingMode, throughput, index.status),
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

/** What is served at once: the provisioned units, or what a new on-demand table can do. */
function warmThroughputJson(billingMode: BillingMode, { rcu, wcu }: Throughput, status: string): JsonObject {
  const isProvisioned = billingMode === 'PROVISIONED';
  return {
    ReadUnitsPerSecond: isProvisioned ? rcu : ON_DEMAND_BASE.read,
    WriteUnitsPerSecond: isProvisioned ? wcu : ON_DEMAND_BASE.write,
    Status: status === 'ACTIVE' ? 'ACTIVE' : 'UPDATING',
  };
}

function projectionJson(projection: Projection): JsonObject {
  return projection.kind === 'INCLUDE'
    ? { ProjectionType: 'INCLUDE', NonKeyAttributes: projection.attributes }
    : { ProjectionType: projection.kind };
}
