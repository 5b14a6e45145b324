/** DeleteTable, as data. */
import { operation } from '../operation.ts';
import { required, structure } from '../shape.ts';
import { tableNameOrArn } from '../shapes/names.ts';

export const deleteTable = operation(
  'Deletes a table with its items and indexes.',
  structure('DeleteTableInput', {
    TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
  }),
);
