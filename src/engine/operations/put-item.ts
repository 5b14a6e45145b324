/** PutItem: stores an item, replacing the one with the same key. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_ITEM_BYTES } from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { prepareWrite } from '../storage/item-write.ts';
import { createStoredItem } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { consumedJson, createConsumed } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { itemCollectionJson, refuseOutgrowth } from './item-collection.ts';
import { keyOfItem } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { explainKeyAccess } from './plan.ts';
import { admitWrite } from './write-admission.ts';
import { conditionHolds, failCondition, readWriteCondition } from './write-condition.ts';

export function putItem(context: Context, input: InputOf<'PutItem'>): string {
  const condition = readWriteCondition('PutItem', input);
  const item = itemToStore(input.Item);
  const table = dataTable(context, input.TableName);
  const key = keyOfItem(table, input.Item);
  const write = prepareWrite(table, key, item);
  const admitted = { write, keyAttributes: input.Item };
  if (!conditionHolds(condition, write.oldItem)) failCondition(context, condition, admitted);
  refuseOutgrowth(write, input.Item);
  const consumed = createConsumed(input.TableName);
  admitWrite(context, admitted, consumed);
  context.batch.write(write);
  explainKeyAccess(context, table, key);
  return jsonBody([
    ['Attributes', input.ReturnValues === 'ALL_OLD' ? write.oldItem?.json : undefined],
    ['ConsumedCapacity', consumedJson(consumed, input.ReturnConsumedCapacity)],
    ['ItemCollectionMetrics', itemCollectionJson(table, input.Item, input.ReturnItemCollectionMetrics)],
  ]);
}

/** The record of a valid item. Throws ValidationException for one that is too large. */
export function itemToStore(given: AttributeMap): StoredItem {
  const item = createStoredItem(given);
  if (item.sizeBytes > MAX_ITEM_BYTES) {
    throw new DynamoError('ValidationException', 'Item size has exceeded the maximum allowed size');
  }
  return item;
}
