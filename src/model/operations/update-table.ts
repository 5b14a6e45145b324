/** UpdateTable, as data. */
import { operation } from '../operation.ts';
import { boolean, oneOf, optional, structure } from '../shape.ts';
import {
  attributeDefinitions,
  globalSecondaryIndexUpdates,
  onDemandThroughput,
  provisionedThroughput,
  vectorIndexUpdates,
  warmThroughput,
} from '../shapes/indexes.ts';
import { tableParameter } from '../shapes/parameters.ts';
import { replicaUpdates, witnessUpdates } from '../shapes/replicas.ts';
import {
  billingMode,
  settingsReplicationMode,
  sseSpecification,
  streamSpecification,
  tableClass,
} from '../shapes/table-settings.ts';

export const updateTable = operation(
  'Changes capacity, billing, indexes, the stream or other settings of a table.',
  structure('UpdateTableInput', {
    AttributeDefinitions: optional(attributeDefinitions, 'Types of key attributes; needed for a new index.'),
    TableName: tableParameter,
    BillingMode: optional(billingMode, 'How throughput is paid for.'),
    ProvisionedThroughput: optional(provisionedThroughput, 'New capacity units a second.'),
    GlobalSecondaryIndexUpdates: optional(globalSecondaryIndexUpdates, 'Indexes to make, change or drop.'),
    StreamSpecification: optional(streamSpecification, 'Turns the stream on or off.'),
    SSESpecification: optional(sseSpecification, 'Which key encrypts the table.'),
    ReplicaUpdates: optional(replicaUpdates, 'Replicas to make, change or drop.'),
    TableClass: optional(tableClass, 'STANDARD, or cheaper storage and dearer requests.'),
    DeletionProtectionEnabled: optional(boolean(), 'True refuses DeleteTable.'),
    MultiRegionConsistency: optional(oneOf('EVENTUAL', 'STRONG'), 'How replicas agree.'),
    GlobalTableWitnessUpdates: optional(witnessUpdates, 'Witness to make or drop.'),
    OnDemandThroughput: optional(onDemandThroughput, 'Upper limits of an on-demand table.'),
    WarmThroughput: optional(warmThroughput, 'Throughput to be ready for at once; only ever raised.'),
    GlobalTableSettingsReplicationMode: optional(
      settingsReplicationMode,
      'Whether settings are kept the same in every replica.',
    ),
    VectorIndexUpdates: optional(vectorIndexUpdates, 'Vector indexes to make or drop.'),
  }),
);
