/** DeleteTable: the table is DELETING for a while and then gone, with its items, indexes and streams. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { TableDoc } from '../../model/table.ts';
import type { Context } from '../context.ts';
import { DELETE_TABLE_MS } from './control-plane-limits.ts';
import { assertChangeable, findTable } from './control-plane-table.ts';
import { backUpDeletedTable } from './deleted-table-backup.ts';
import { countsOf, describeTableDoc } from './table-description.ts';
import { isVectorIndexChanging } from './vector-indexes.ts';

export function deleteTable(context: Context, input: InputOf<'DeleteTable'>): string {
  const { nowMs, batch, physics } = context;
  const table = findTable(context, input.TableName);
  assertChangeable(table.doc);
  if (table.doc.deletionProtection) {
    throw new DynamoError(
      'ValidationException',
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
  }
  if (isVectorIndexChanging(table.doc)) {
    throw new DynamoError(
      'ResourceInUseException',
      'Attempt to change a resource which is still in use: ' +
        'Cannot delete table while indexes are being created, updated, or deleted.',
    );
  }
  const doc: TableDoc = { ...table.doc, status: 'DELETING', changesAtMs: nowMs + DELETE_TABLE_MS };
  context.emit({ kind: 'table-status', atMs: nowMs, table: doc.name, status: 'DELETING' });
  if (physics.controlPlaneDelays) batch.putTable(doc);
  else dropTable(context, doc);
  return JSON.stringify({ TableDescription: describeTableDoc(doc, countsOf(table), nowMs) });
}

/** The end of a table. */
export function dropTable(context: Context, doc: TableDoc): void {
  const { nowMs, batch, emit } = context;
  backUpDeletedTable(context, doc);
  batch.dropTable(doc.id);
  emit({ kind: 'table-status', atMs: nowMs, table: doc.name, status: 'DELETED' });
}
