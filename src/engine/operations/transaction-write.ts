/** One action of a write transaction made ready: whether it may go ahead, and what it would write. */
import type { Update } from '../../language/expressions/tree.ts';
import type { Context } from '../context.ts';
import { rootNames } from '../evaluate/paths.ts';
import { applyUpdate } from '../evaluate/update.ts';
import { attributesNamed, changedItem } from '../storage/item-text.ts';
import { prepareUpdate, prepareWrite } from '../storage/item-write.ts';
import type { ItemWrite } from '../storage/item-write.ts';
import { attributesOf, createStoredItem } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { canonicalAttributes } from '../values/canonical.ts';
import { refusalIn } from './cancellation.ts';
import type { Refusal } from './cancellation.ts';
import { outgrowsCollection } from './item-collection.ts';
import { checkUpdatedIndexKeys } from './item-keys.ts';
import { makesItem, refuseOversizeUpdate } from './update-item.ts';
import type { TransactionAction } from './transaction-action.ts';
import { CONFLICT_MESSAGE, isHeld } from './transaction-conflict.ts';
import { conditionHolds } from './write-condition.ts';

export interface PreparedAction {
  readonly refusal: Refusal | undefined;
  /** What would be written. A refused action may have none; one whose condition failed has the item as it is. */
  readonly write: ItemWrite | undefined;
}

/** Looks at the item and changes nothing. Throws what refuses a write transaction as a whole. */
export function prepareAction(context: Context, action: TransactionAction): PreparedAction {
  const { table, key } = action;
  if (isHeld(context, action)) {
    return { refusal: { code: 'TransactionConflict', message: CONFLICT_MESSAGE }, write: undefined };
  }
  const oldItem = table.items.get(key);
  const unmet = unmetCondition(action, oldItem);
  if (unmet !== undefined) return { refusal: unmet, write: prepareWrite(table, key, oldItem) };
  let write: ItemWrite | undefined;
  const refusal = refusalIn(() => {
    write = writeOf(action, oldItem);
  });
  if (write !== undefined && outgrowsCollection(write, action.keyAttributes)) {
    return {
      refusal: { code: 'ItemCollectionSizeLimitExceeded', message: 'Collection size exceeded.' },
      write: undefined,
    };
  }
  return { refusal, write };
}

function unmetCondition(action: TransactionAction, oldItem: StoredItem | undefined): Refusal | undefined {
  const { presence, condition } = action;
  if (presence === 'absent' && oldItem !== undefined) {
    return { code: 'DuplicateItem', message: 'Duplicate primary key exists in table' };
  }
  if (presence === 'optional' && oldItem === undefined) return undefined;
  const isMissing = presence === 'present' && oldItem === undefined;
  if (!isMissing && conditionHolds(condition, oldItem)) return undefined;
  const withItem = condition.returnOnFailure === 'ALL_OLD' && oldItem !== undefined;
  return {
    code: 'ConditionalCheckFailed',
    message: 'The conditional request failed',
    ...(withItem ? { item: attributesOf(oldItem) } : {}),
  };
}

function writeOf(action: TransactionAction, oldItem: StoredItem | undefined): ItemWrite {
  const { table, key } = action;
  switch (action.kind) {
    case 'put':
      return prepareWrite(table, key, action.item);
    case 'delete':
      return prepareWrite(table, key, undefined);
    case 'check':
      return prepareWrite(table, key, oldItem);
    case 'update':
      return updateOf(action, action.update, oldItem);
  }
}

/** The statement's own size was checked before; here the finished item is held against the limit. [captured] */
function updateOf(action: TransactionAction, update: Update, oldItem: StoredItem | undefined): ItemWrite {
  const { table, key, keyAttributes, condition } = action;
  const { scope } = condition;
  const names = rootNames([update], scope.names);
  const before = oldItem && attributesNamed(oldItem, names);
  const attributes = before?.attributes ?? canonicalAttributes(keyAttributes);
  const updated = applyUpdate(update, attributes, scope);
  checkUpdatedIndexKeys(table, attributes, updated.attributes);
  if (oldItem === undefined && !makesItem(update)) return prepareWrite(table, key, undefined);
  const newItem =
    oldItem === undefined || before === undefined
      ? createStoredItem(updated.attributes)
      : changedItem(oldItem, { before, after: updated.attributes, names });
  refuseOversizeUpdate(newItem);
  return prepareUpdate(table, key, { oldItem, newItem });
}
