/** DescribeTable, as data. */
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import { tableParameter } from '../shapes/parameters.ts';

export const describeTable = operation(
  'Shows a table: keys, indexes, status, capacity, size.',
  structure('DescribeTableInput', {
    TableName: tableParameter,
  }),
);
