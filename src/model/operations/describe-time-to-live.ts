/** DescribeTimeToLive, as data. */
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import { tableParameter } from '../shapes/parameters.ts';

export const describeTimeToLive = operation(
  'Shows whether expired items are deleted, and by which attribute.',
  structure('DescribeTimeToLiveInput', {
    TableName: tableParameter,
  }),
);
