/** TransactWriteItems: up to 100 puts, updates, deletes and condition checks, all or none. */
import { present } from '../../base/assert.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import type { Expressions } from '../evaluate/expressions.ts';
import { collectionsJson } from './batch-write-item.ts';
import { consumedListJson } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { keyOfItem, keyOfRequest } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { itemToStore } from './put-item.ts';
import type { TransactionAction } from './transaction-action.ts';
import { runWriteTransaction } from './transaction.ts';
import { refuseKeyUpdates, refuseOversizeStatement } from './update-item.ts';
import type { WriteCondition } from './write-condition.ts';

type Input = InputOf<'TransactWriteItems'>;
type TransactWriteItem = Input['TransactItems'][number];

export function transactWriteItems(context: Context, input: Input): string {
  const readers = input.TransactItems.map(readAction);
  const actions = readers.map((reader) => reader(context));
  const { consumed, unitsOf, collections } = runWriteTransaction(context, {
    actions,
    token: input.ClientRequestToken,
    payload: input.TransactItems,
    returnItemCollectionMetrics: input.ReturnItemCollectionMetrics,
  });
  return jsonBody([
    ['ConsumedCapacity', consumedListJson(consumed, input.ReturnConsumedCapacity, unitsOf)],
    ['ItemCollectionMetrics', collections.size === 0 ? undefined : collectionsJson(collections)],
  ]);
}

/** In three steps, each taken for all actions before the next: expressions, then table and item, then the key. */
type ActionReader = (context: Context) => () => TransactionAction;

function readAction({ ConditionCheck, Put, Delete, Update }: TransactWriteItem): ActionReader {
  if (Put !== undefined) return readPut(Put);
  if (Update !== undefined) return readUpdate(Update);
  if (Delete !== undefined) return readKeyed('delete', Delete);
  return readKeyed('check', present(ConditionCheck, 'the action'));
}

function readPut(put: NonNullable<TransactWriteItem['Put']>): ActionReader {
  const condition = readCondition(put, readExpressions('TransactWriteItems', put));
  const { TableName: tableName, Item: keyAttributes } = put;
  return (context) => {
    const table = dataTable(context, tableName);
    // A put is known to be too large before the transaction begins; an updated item only in the course of it.
    const item = itemToStore(keyAttributes);
    return () => {
      const key = keyOfItem(table, keyAttributes);
      return { kind: 'put', table, tableName, key, keyAttributes, condition, item };
    };
  };
}

function readUpdate(given: NonNullable<TransactWriteItem['Update']>): ActionReader {
  const scope = readExpressions('TransactWriteItems', given);
  const update = scope.update(given.UpdateExpression);
  const condition = readCondition(given, scope);
  const { TableName: tableName, Key: keyAttributes } = given;
  return (context) => {
    const table = dataTable(context, tableName);
    refuseOversizeStatement(update, scope);
    return () => {
      const key = keyOfRequest(table, keyAttributes);
      refuseKeyUpdates(table, update, scope);
      return { kind: 'update', table, tableName, key, keyAttributes, condition, update };
    };
  };
}

function readKeyed(kind: 'check' | 'delete', given: NonNullable<TransactWriteItem['Delete']>): ActionReader {
  const condition = readCondition(given, readExpressions('TransactWriteItems', given));
  const { TableName: tableName, Key: keyAttributes } = given;
  return (context) => {
    const table = dataTable(context, tableName);
    return () => {
      const key = keyOfRequest(table, keyAttributes);
      return { kind, table, tableName, key, keyAttributes, condition };
    };
  };
}

/** The action's last expression. */
function readCondition(
  given: Pick<
    NonNullable<TransactWriteItem['Delete']>,
    'ConditionExpression' | 'ReturnValuesOnConditionCheckFailure'
  >,
  scope: Expressions,
): WriteCondition {
  const { ConditionExpression: text, ReturnValuesOnConditionCheckFailure: returnOnFailure } = given;
  const condition = text === undefined ? undefined : scope.condition(text);
  scope.finish();
  return { condition, scope, returnOnFailure };
}
