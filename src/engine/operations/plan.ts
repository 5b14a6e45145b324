/** How single-item requests were carried out, for the receipt. */
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';
import { hashOfKey } from '../values/key-encoding.ts';

/** One item by its key. */
export function explainKeyAccess(context: Context, table: Table, key: string, found = 0): void {
  if (context.receipt === undefined) return;
  context.receipt.plan({
    access: 'key',
    table: table.doc.name,
    partitions: [context.capacity.partitionOf(table, undefined, hashOfKey(key), key)],
    itemsWalked: found,
    itemsFiltered: 0,
    itemsReturned: found,
  });
}

/** Many items by their keys, in one table or more. */
export function explainBatch(
  context: Context,
  keys: readonly { readonly table: Table; readonly key: string }[],
  returned: number,
): void {
  if (context.receipt === undefined) return;
  const tables = new Set(keys.map(({ table }) => table.doc.name));
  const [only] = tables;
  const partitions = keys.map(({ table, key }) =>
    context.capacity.partitionOf(table, undefined, hashOfKey(key), key),
  );
  context.receipt.plan({
    access: 'batch',
    ...(tables.size === 1 && only !== undefined ? { table: only } : {}),
    partitions: [...new Set(partitions)],
    itemsWalked: returned,
    itemsFiltered: 0,
    itemsReturned: returned,
  });
}
