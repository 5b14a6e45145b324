/** Shapes of a global table's replicas. */
import { list, long, optional, required, string, structure } from '../shape.ts';
import { indexName } from './names.ts';
import { tableClass } from './table-settings.ts';

const regionName = required(string(), 'AWS Region, eu-west-2.');

const readOverride = structure('ProvisionedThroughputOverride', {
  ReadCapacityUnits: optional(long({ min: 1 }), 'Read capacity of this replica.'),
});

const onDemandReadOverride = structure('OnDemandThroughputOverride', {
  MaxReadRequestUnits: optional(long(), 'Most read units a second of this replica.'),
});

const overrides = {
  ProvisionedThroughputOverride: optional(readOverride, 'Read capacity, when it differs from the table.'),
  OnDemandThroughputOverride: optional(onDemandReadOverride, 'Read limit, when it differs from the table.'),
};

const replicaMembers = {
  RegionName: regionName,
  KMSMasterKeyId: optional(string(), 'Encryption key in that Region.'),
  ...overrides,
  GlobalSecondaryIndexes: optional(
    list(
      structure('ReplicaGlobalSecondaryIndex', {
        IndexName: required(indexName, 'Name of the index.'),
        ...overrides,
      }),
      { minLength: 1 },
    ),
    'Indexes whose capacity differs in that Region.',
  ),
  TableClassOverride: optional(tableClass, 'Storage class, when it differs from the table.'),
};

export const replicaUpdates = list(
  structure('ReplicationGroupUpdate', {
    Create: optional(structure('CreateReplicationGroupMemberAction', replicaMembers), 'A new replica.'),
    Update: optional(
      structure('UpdateReplicationGroupMemberAction', replicaMembers),
      'Changes to a replica.',
    ),
    Delete: optional(
      structure('DeleteReplicationGroupMemberAction', { RegionName: regionName }),
      'A replica to drop.',
    ),
  }),
  { minLength: 1 },
);

export const witnessUpdates = list(
  structure('GlobalTableWitnessGroupUpdate', {
    Create: optional(
      structure('CreateGlobalTableWitnessGroupMemberAction', { RegionName: regionName }),
      'A new witness.',
    ),
    Delete: optional(
      structure('DeleteGlobalTableWitnessGroupMemberAction', { RegionName: regionName }),
      'A witness to drop.',
    ),
  }),
  { minLength: 1, maxLength: 1 },
);
