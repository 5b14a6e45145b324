/** DeleteItem: removes the item with a key; one that is not there is no error. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { prepareWrite } from '../storage/item-write.ts';
import { consumedJson, createConsumed } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { itemCollectionJson } from './item-collection.ts';
import { keyOfRequest } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { explainKeyAccess } from './plan.ts';
import { admitWrite } from './write-admission.ts';
import { conditionHolds, failCondition, readWriteCondition } from './write-condition.ts';

export function deleteItem(context: Context, input: InputOf<'DeleteItem'>): string {
  const condition = readWriteCondition('DeleteItem', input);
  const table = dataTable(context, input.TableName);
  const key = keyOfRequest(table, input.Key);
  const write = prepareWrite(table, key, undefined);
  const admitted = { write, keyAttributes: input.Key };
  if (!conditionHolds(condition, write.oldItem)) failCondition(context, condition, admitted);
  const consumed = createConsumed(input.TableName);
  admitWrite(context, admitted, consumed);
  context.batch.write(write);
  explainKeyAccess(context, table, key);
  return jsonBody([
    ['Attributes', input.ReturnValues === 'ALL_OLD' ? write.oldItem?.json : undefined],
    ['ConsumedCapacity', consumedJson(consumed, input.ReturnConsumedCapacity)],
    ['ItemCollectionMetrics', itemCollectionJson(table, input.Key, input.ReturnItemCollectionMetrics)],
  ]);
}
