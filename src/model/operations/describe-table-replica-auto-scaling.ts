/** DescribeTableReplicaAutoScaling, as data. */
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import { tableParameter } from '../shapes/parameters.ts';

export const describeTableReplicaAutoScaling = operation(
  'Shows how provisioned capacity follows consumption.',
  structure('DescribeTableReplicaAutoScalingInput', { TableName: tableParameter }),
);
