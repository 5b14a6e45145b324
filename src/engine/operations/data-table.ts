/** Finding the table of a data-plane request. */
import { DynamoError } from '../../model/errors.ts';
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';
import { tableArn } from './control-plane-table.ts';

/** By name or ARN. Throws ResourceNotFoundException for a table that is not there, not yet, or no longer. */
export function dataTable(context: Context, nameOrArn: string): Table {
  const table = context.catalog.byName(nameOrArn) ?? byArn(context, nameOrArn);
  if (table === undefined || table.doc.status === 'CREATING' || table.doc.status === 'DELETING') {
    throw new DynamoError('ResourceNotFoundException', 'Requested resource not found');
  }
  return table;
}

function byArn(context: Context, arn: string): Table | undefined {
  const prefix = tableArn(context, '');
  return arn.startsWith(prefix) ? context.catalog.byName(arn.slice(prefix.length)) : undefined;
}
