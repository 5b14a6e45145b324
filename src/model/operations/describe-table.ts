/** DescribeTable, as data. */
import { operation } from '../operation.ts';
import { required, structure } from '../shape.ts';
import { tableNameOrArn } from '../shapes/names.ts';

export const describeTable = operation(
  'Shows a table: keys, indexes, status, capacity, size.',
  structure('DescribeTableInput', {
    TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
  }),
);
