/** PutItem: stores an item, replacing the one with the same key. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_ITEM_BYTES } from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import { prepareWrite } from '../storage/item-write.ts';
import { createStoredItem } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { consumedJson, createConsumed } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { itemCollectionJson } from './item-collection.ts';
import { keyOfItem } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { explainKeyAccess } from './plan.ts';
import { admitWrite } from './write-admission.ts';
import { conditionHolds, failCondition } from './write-condition.ts';

const LEGACY = ['Expected', 'ConditionalOperator'];

export function putItem(context: Context, input: InputOf<'PutItem'>): string {
  refuseLegacyParameters(input, LEGACY);
  const scope = readExpressions('PutItem', input);
  const condition =
    input.ConditionExpression === undefined ? undefined : scope.condition(input.ConditionExpression);
  scope.finish();
  const table = dataTable(context, input.TableName);
  const key = keyOfItem(table, input.Item);
  const item = itemToStore(input.Item);
  const write = prepareWrite(table, key, item);
  const admitted = { write, keyAttributes: input.Item };
  const writeCondition = { condition, scope, returnOnFailure: input.ReturnValuesOnConditionCheckFailure };
  if (!conditionHolds(writeCondition, write.oldItem)) failCondition(context, writeCondition, admitted);
  const consumed = createConsumed(table.doc.name);
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
