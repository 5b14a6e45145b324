/** Finding the table of a data-plane request. */
import { DynamoError } from '../../model/errors.ts';
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';
import { tableNameOf } from './control-plane-table.ts';

/**
 * By name or ARN. Throws ResourceNotFoundException for a table that is not there, not yet, or no longer, and
 * AccessDeniedException for another account's.
 */
export function dataTable(context: Context, nameOrArn: string): Table {
  const table = context.catalog.byName(nameOrArn) ?? tableByArn(context, nameOrArn);
  if (table === undefined || table.doc.status === 'CREATING' || table.doc.status === 'DELETING') {
    throw new DynamoError('ResourceNotFoundException', 'Requested resource not found');
  }
  return table;
}

/** A name that no table has ends here too. */
function tableByArn(context: Context, nameOrArn: string): Table | undefined {
  const name = tableNameOf(context, nameOrArn);
  return name === undefined ? undefined : context.catalog.byName(name);
}
