/** UpdateItem: changes attributes of an item, or makes it. */
import type { Condition, Update } from '../../language/expressions/tree.ts';
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
import { statementSizeBytes } from '../evaluate/statement-size.ts';
import { applyUpdate } from '../evaluate/update.ts';
import type { Updated } from '../evaluate/update.ts';
import type { Table } from '../storage/table.ts';
import { attributesNamed, changedItem } from '../storage/item-text.ts';
import type { NamedAttributes } from '../storage/item-text.ts';
import { prepareUpdate, prepareWrite } from '../storage/item-write.ts';
import { createStoredItem } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { setAttribute } from '../values/attributes.ts';
import type { AttributeRecord } from '../values/attributes.ts';
import { canonicalAttributes } from '../values/canonical.ts';
import { consumedJson, createConsumed } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { itemCollectionJson, refuseOutgrowth } from './item-collection.ts';
import { checkUpdatedIndexKeys, keyOfRequest, refuseIndexKeyTypes } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { createValueTable, expectedCondition } from './legacy-conditions.ts';
import { refuseTypeMismatch, updateOfAttributes } from './legacy-updates.ts';
import { refuseNestedKeys } from './nested-keys.ts';
import { explainKeyAccess } from './plan.ts';
import { admitWrite } from './write-admission.ts';
import { failCondition } from './write-condition.ts';

export function updateItem(context: Context, input: InputOf<'UpdateItem'>): string {
  const { update, condition, scope } = readUpdate(input);
  const table = dataTable(context, input.TableName);
  const key = keyOfRequest(table, input.Key);
  if (update !== undefined) refuseKeyUpdates(table, update, scope);
  if (input.UpdateExpression !== undefined && update !== undefined) refuseOversizeStatement(update, scope);
  const oldItem = table.items.get(key);
  const names = rootNames([update, condition], scope.names);
  const before = oldItem && attributesNamed(oldItem, names);
  if (condition !== undefined && !holds(condition, before?.attributes ?? {}, scope)) {
    if (update !== undefined) refuseIndexKeyTypes(table, assignedValues(update, scope));
    // Nothing would be written, so the item as it is stands for what the write would have left.
    const write = prepareWrite(table, key, oldItem);
    const returnOnFailure = input.ReturnValuesOnConditionCheckFailure;
    failCondition(context, { condition, scope, returnOnFailure }, { write, keyAttributes: input.Key });
  }
  const attributes = before?.attributes ?? canonicalAttributes(input.Key);
  if (input.AttributeUpdates !== undefined) refuseTypeMismatch(input.AttributeUpdates, attributes);
  const updated = update === undefined ? { attributes, paths: [] } : applyUpdate(update, attributes, scope);
  checkUpdatedIndexKeys(table, attributes, updated.attributes);
  const newItem =
    oldItem !== undefined && before !== undefined
      ? changedItem(oldItem, { before, after: updated.attributes, names })
      : makesItem(update)
        ? createStoredItem(updated.attributes)
        : undefined;
  if (newItem !== undefined) refuseOversizeUpdate(newItem);
  const write =
    newItem === undefined
      ? prepareWrite(table, key, undefined)
      : prepareUpdate(table, key, { oldItem, newItem });
  refuseOutgrowth(write, input.Key);
  const consumed = createConsumed(input.TableName);
  admitWrite(context, { write, keyAttributes: input.Key }, consumed);
  context.batch.write(write);
  explainKeyAccess(context, table, key);
  return jsonBody([
    ['Attributes', returnedJson(input.ReturnValues, { before, oldItem, newItem, updated })],
    ['ConsumedCapacity', consumedJson(consumed, input.ReturnConsumedCapacity)],
    ['ItemCollectionMetrics', itemCollectionJson(table, input.Key, input.ReturnItemCollectionMetrics)],
  ]);
}

interface UpdateParts {
  readonly update: Update | undefined;
  readonly condition: Condition | undefined;
  readonly scope: Scope;
}

/** From expressions, or from what came before them: the two are never mixed. */
function readUpdate(input: InputOf<'UpdateItem'>): UpdateParts {
  const { AttributeUpdates: updates, Expected: expected } = input;
  if (updates !== undefined || expected !== undefined) {
    const values = createValueTable();
    return {
      update: updates && updateOfAttributes(updates, values),
      condition: expected && expectedCondition(expected, input.ConditionalOperator, values),
      scope: values.scope,
    };
  }
  const scope = readExpressions('UpdateItem', input);
  const update = input.UpdateExpression === undefined ? undefined : scope.update(input.UpdateExpression);
  const condition =
    input.ConditionExpression === undefined ? undefined : scope.condition(input.ConditionExpression);
  scope.finish();
  return { update, condition, scope };
}

/** What the update itself gives attributes: their types are looked at before the condition is. [seen] */
function assignedValues({ set, add }: Update, { names, values }: Scope): AttributeMap {
  const assigned: AttributeRecord = {};
  for (const { path, value } of [...set, ...add]) {
    const given = value.kind === 'value' ? values[value.text] : undefined;
    if (given !== undefined && path.segments.length === 1) setAttribute(assigned, rootOf(path, names), given);
  }
  return assigned;
}

/** An item that is not there is made by any update, even an empty one, but not by one that only takes away. [seen] */
export function makesItem(update: Update | undefined): boolean {
  if (update === undefined || update.set.length > 0 || update.add.length > 0) return true;
  return update.remove.length === 0 && update.delete.length === 0;
}

/** Throws ValidationException for a target that is, or is in, a key attribute of the table, and for paths into keys. */
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
  refuseNestedKeys(doc, update, scope.names);
}

function isTarget({ set, remove, add, delete: deleted }: Update, name: string, { names }: Scope): boolean {
  for (const { path } of set) if (rootOf(path, names) === name) return true;
  for (const path of remove) if (rootOf(path, names) === name) return true;
  for (const { path } of add) if (rootOf(path, names) === name) return true;
  for (const { path } of deleted) if (rootOf(path, names) === name) return true;
  return false;
}

/** Throws ValidationException for a statement that writes too much, whatever it would leave of it. */
export function refuseOversizeStatement(update: Update, scope: Scope): void {
  if (statementSizeBytes(update, scope) > MAX_ITEM_BYTES) throw oversizeUpdate();
}

/** Throws ValidationException for an item that has become too large. */
export function refuseOversizeUpdate({ sizeBytes }: StoredItem): void {
  if (sizeBytes > MAX_ITEM_BYTES) throw oversizeUpdate();
}

function oversizeUpdate(): DynamoError {
  return new DynamoError('ValidationException', 'Item size to update has exceeded the maximum allowed size');
}

interface UpdateResult {
  /** What the expressions name of the old item. */
  readonly before: NamedAttributes | undefined;
  readonly oldItem: StoredItem | undefined;
  /** Undefined where there was none and none was made. */
  readonly newItem: StoredItem | undefined;
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
      return newItem?.json;
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
