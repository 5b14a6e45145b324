/** INSERT, UPDATE and DELETE as what they do with one item, alone or in a transaction. */
import type {
  DeleteStatement,
  ExistsStatement,
  InsertStatement,
  UpdateStatement,
} from '../../language/partiql/tree.ts';
import type { Condition } from '../../language/expressions/tree.ts';
import { keyOfItem, keyOfRequest } from '../operations/item-keys.ts';
import { itemToStore } from '../operations/put-item.ts';
import type { TransactionAction } from '../operations/transaction-action.ts';
import { refuseKeyUpdates } from '../operations/update-item.ts';
import type { WriteCondition } from '../operations/write-condition.ts';
import type { Table } from '../storage/table.ts';
import { type ItemPlan, planItem } from './item-plan.ts';
import { itemOf } from './literals.ts';
import {
  invalid,
  type Prepared,
  type PreparedOf,
  refuseCondition,
  refuseUpdate,
} from './prepared-statement.ts';

export type WriteStatement = InsertStatement | UpdateStatement | DeleteStatement;
export type PreparedWrite = PreparedOf<WriteStatement>;

export type ReturnOnFailure = 'ALL_OLD' | 'NONE' | undefined;

export function isWrite(prepared: Prepared): prepared is PreparedWrite {
  return prepared.statement.kind !== 'select' && prepared.statement.kind !== 'exists';
}

/** Reads what the statement does with one item of its table; throws ValidationException for its key or the item. */
export type ActionReader = () => TransactionAction;

/** Throws ValidationException for all that can be told without a key. */
export function readWrite(
  prepared: PreparedWrite,
  table: Table,
  returnOnFailure: ReturnOnFailure,
): ActionReader {
  const { statement } = prepared;
  if (statement.from.index !== undefined) throw invalid('This operation is not supported on an index');
  switch (statement.kind) {
    case 'insert':
      return readInsert({ ...prepared, statement }, table);
    case 'update':
      return readUpdate({ ...prepared, statement }, table, returnOnFailure);
    case 'delete':
      return readDelete({ ...prepared, statement }, table, returnOnFailure);
  }
}

function readInsert(prepared: PreparedOf<InsertStatement>, table: Table): ActionReader {
  const { statement, parameters } = prepared;
  const keyAttributes = itemOf(statement.item, parameters);
  const item = itemToStore(keyAttributes);
  const condition = conditionOf(prepared, undefined, undefined);
  const tableName = statement.from.table;
  return () => {
    const key = keyOfItem(table, keyAttributes);
    return { kind: 'put', table, tableName, key, keyAttributes, condition, item, presence: 'absent' };
  };
}

/** The item must be there: an UPDATE makes none. */
function readUpdate(
  prepared: PreparedOf<UpdateStatement>,
  table: Table,
  returnOnFailure: ReturnOnFailure,
): ActionReader {
  const { statement, scope } = prepared;
  const { update, where, from } = statement;
  refuseCondition(prepared, where);
  refuseUpdate(prepared, update);
  return () => {
    const plan = planItem(where, table.doc.key, scope.values);
    const key = keyOfRequest(table, plan.key);
    refuseKeyUpdates(table, update, scope);
    const condition = conditionOf(prepared, plan.condition, returnOnFailure);
    const target = { table, tableName: from.table, key, keyAttributes: plan.key, condition };
    return { kind: 'update', ...target, update, presence: 'present' };
  };
}

/** One that is not there is no error, whatever else is asked of it. */
function readDelete(
  prepared: PreparedOf<DeleteStatement>,
  table: Table,
  returnOnFailure: ReturnOnFailure,
): ActionReader {
  const { where, from } = prepared.statement;
  refuseCondition(prepared, where);
  return () => {
    const plan = planItem(where, table.doc.key, prepared.scope.values);
    const key = keyOfRequest(table, plan.key);
    const condition = conditionOf(prepared, plan.condition, returnOnFailure);
    const target = { table, tableName: from.table, key, keyAttributes: plan.key, condition };
    return { kind: 'delete', ...target, presence: 'optional' };
  };
}

/** EXISTS: a condition on an item that is not written. */
export function readCheck(
  prepared: PreparedOf<ExistsStatement>,
  { table, plan }: { readonly table: Table; readonly plan: ItemPlan },
  returnOnFailure: ReturnOnFailure,
): ActionReader {
  const tableName = prepared.statement.from.table;
  return () => {
    const key = keyOfRequest(table, plan.key);
    const condition = conditionOf(prepared, plan.condition, returnOnFailure);
    return { kind: 'check', table, tableName, key, keyAttributes: plan.key, condition };
  };
}

function conditionOf(
  { scope }: Prepared,
  condition: Condition | undefined,
  returnOnFailure: ReturnOnFailure,
): WriteCondition {
  return { condition, scope, returnOnFailure };
}
