/** DeleteItem: removes the item with a key; one that is not there is no error. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import { prepareWrite } from '../storage/item-write.ts';
import { consumedJson, createConsumed } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { itemCollectionJson } from './item-collection.ts';
import { keyOfRequest } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { explainKeyAccess } from './plan.ts';
import { admitWrite } from './write-admission.ts';
import { conditionHolds, failCondition } from './write-condition.ts';

const LEGACY = ['Expected', 'ConditionalOperator'];

export function deleteItem(context: Context, input: InputOf<'DeleteItem'>): string {
  refuseLegacyParameters(input, LEGACY);
  const scope = readExpressions('DeleteItem', input);
  const condition =
    input.ConditionExpression === undefined ? undefined : scope.condition(input.ConditionExpression);
  scope.finish();
  const table = dataTable(context, input.TableName);
  const key = keyOfRequest(table, input.Key);
  const write = prepareWrite(table, key, undefined);
  const admitted = { write, keyAttributes: input.Key };
  const writeCondition = { condition, scope, returnOnFailure: input.ReturnValuesOnConditionCheckFailure };
  if (!conditionHolds(writeCondition, write.oldItem)) failCondition(context, writeCondition, admitted);
  const consumed = createConsumed(table.doc.name);
  admitWrite(context, admitted, consumed);
  context.batch.write(write);
  explainKeyAccess(context, table, key);
  return jsonBody([
    ['Attributes', input.ReturnValues === 'ALL_OLD' ? write.oldItem?.json : undefined],
    ['ConsumedCapacity', consumedJson(consumed, input.ReturnConsumedCapacity)],
    ['ItemCollectionMetrics', itemCollectionJson(table, input.Key, input.ReturnItemCollectionMetrics)],
  ]);
}
