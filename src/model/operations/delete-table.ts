/** DeleteTable, as data. */
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import { tableParameter } from '../shapes/parameters.ts';

export const deleteTable = operation(
  'Deletes a table with its items and indexes.',
  structure('DeleteTableInput', {
    TableName: tableParameter,
  }),
);
