/** ListTables, as data. */
import { operation } from '../operation.ts';
import { integer, optional, structure } from '../shape.ts';
import { tableName } from '../shapes/names.ts';

export const listTables = operation(
  'Lists table names in alphabetical order, up to 100 a page.',
  structure('ListTablesInput', {
    ExclusiveStartTableName: optional(tableName, 'LastEvaluatedTableName of the page before.'),
    Limit: optional(integer({ min: 1, max: 100 }), 'Most names in a page.'),
  }),
);
