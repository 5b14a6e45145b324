/** UpdateTableReplicaAutoScaling, as data. */
import { operation } from '../operation.ts';
import { optional, structure } from '../shape.ts';
import { indexScalingUpdates, replicaScalingUpdates, writeScaling } from '../shapes/auto-scaling.ts';
import { tableParameter } from '../shapes/parameters.ts';

export const updateTableReplicaAutoScaling = operation(
  'Sets how provisioned capacity follows consumption.',
  structure('UpdateTableReplicaAutoScalingInput', {
    GlobalSecondaryIndexUpdates: optional(indexScalingUpdates, 'Write capacity of indexes.'),
    TableName: tableParameter,
    ProvisionedWriteCapacityAutoScalingUpdate: writeScaling,
    ReplicaUpdates: optional(replicaScalingUpdates, 'Read capacity, Region by Region.'),
  }),
);
