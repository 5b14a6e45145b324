/** TransactGetItems: up to 100 items by their keys, as they were at one moment. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { createProjector } from '../evaluate/projection.ts';
import type { Projector } from '../evaluate/projection.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import { attributesOf } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { consumedListJson } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { keyOfRequest } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { runReadTransaction } from './read-transaction.ts';

type Input = InputOf<'TransactGetItems'>;
type Get = Input['TransactItems'][number]['Get'];

export function transactGetItems(context: Context, input: Input): string {
  const gets = input.TransactItems.map(({ Get: get }) => ({ get, projector: projectorOf(get) }));
  const reads = gets.map(({ get }) => {
    const { TableName: tableName, Key: keyAttributes } = get;
    const table = dataTable(context, tableName);
    return () => ({ table, tableName, keyAttributes, key: keyOfRequest(table, keyAttributes) });
  });
  const { items, consumed } = runReadTransaction(context, reads);
  const responses = items.map((item, at) => responseJson(item, gets[at]?.projector));
  return jsonBody([
    ['ConsumedCapacity', consumedListJson(consumed, input.ReturnConsumedCapacity, 'read')],
    ['Responses', `[${responses.join(',')}]`],
  ]);
}

/** Undefined where the whole item is asked for. */
function projectorOf(get: Get): Projector | undefined {
  if (get.ProjectionExpression === undefined) return undefined;
  const scope = readExpressions('TransactGetItems', get);
  const paths = scope.projection(get.ProjectionExpression);
  scope.finish();
  return createProjector(paths);
}

/** Unlike GetItem, it says nothing of an item of which nothing is to be shown. [captured] */
function responseJson(item: StoredItem | undefined, projector: Projector | undefined): string {
  if (item === undefined) return '{}';
  if (projector === undefined) return `{"Item":${item.json}}`;
  const shown = projector(attributesOf(item));
  return Object.keys(shown).length === 0 ? '{}' : `{"Item":${JSON.stringify(shown)}}`;
}
