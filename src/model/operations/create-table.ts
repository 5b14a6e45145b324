/** CreateTable, as data; the model leaves keys and definitions optional for tables that this service does not make. */
import { operation } from '../operation.ts';
import { boolean, optional, required, string, structure } from '../shape.ts';
import {
  attributeDefinitions,
  globalSecondaryIndexes,
  keySchema,
  localSecondaryIndexes,
  onDemandThroughput,
  provisionedThroughput,
  vectorIndexes,
  warmThroughput,
} from '../shapes/indexes.ts';
import { tableName, tableNameOrArn } from '../shapes/names.ts';
import {
  billingMode,
  settingsReplicationMode,
  sseSpecification,
  streamSpecification,
  tableClass,
  tags,
} from '../shapes/table-settings.ts';

export const createTable = operation(
  'Creates a table with its keys and indexes; ready once its status is ACTIVE.',
  structure('CreateTableInput', {
    AttributeDefinitions: required(
      attributeDefinitions,
      'Types of the attributes that are keys, of the table and of its indexes.',
    ),
    TableName: required(tableName, 'Name of the new table.'),
    KeySchema: required(keySchema, 'Partition key, and sort key if there is one.'),
    LocalSecondaryIndexes: optional(
      localSecondaryIndexes,
      'Up to 5 indexes with the same partition key; only now, never later.',
    ),
    GlobalSecondaryIndexes: optional(globalSecondaryIndexes, 'Up to 20 indexes with keys of their own.'),
    BillingMode: optional(
      billingMode,
      'PROVISIONED (the default) needs ProvisionedThroughput; PAY_PER_REQUEST bills each request.',
    ),
    ProvisionedThroughput: optional(provisionedThroughput, 'Capacity units a second; with PROVISIONED only.'),
    StreamSpecification: optional(
      streamSpecification,
      'Whether changes go to a stream, and what its records hold.',
    ),
    SSESpecification: optional(sseSpecification, 'Which key encrypts the table.'),
    Tags: optional(tags, 'Labels, up to 50.'),
    TableClass: optional(tableClass, 'STANDARD, or cheaper storage and dearer requests.'),
    DeletionProtectionEnabled: optional(boolean(), 'True refuses DeleteTable.'),
    WarmThroughput: optional(warmThroughput, 'Throughput to be ready for at once.'),
    ResourcePolicy: optional(string(), 'Resource-based policy, as JSON text.'),
    OnDemandThroughput: optional(onDemandThroughput, 'Upper limits; with PAY_PER_REQUEST only.'),
    GlobalTableSourceArn: optional(tableNameOrArn, 'Table of another account to replicate.'),
    GlobalTableSettingsReplicationMode: optional(
      settingsReplicationMode,
      'Whether settings are kept the same in every replica.',
    ),
    VectorIndexes: optional(vectorIndexes, 'Indexes for nearest-neighbour search.'),
  }),
);
