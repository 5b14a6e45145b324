/** UpdateItem: changes attributes of an item, or makes it. */
import type { Update } from '../../language/expressions/tree.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_ITEM_BYTES } from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import type { Scope } from '../evaluate/condition.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import { rootOf } from '../evaluate/paths.ts';
import { createProjector } from '../evaluate/projection.ts';
import { updateSizeBytes } from '../evaluate/update-size.ts';
import { applyUpdate } from '../evaluate/update.ts';
import type { Updated } from '../evaluate/update.ts';
import type { Table } from '../storage/catalog.ts';
import { prepareWrite } from '../storage/item-write.ts';
import { attributesOf, createStoredItem } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { canonicalAttributes } from '../values/canonical.ts';
import { itemSizeBytes } from '../values/size.ts';
import { consumedJson, createConsumed } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { itemCollectionJson } from './item-collection.ts';
import { checkUpdatedIndexKeys, keyOfRequest } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { explainKeyAccess } from './plan.ts';
import { admitWrite } from './write-admission.ts';
import { conditionHolds, failCondition } from './write-condition.ts';

export function updateItem(context: Context, input: InputOf<'UpdateItem'>): string {
  refuseLegacyParameters(input, ['AttributeUpdates', 'Expected', 'ConditionalOperator']);
  const scope = readExpressions('UpdateItem', input);
  const update = input.UpdateExpression === undefined ? undefined : scope.update(input.UpdateExpression);
  const condition = input.ConditionExpression === undefined ? undefined : scope.condition(input.ConditionExpression);
  scope.finish();
  const table = dataTable(context, input.TableName);
  const key = keyOfRequest(table, input.Key);
  if (update !== undefined) refuseKeyUpdates(table, update, scope);
  const oldItem = table.items.get(key);
  const writeCondition = { condition, scope, returnOnFailure: input.ReturnValuesOnConditionCheckFailure };
  if (!conditionHolds(writeCondition, oldItem)) {
    // Nothing would be written, so the item as it is stands for what the write would have left.
    const write = prepareWrite(table, key, oldItem);
    failCondition(context, writeCondition, { write, keyAttributes: input.Key });
  }
  const before = oldItem === undefined ? canonicalAttributes(input.Key) : attributesOf(oldItem);
  const updated = update === undefined ? { attributes: before, paths: [] } : applyUpdate(update, before, scope);
  const newItem = updatedItem({ table, before, updated, update, scope });
  const write = prepareWrite(table, key, newItem);
  const consumed = createConsumed(table.doc.name);
  admitWrite(context, { write, keyAttributes: input.Key }, consumed);
  context.batch.write(write);
  explainKeyAccess(context, table, key);
  return jsonBody([
    ['Attributes', returnedJson(input.ReturnValues, { oldItem, newItem, updated })],
    ['ConsumedCapacity', consumedJson(consumed, input.ReturnConsumedCapacity)],
    ['ItemCollectionMetrics', itemCollectionJson(table, input.Key, input.ReturnItemCollectionMetrics)],
  ]);
}

/** Throws ValidationException for a target that is, or is in, a key attribute of the table. */
export function refuseKeyUpdates({ doc }: Table, update: Update, scope: Scope): void {
  for (const { name } of [...doc.key.pk, ...doc.key.sk]) {
    const isTarget = [...update.set, ...update.add, ...update.delete]
      .map(({ path }) => path)
      .concat(update.remove)
      .some((path) => rootOf(path, scope.names) === name);
    if (!isTarget) continue;
    throw new DynamoError(
      'ValidationException',
      `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
    );
  }
}

interface FinishedUpdate {
  readonly table: Table;
  readonly before: AttributeMap;
  readonly updated: Updated;
  readonly update: Update | undefined;
  readonly scope: Scope;
}

/** The record of the finished item. Throws ValidationException for index keys of a wrong type and for its size. */
function updatedItem({ table, before, updated, update, scope }: FinishedUpdate): StoredItem {
  const { attributes } = updated;
  checkUpdatedIndexKeys(table, before, attributes);
  const sizeBytes = itemSizeBytes(attributes);
  const isTooLarge =
    sizeBytes > MAX_ITEM_BYTES ||
    (update !== undefined &&
      // What is written is part of the item: only near the limit can the clauses' costs matter.
      sizeBytes > MAX_ITEM_BYTES / 2 &&
      updateSizeBytes(update, attributes, scope.names) > MAX_ITEM_BYTES);
  if (isTooLarge) {
    throw new DynamoError('ValidationException', 'Item size to update has exceeded the maximum allowed size');
  }
  return createStoredItem(attributes, sizeBytes);
}

interface UpdateResult {
  readonly oldItem: StoredItem | undefined;
  readonly newItem: StoredItem;
  readonly updated: Updated;
}

/** JSON text of Attributes; undefined when there are none to return. */
function returnedJson(
  mode: InputOf<'UpdateItem'>['ReturnValues'],
  { oldItem, newItem, updated }: UpdateResult,
): string | undefined {
  switch (mode) {
    case undefined:
    case 'NONE':
      return undefined;
    case 'ALL_OLD':
      return oldItem?.json;
    case 'ALL_NEW':
      return newItem.json;
    case 'UPDATED_OLD':
      return oldItem && partJson(attributesOf(oldItem), updated);
    case 'UPDATED_NEW':
      return partJson(updated.attributes, updated);
  }
}

function partJson(attributes: AttributeMap, { paths }: Updated): string | undefined {
  const part = createProjector(paths)(attributes);
  return Object.keys(part).length === 0 ? undefined : JSON.stringify(part);
}
