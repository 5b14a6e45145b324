/** Backups as the API shows them, with the table as it was. */
import type { JsonObject } from '../../base/json.ts';
import type { BackupDoc } from '../../model/backup.ts';
import type { IndexDoc, OnDemandLimits, TableDoc } from '../../model/table.ts';
import { projectionJson } from './projection-json.ts';
import { keySchemaJson } from './table-description.ts';
import { vectorIndexInfo } from './vector-description.ts';

/** The API's BackupDetails. A deleted backup is described once more. */
export function backupDetails(
  { arn, name, sizeBytes, status, type, createdAtMs, expiresAtMs }: BackupDoc,
  shown: BackupDoc['status'] | 'DELETED' = status,
): JsonObject {
  return {
    BackupArn: arn,
    BackupName: name,
    BackupSizeBytes: sizeBytes,
    BackupStatus: shown,
    BackupType: type,
    BackupCreationDateTime: createdAtMs / 1000,
    ...(expiresAtMs === undefined ? {} : { BackupExpiryDateTime: expiresAtMs / 1000 }),
  };
}

/** The API's BackupSummary. */
export function backupSummary(backup: BackupDoc): JsonObject {
  const { name, id, arn } = backup.table;
  return { TableName: name, TableId: id, TableArn: arn, ...backupDetails(backup) };
}

/** The API's BackupDescription. */
export function backupDescription(backup: BackupDoc, shown: BackupDoc['status'] | 'DELETED'): JsonObject {
  return {
    BackupDetails: backupDetails(backup, shown),
    SourceTableDetails: sourceDetails(backup),
    SourceTableFeatureDetails: sourceFeatures(backup.table),
  };
}

function sourceDetails({ table, itemCount, sizeBytes }: BackupDoc): JsonObject {
  const { rcu, wcu } = table.throughput;
  return {
    TableName: table.name,
    TableId: table.id,
    TableArn: table.arn,
    TableSizeBytes: sizeBytes,
    KeySchema: keySchemaJson(table.key),
    TableCreationDateTime: table.createdAtMs / 1000,
    ProvisionedThroughput: { ReadCapacityUnits: rcu, WriteCapacityUnits: wcu },
    ...limitsJson(table.onDemandLimits),
    ItemCount: itemCount,
    BillingMode: table.billingMode,
  };
}

/** Features that the table did not have are left out. */
function sourceFeatures({ indexes, vectorIndexes = [], streams, ttl, sse }: TableDoc): JsonObject {
  const locals = indexes.filter(({ kind }) => kind === 'LSI');
  const globals = indexes.filter(({ kind }) => kind === 'GSI');
  const stream = streams.findLast(({ enabled }) => enabled);
  const vectors = vectorIndexes.map(vectorIndexInfo);
  return {
    ...(locals.length === 0 ? {} : { LocalSecondaryIndexes: locals.map(indexInfo) }),
    ...(globals.length === 0 ? {} : { GlobalSecondaryIndexes: globals.map(globalInfo) }),
    ...(stream === undefined
      ? {}
      : { StreamDescription: { StreamEnabled: true, StreamViewType: stream.viewType } }),
    ...(ttl?.status === 'ENABLED'
      ? { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: ttl.attribute } }
      : {}),
    ...(sse?.enabled === true
      ? { SSEDescription: { Status: 'ENABLED', SSEType: sse.type, KMSMasterKeyArn: sse.kmsKeyArn } }
      : {}),
    ...(vectors.length === 0 ? {} : { VectorIndexes: vectors }),
  };
}

function indexInfo({ name, key, projection }: IndexDoc): JsonObject {
  return { IndexName: name, KeySchema: keySchemaJson(key), Projection: projectionJson(projection) };
}

function globalInfo(index: IndexDoc): JsonObject {
  const { rcu = 0, wcu = 0 } = index.throughput ?? {};
  return {
    ...indexInfo(index),
    ProvisionedThroughput: { ReadCapacityUnits: rcu, WriteCapacityUnits: wcu },
    ...limitsJson(index.onDemandLimits),
  };
}

function limitsJson(limits: OnDemandLimits | undefined): JsonObject {
  if (limits === undefined) return {};
  return {
    OnDemandThroughput: {
      ...(limits.read === undefined ? {} : { MaxReadRequestUnits: limits.read }),
      ...(limits.write === undefined ? {} : { MaxWriteRequestUnits: limits.write }),
    },
  };
}
