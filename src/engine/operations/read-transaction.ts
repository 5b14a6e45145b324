/** A read transaction: up to 100 items as they were at one moment. What TransactGetItems and PartiQL have in common. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { Context } from '../context.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import type { Table } from '../storage/table.ts';
import { cancelIfAny, eachOrCancel } from './cancellation.ts';
import type { Consumed } from './consumed-capacity.ts';
import { explainBatch } from './plan.ts';
import { readUnits } from './read-units.ts';
import { admitReads } from './transaction-admission.ts';
import { refuseRepeatedItems, refuseTooManyBytes } from './transaction.ts';
import { CONFLICT_MESSAGE, isBeingWritten } from './transaction-conflict.ts';

export interface TransactionTargetRead {
  readonly table: Table;
  /** As the request names the table. */
  readonly tableName: string;
  /** Encoded. */
  readonly key: string;
  readonly keyAttributes: AttributeMap;
}

export interface ReadTransactionResult {
  /** In the order of the request. */
  readonly items: readonly (StoredItem | undefined)[];
  /** One entry a table, in the order of the request. */
  readonly consumed: readonly Consumed[];
}

/**
 * `reads` each read one key against its table; a ValidationException that they throw becomes the read's reason. Throws
 * TransactionCanceledException with a reason for each read, and ValidationException for the request as a whole.
 */
export function runReadTransaction(
  context: Context,
  reads: readonly (() => TransactionTargetRead)[],
): ReadTransactionResult {
  // Unlike a write transaction, it leaves empty key values to the reasons. [captured]
  const targets = eachOrCancel(reads, () => false);
  refuseRepeatedItems(targets);
  const found = targets.map((target) => ({ ...target, item: target.table.items.get(target.key) }));
  cancelIfAny(
    found.map((target) =>
      isBeingWritten(context, target)
        ? { code: 'TransactionConflict', message: CONFLICT_MESSAGE }
        : undefined,
    ),
  );
  const items = found.map(({ item }) => item);
  refuseTooManyBytes(items.reduce((sum, item) => sum + (item?.sizeBytes ?? 0), 0));
  const costs = found.map(({ table, tableName, key, keyAttributes, item }) => ({
    table,
    tableName,
    key,
    keyAttributes,
    units: readUnits(item?.sizeBytes ?? 0),
    sizeBytes: item?.sizeBytes,
  }));
  const consumed = admitReads(context, costs, {
    what: 'item read in a transaction, there or not',
    rule: 'A transactional read costs 2 units for each started 4 KB of the item, at least 2.',
  });
  explainBatch(context, targets, items.filter((item) => item !== undefined).length);
  return { items, consumed };
}
