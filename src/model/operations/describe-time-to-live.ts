/** DescribeTimeToLive, as data. */
import { operation } from '../operation.ts';
import { required, structure } from '../shape.ts';
import { tableNameOrArn } from '../shapes/names.ts';

export const describeTimeToLive = operation(
  'Shows whether expired items are deleted, and by which attribute.',
  structure('DescribeTimeToLiveInput', {
    TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
  }),
);
