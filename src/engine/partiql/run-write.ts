/** One write statement carried out by itself, by the means of PutItem, UpdateItem and DeleteItem. */
import type { Returning } from '../../language/partiql/tree.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_ITEM_BYTES } from '../../model/limits.ts';
import type { Context } from '../context.ts';
import { createProjector } from '../evaluate/projection.ts';
import { applyUpdate, type Updated } from '../evaluate/update.ts';
import type { Consumed } from '../operations/consumed-capacity.ts';
import { checkUpdatedIndexKeys } from '../operations/item-keys.ts';
import { explainKeyAccess } from '../operations/plan.ts';
import type { TransactionAction } from '../operations/transaction-action.ts';
import { admitFailedWrite, admitWrite } from '../operations/write-admission.ts';
import { conditionHolds, failCondition } from '../operations/write-condition.ts';
import { type ItemWrite, prepareWrite, tableWriteUnits } from '../storage/item-write.ts';
import { attributesOf, createStoredItem, type StoredItem } from '../storage/stored-item.ts';
import type { PreparedWrite } from './write-statement.ts';

export interface ActionRun {
  /** What the statement does. */
  readonly action: TransactionAction;
  /** Where the units go that the write takes, or that it took in vain. */
  readonly consumed: Consumed;
}

/** JSON text of the item that RETURNING asks for; undefined for none. Stages the write. */
export function runAction(
  context: Context,
  { statement }: PreparedWrite,
  { action, consumed }: ActionRun,
): string | undefined {
  const { table, keyAttributes } = action;
  const oldItem = table.items.get(action.key);
  refuseUnmet(context, { action, consumed }, oldItem);
  const { write, updated } = writeOf(action, oldItem);
  admitWrite(context, { write, keyAttributes }, consumed);
  context.batch.write(write);
  explainKeyAccess(context, table, write.key);
  const returning = statement.kind === 'insert' ? undefined : statement.returning;
  return returning && returnedJson(returning, write, updated);
}

function refuseUnmet(
  context: Context,
  { action, consumed }: ActionRun,
  oldItem: StoredItem | undefined,
): void {
  const { table, key, keyAttributes, presence, condition } = action;
  if (presence === 'absent') {
    if (oldItem === undefined) return;
    const write = prepareWrite(table, key, action.kind === 'put' ? action.item : undefined);
    admitFailedWrite(context, { write, keyAttributes });
    consumed.tableUnits += tableWriteUnits(write.oldItem, write.newItem);
    throw new DynamoError('DuplicateItemException', 'Duplicate primary key exists in table');
  }
  if (oldItem === undefined ? presence === 'optional' : conditionHolds(condition, oldItem)) return;
  // Nothing would be written, so the item as it is stands for what the write would have left.
  const write = prepareWrite(table, key, oldItem);
  consumed.tableUnits += tableWriteUnits(oldItem, oldItem);
  failCondition(context, condition, { write, keyAttributes });
}

interface Written {
  readonly write: ItemWrite;
  readonly updated: Updated | undefined;
}

function writeOf(action: TransactionAction, oldItem: StoredItem | undefined): Written {
  const { table, key } = action;
  if (action.kind !== 'update' || oldItem === undefined) {
    const newItem = action.kind === 'put' ? action.item : undefined;
    return { write: prepareWrite(table, key, newItem), updated: undefined };
  }
  const before = attributesOf(oldItem);
  const updated = applyUpdate(action.update, before, action.condition.scope);
  checkUpdatedIndexKeys(table, before, updated.attributes);
  const newItem = createStoredItem(updated.attributes);
  // PartiQL holds the finished item alone against the limit; UpdateItem counts its clauses too (captured).
  if (newItem.sizeBytes > MAX_ITEM_BYTES) {
    throw new DynamoError('ValidationException', 'Item size to update has exceeded the maximum allowed size');
  }
  return { write: prepareWrite(table, key, newItem), updated };
}

/** Undefined when there is nothing to show: no item, or none of the changed attributes. */
function returnedJson(
  { scope, image }: Returning,
  { oldItem, newItem }: ItemWrite,
  updated: Updated | undefined,
): string | undefined {
  const item = image === 'OLD' ? oldItem : newItem;
  if (item === undefined || scope === 'ALL' || updated === undefined) return item?.json;
  const part = createProjector(updated.paths)(attributesOf(item));
  return Object.keys(part).length === 0 ? undefined : JSON.stringify(part);
}
