/** BatchExecuteStatement: up to 25 statements on items by their keys, all reads or all writes, each on its own. */
import { DynamoError, type ErrorCode } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { type Consumed, consumedListJson, createConsumed } from '../operations/consumed-capacity.ts';
import { dataTable } from '../operations/data-table.ts';
import { tryAdmitRead } from '../operations/get-item.ts';
import { jsonBody } from '../operations/json-body.ts';
import { explainBatch } from '../operations/plan.ts';
import { readFactor } from '../operations/read-units.ts';
import { ThrottledError } from '../operations/throttled-error.ts';
import type { Table } from '../storage/table.ts';
import { attributeValueRefusal } from '../validation/attribute-value-refusal.ts';
import { readKeyed } from './keyed-read.ts';
import { invalid, isSelect, type Prepared, prepareStatement } from './prepared-statement.ts';
import { runAction } from './run-write.ts';
import { isWrite, readWrite } from './write-statement.ts';

type Member = InputOf<'BatchExecuteStatement'>['Statements'][number];

/** Codes of a member's error (API reference, BatchStatementError); every other is an error of the whole batch. */
const CODES: Readonly<Partial<Record<ErrorCode, string>>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  ItemCollectionSizeLimitExceededException: 'ItemCollectionSizeLimitExceeded',
  RequestLimitExceeded: 'RequestLimitExceeded',
  ValidationException: 'ValidationError',
  ProvisionedThroughputExceededException: 'ProvisionedThroughputExceeded',
  TransactionConflictException: 'TransactionConflict',
  ThrottlingException: 'ThrottlingError',
  InternalServerError: 'InternalServerError',
  ResourceNotFoundException: 'ResourceNotFound',
  AccessDeniedException: 'AccessDenied',
  DuplicateItemException: 'DuplicateItem',
};

/** A statement by itself: what it does is known, or what is wrong with it. */
type ReadMember = { readonly isRead: boolean | undefined } & (
  | { readonly kind: 'ready'; readonly target: Target; readonly run: Run }
  | { readonly kind: 'error'; readonly error: DynamoError }
);

interface Target {
  readonly table: Table;
  readonly tableName: string;
  readonly key: string;
}

/** Gives JSON text of the item to show; throws DynamoError. The units go to `consumed`, in vain or not. */
type Run = (consumed: Consumed) => string | undefined;

export function batchExecuteStatement(context: Context, input: InputOf<'BatchExecuteStatement'>): string {
  const members = input.Statements.map((member) => readMember(context, member));
  const kinds = new Set(members.map(({ isRead }) => isRead));
  if (kinds.has(true) && kinds.has(false)) {
    throw invalid('Read and write requests together in the same batch is not supported.');
  }
  const targets = members.flatMap((member) => (member.kind === 'ready' ? [member.target] : []));
  if (new Set(targets.map(({ table, key }) => `${table.doc.id} ${key}`)).size < targets.length) {
    throw invalid('Provided list of item keys contains duplicates');
  }
  const run: BatchRun = { consumed: new Map(), done: new Set(), found: 0 };
  const responses = members.map((member) => runMember(member, run));
  explainBatch(context, targets, run.found);
  // Tables of which every statement failed are left out, and the whole list where nothing is left (captured).
  const consumed = [...run.consumed.values()].filter(({ table }) => run.done.has(table));
  return jsonBody([
    ['Responses', `[${responses.join(',')}]`],
    [
      'ConsumedCapacity',
      consumed.length === 0 ? undefined : consumedListJson(consumed, input.ReturnConsumedCapacity),
    ],
  ]);
}

function readMember(context: Context, member: Member): ReadMember {
  let isRead: boolean | undefined;
  try {
    const parameters = member.Parameters ?? [];
    for (const parameter of parameters) {
      const refusal = attributeValueRefusal(parameter, true);
      if (refusal !== undefined) throw invalid(refusal);
    }
    const prepared = prepareStatement(context, member.Statement, parameters);
    isRead = isSelect(prepared);
    return { kind: 'ready', isRead, ...readTarget(context, prepared, member.ConsistentRead) };
  } catch (error) {
    if (!isOfMember(error)) throw error;
    return { kind: 'error', isRead, error };
  }
}

function readTarget(
  context: Context,
  prepared: Prepared,
  consistentRead: boolean | undefined,
): { readonly target: Target; readonly run: Run } {
  if (isSelect(prepared)) {
    const { readTarget: read, show } = readKeyed(context, prepared, 'BatchExecuteStatement');
    const target = read();
    const { table, key, keyAttributes } = target;
    const item = table.items.get(key);
    const factor = readFactor(consistentRead);
    return {
      target,
      run: (consumed) => {
        const throttle = tryAdmitRead(context, { table, key, item, keyAttributes, factor }, consumed);
        if (throttle !== undefined) throw new ThrottledError(throttle, table.doc.billingMode);
        return item && show(item);
      },
    };
  }
  if (!isWrite(prepared)) throw invalid('EXISTS can only be used in ExecuteTransaction write requests.');
  const table = dataTable(context, prepared.statement.from.table);
  // A member's ReturnValuesOnConditionCheckFailure shows nothing (captured).
  const action = readWrite(prepared, table, undefined)();
  return { target: action, run: (consumed) => runAction(context, prepared, { action, consumed }) };
}

interface BatchRun {
  /** By table; statements that failed are charged too (captured). */
  readonly consumed: Map<string, Consumed>;
  /** Tables of which a statement succeeded. */
  readonly done: Set<string>;
  /** Items shown. */
  found: number;
}

/** JSON text of the member's response. It names the table once the statement has been tried (captured). */
function runMember(member: ReadMember, run: BatchRun): string {
  if (member.kind === 'error') return jsonBody([['Error', errorJson(member.error)]]);
  const { tableName } = member.target;
  const consumed = run.consumed.get(tableName) ?? createConsumed(tableName);
  run.consumed.set(tableName, consumed);
  const table = ['TableName', JSON.stringify(tableName)] as const;
  try {
    const item = member.run(consumed);
    run.done.add(tableName);
    if (item !== undefined) run.found++;
    return jsonBody([['Item', item], table]);
  } catch (error) {
    if (!isOfMember(error)) throw error;
    return jsonBody([['Error', errorJson(error)], table]);
  }
}

function isOfMember(error: unknown): error is DynamoError {
  return error instanceof DynamoError && CODES[error.code] !== undefined;
}

function errorJson({ code, message }: DynamoError): string {
  return JSON.stringify({ Code: CODES[code], Message: message });
}
