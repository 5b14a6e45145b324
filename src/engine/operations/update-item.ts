/** UpdateItem: changes attributes of an item, or makes it. */
import type { Update } from '../../language/expressions/tree.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_ITEM_BYTES } from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { holds } from '../evaluate/condition.ts';
import type { Scope } from '../evaluate/condition.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import { rootNames, rootOf } from '../evaluate/paths.ts';
import { createProjector } from '../evaluate/projection.ts';
import { updateSizeBytes } from '../evaluate/update-size.ts';
import { applyUpdate } from '../evaluate/update.ts';
import type { Updated } from '../evaluate/update.ts';
import type { Table } from '../storage/table.ts';
import { attributesNamed, changedItem } from '../storage/item-text.ts';
import type { NamedAttributes } from '../storage/item-text.ts';
import { prepareUpdate, prepareWrite } from '../storage/item-write.ts';
import { createStoredItem } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { canonicalAttributes } from '../values/canonical.ts';
import { consumedJson, createConsumed } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { itemCollectionJson } from './item-collection.ts';
import { checkUpdatedIndexKeys, keyOfRequest } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { explainKeyAccess } from './plan.ts';
import { admitWrite } from './write-admission.ts';
import { failCondition } from './write-condition.ts';

const LEGACY = ['AttributeUpdates', 'Expected', 'ConditionalOperator'];

export function updateItem(context: Context, input: InputOf<'UpdateItem'>): string {
  refuseLegacyParameters(input, LEGACY);
  const scope = readExpressions('UpdateItem', input);
  const update = input.UpdateExpression === undefined ? undefined : scope.update(input.UpdateExpression);
  const condition =
    input.ConditionExpression === undefined ? undefined : scope.condition(input.ConditionExpression);
  scope.finish();
  const table = dataTable(context, input.TableName);
  const key = keyOfRequest(table, input.Key);
  if (update !== undefined) refuseKeyUpdates(table, update, scope);
  const oldItem = table.items.get(key);
  const names = rootNames([update, condition], scope.names);
  const before = oldItem && attributesNamed(oldItem, names);
  if (condition !== undefined && !holds(condition, before?.attributes ?? {}, scope)) {
    // Nothing would be written, so the item as it is stands for what the write would have left.
    const write = prepareWrite(table, key, oldItem);
    const returnOnFailure = input.ReturnValuesOnConditionCheckFailure;
    failCondition(context, { condition, scope, returnOnFailure }, { write, keyAttributes: input.Key });
  }
  const attributes = before?.attributes ?? canonicalAttributes(input.Key);
  const updated = update === undefined ? { attributes, paths: [] } : applyUpdate(update, attributes, scope);
  checkUpdatedIndexKeys(table, attributes, updated.attributes);
  const newItem =
    oldItem === undefined || before === undefined
      ? createStoredItem(updated.attributes)
      : changedItem(oldItem, { before, after: updated.attributes, names });
  checkSize(newItem, update, { updated, scope });
  const write = prepareUpdate(table, key, { oldItem, newItem });
  const consumed = createConsumed(table.doc.name);
  admitWrite(context, { write, keyAttributes: input.Key }, consumed);
  context.batch.write(write);
  explainKeyAccess(context, table, key);
  return jsonBody([
    ['Attributes', returnedJson(input.ReturnValues, { before, oldItem, newItem, updated })],
    ['ConsumedCapacity', consumedJson(consumed, input.ReturnConsumedCapacity)],
    ['ItemCollectionMetrics', itemCollectionJson(table, input.Key, input.ReturnItemCollectionMetrics)],
  ]);
}

/** Throws ValidationException for a target that is, or is in, a key attribute of the table. */
export function refuseKeyUpdates({ doc }: Table, update: Update, scope: Scope): void {
  for (const parts of [doc.key.pk, doc.key.sk]) {
    for (const { name } of parts) {
      if (!isTarget(update, name, scope)) continue;
      throw new DynamoError(
        'ValidationException',
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
    }
  }
}

function isTarget({ set, remove, add, delete: deleted }: Update, name: string, { names }: Scope): boolean {
  for (const { path } of set) if (rootOf(path, names) === name) return true;
  for (const path of remove) if (rootOf(path, names) === name) return true;
  for (const { path } of add) if (rootOf(path, names) === name) return true;
  for (const { path } of deleted) if (rootOf(path, names) === name) return true;
  return false;
}

interface Applied {
  readonly updated: Updated;
  readonly scope: Scope;
}

/** Throws ValidationException for an item that has become too large, or a statement that writes too much. */
function checkSize(item: StoredItem, update: Update | undefined, { updated, scope }: Applied): void {
  const isTooLarge =
    item.sizeBytes > MAX_ITEM_BYTES ||
    (update !== undefined &&
      // What is written is part of the item: only near the limit can the clauses' costs matter.
      item.sizeBytes > MAX_ITEM_BYTES / 2 &&
      updateSizeBytes(update, updated.attributes, scope.names) > MAX_ITEM_BYTES);
  if (!isTooLarge) return;
  throw new DynamoError('ValidationException', 'Item size to update has exceeded the maximum allowed size');
}

interface UpdateResult {
  /** What the expressions name of the old item. */
  readonly before: NamedAttributes | undefined;
  readonly oldItem: StoredItem | undefined;
  readonly newItem: StoredItem;
  readonly updated: Updated;
}

/** JSON text of Attributes; undefined when there are none to return. */
function returnedJson(
  mode: InputOf<'UpdateItem'>['ReturnValues'],
  { before, oldItem, newItem, updated }: UpdateResult,
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
      return before && partJson(before.attributes, updated);
    case 'UPDATED_NEW':
      return partJson(updated.attributes, updated);
  }
}

function partJson(attributes: AttributeMap, { paths }: Updated): string | undefined {
  const part = createProjector(paths)(attributes);
  return Object.keys(part).length === 0 ? undefined : JSON.stringify(part);
}
