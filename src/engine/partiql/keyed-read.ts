/** A SELECT of one item by its whole key: the only kind in batches and transactions. */
import type { SelectStatement } from '../../language/partiql/tree.ts';
import type { Context } from '../context.ts';
import { dataTable } from '../operations/data-table.ts';
import { keyOfRequest } from '../operations/item-keys.ts';
import type { TransactionTargetRead } from '../operations/read-transaction.ts';
import { attributesOf, type StoredItem } from '../storage/stored-item.ts';
import { planKey } from './item-plan.ts';
import { invalid, type PreparedOf, refuseCondition } from './prepared-statement.ts';
import { createSelectProjector } from './select-projection.ts';
import { planRead } from './where-plan.ts';

export interface KeyedRead {
  /** Throws ValidationException for a key that is not of the table's types. */
  readonly readTarget: () => TransactionTargetRead;
  /** JSON text of what is shown of the item; undefined where nothing is left of it, which is as if it were not there. */
  readonly show: (item: StoredItem) => string | undefined;
}

/** Throws ValidationException for anything but one value for each key attribute, and for an index. */
export function readKeyed(
  context: Context,
  prepared: PreparedOf<SelectStatement>,
  api: 'BatchExecuteStatement' | 'ExecuteTransaction',
): KeyedRead {
  const { statement, scope } = prepared;
  const { where, from, projection } = statement;
  const table = dataTable(context, from.table);
  if (from.index !== undefined && api === 'ExecuteTransaction') {
    throw invalid('Reads on indices are not supported within transactions.');
  }
  if (from.index !== undefined && !table.indexes.has(from.index)) {
    throw invalid('The table does not have the specified index');
  }
  refuseCondition(prepared, where);
  const keyAttributes = from.index === undefined ? planKey(where, table.doc.key, scope.values) : undefined;
  if (keyAttributes === undefined) {
    // What a plan is refused for comes before what a batch wants of it (captured).
    planRead(where, table.doc.key, scope.values);
    throw invalid(`Select statements within ${api} must specify the primary key in the where clause.`);
  }
  const project = projection && createSelectProjector(projection);
  const tableName = from.table;
  return {
    readTarget: () => ({ table, tableName, keyAttributes, key: keyOfRequest(table, keyAttributes) }),
    show(item) {
      if (project === undefined) return item.json;
      const shown = project(attributesOf(item));
      return Object.keys(shown).length === 0 ? undefined : JSON.stringify(shown);
    },
  };
}
