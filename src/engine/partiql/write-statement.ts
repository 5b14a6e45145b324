/** INSERT, UPDATE and DELETE, by the means of PutItem, UpdateItem and DeleteItem. */
import { checkCondition, checkUpdate } from '../../language/expressions/check.ts';
import type { ExpressionError } from '../../language/expressions/expression-error.ts';
import type { Condition } from '../../language/expressions/tree.ts';
import type {
  DeleteStatement,
  InsertStatement,
  Returning,
  UpdateStatement,
} from '../../language/partiql/tree.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_ITEM_BYTES } from '../../model/limits.ts';
import type { Context } from '../context.ts';
import type { Scope } from '../evaluate/condition.ts';
import { createProjector } from '../evaluate/projection.ts';
import { applyUpdate, type Updated } from '../evaluate/update.ts';
import {
  consumedJson,
  createConsumed,
  type ReturnConsumedCapacity,
} from '../operations/consumed-capacity.ts';
import { checkUpdatedIndexKeys, keyOfItem, keyOfRequest } from '../operations/item-keys.ts';
import { jsonBody } from '../operations/json-body.ts';
import { explainKeyAccess } from '../operations/plan.ts';
import { itemToStore } from '../operations/put-item.ts';
import { refuseKeyUpdates } from '../operations/update-item.ts';
import { admitFailedWrite, admitWrite } from '../operations/write-admission.ts';
import { conditionHolds, failCondition } from '../operations/write-condition.ts';
import type { Table } from '../storage/table.ts';
import { type ItemWrite, prepareWrite } from '../storage/item-write.ts';
import { attributesOf, createStoredItem, type StoredItem } from '../storage/stored-item.ts';
import { compareValues } from '../values/compare.ts';
import { itemOf, type Parameters } from './literals.ts';
import { planItem } from './where-plan.ts';

/** What the request says beside its statement. */
export interface WriteRequest {
  readonly table: Table;
  /** The statement's values; PartiQL has no names to look up. */
  readonly scope: Scope;
  readonly parameters: Parameters;
  readonly returnOnFailure: 'ALL_OLD' | 'NONE' | undefined;
  readonly returnConsumedCapacity: ReturnConsumedCapacity;
}

export function insertItem(context: Context, statement: InsertStatement, request: WriteRequest): string {
  const { table, parameters } = request;
  const attributes = itemOf(statement.item, parameters);
  const key = keyOfItem(table, attributes);
  const write = prepareWrite(table, key, itemToStore(attributes));
  if (write.oldItem !== undefined) {
    admitFailedWrite(context, { write, keyAttributes: attributes });
    throw new DynamoError('DuplicateItemException', 'Duplicate primary key exists in table');
  }
  return finish(context, write, { request, keyAttributes: attributes, shown: undefined });
}

/** The item must be there: an UPDATE makes none. */
export function updateItemWhere(context: Context, statement: UpdateStatement, request: WriteRequest): string {
  const { table, scope } = request;
  const { update, where, returning } = statement;
  refuse(where && checkCondition(where, { ...scope, compare: compareValues }));
  refuse(checkUpdate(update, { ...scope, compare: compareValues }));
  const { key: given, condition } = planItem(where, table.doc.key, scope.values);
  const key = keyOfRequest(table, given);
  refuseKeyUpdates(table, update, scope);
  const oldItem = table.items.get(key);
  if (oldItem === undefined)
    throw failed(context, prepareWrite(table, key, undefined), { request, condition, key: given });
  const before = attributesOf(oldItem);
  if (!conditionHolds(writeCondition(request, condition), oldItem)) {
    throw failed(context, prepareWrite(table, key, oldItem), { request, condition, key: given });
  }
  const updated = applyUpdate(update, before, scope);
  const newItem = updatedItem(table, before, updated.attributes);
  const shown = returning && returnedJson(returning, { oldItem, newItem, updated });
  return finish(context, prepareWrite(table, key, newItem), { request, keyAttributes: given, shown });
}

/** One that is not there is no error, whatever else is asked of it. */
export function deleteItemWhere(context: Context, statement: DeleteStatement, request: WriteRequest): string {
  const { table, scope } = request;
  const { where, returning } = statement;
  refuse(where && checkCondition(where, { ...scope, compare: compareValues }));
  const { key: given, condition } = planItem(where, table.doc.key, scope.values);
  const write = prepareWrite(table, keyOfRequest(table, given), undefined);
  if (write.oldItem !== undefined && !conditionHolds(writeCondition(request, condition), write.oldItem)) {
    throw failed(context, write, { request, condition, key: given });
  }
  const shown = returning && write.oldItem?.json;
  return finish(context, write, { request, keyAttributes: given, shown });
}

/** Throws what an expression's check has found; PartiQL says it without a parameter's name. */
export function refuse(error: ExpressionError | undefined): void {
  if (error !== undefined) throw new DynamoError('ValidationException', error.message);
}

function writeCondition({ scope, returnOnFailure }: WriteRequest, condition: Condition | undefined) {
  return { condition, scope, returnOnFailure };
}

interface Failed {
  readonly request: WriteRequest;
  readonly condition: Condition | undefined;
  readonly key: AttributeMap;
}

function failed(context: Context, write: ItemWrite, { request, condition, key }: Failed): never {
  return failCondition(context, writeCondition(request, condition), { write, keyAttributes: key });
}

interface Finished {
  readonly request: WriteRequest;
  readonly keyAttributes: AttributeMap;
  /** JSON text of the item that RETURNING asks for. */
  readonly shown: string | undefined;
}

function finish(context: Context, write: ItemWrite, { request, keyAttributes, shown }: Finished): string {
  const { table, returnConsumedCapacity } = request;
  const consumed = createConsumed(table.doc.name);
  admitWrite(context, { write, keyAttributes }, consumed);
  context.batch.write(write);
  explainKeyAccess(context, table, write.key);
  return jsonBody([
    ['Items', `[${shown ?? ''}]`],
    ['ConsumedCapacity', consumedJson(consumed, returnConsumedCapacity)],
  ]);
}

/** PartiQL holds the finished item alone against the limit; UpdateItem counts its clauses too (captured). */
function updatedItem(table: Table, before: AttributeMap, after: AttributeMap): StoredItem {
  checkUpdatedIndexKeys(table, before, after);
  const item = createStoredItem(after);
  if (item.sizeBytes > MAX_ITEM_BYTES) {
    throw new DynamoError('ValidationException', 'Item size to update has exceeded the maximum allowed size');
  }
  return item;
}

interface UpdateResult {
  readonly oldItem: StoredItem;
  readonly newItem: StoredItem;
  readonly updated: Updated;
}

/** JSON text of what RETURNING shows; undefined when none of the changed attributes is there. */
function returnedJson(
  { scope, image }: Returning,
  { oldItem, newItem, updated }: UpdateResult,
): string | undefined {
  const item = image === 'OLD' ? oldItem : newItem;
  if (scope === 'ALL') return item.json;
  const part = createProjector(updated.paths)(attributesOf(item));
  return Object.keys(part).length === 0 ? undefined : JSON.stringify(part);
}
