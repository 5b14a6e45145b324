/** ExecuteTransaction: up to 100 statements on items by their keys, all reads or all writes, all or none. */
import type { ExistsStatement, SelectStatement } from '../../language/partiql/tree.ts';
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { cancelIfAny, type Refusal } from '../operations/cancellation.ts';
import { consumedListJson } from '../operations/consumed-capacity.ts';
import { dataTable } from '../operations/data-table.ts';
import { schemaMismatch } from '../operations/item-keys.ts';
import { jsonBody } from '../operations/json-body.ts';
import { runReadTransaction } from '../operations/read-transaction.ts';
import { runWriteTransaction } from '../operations/transaction.ts';
import type { Table } from '../storage/table.ts';
import { INCOMPLETE_KEY, planExists } from './item-plan.ts';
import { readKeyed } from './keyed-read.ts';
import {
  invalid,
  isSelect,
  type Prepared,
  type PreparedOf,
  prepareStatement,
  refuseCondition,
} from './prepared-statement.ts';
import { type ActionReader, isWrite, readCheck, readWrite, type ReturnOnFailure } from './write-statement.ts';

type Input = InputOf<'ExecuteTransaction'>;

export function executeTransaction(context: Context, input: Input): string {
  const prepared = input.TransactStatements.map(({ Statement: text, Parameters: parameters = [] }, at) =>
    inStatement(at, () => prepareStatement(context, text, parameters)),
  );
  const reads = prepared.filter(isSelect);
  if (reads.length === prepared.length) return readTransaction(context, reads, input);
  if (reads.length === 0) return writeTransaction(context, prepared, input);
  throw invalid(
    'ExecuteTransaction API does not support both read and write operations in the same request.',
  );
}

/** One response for each statement, empty where there is no item. */
function readTransaction(
  context: Context,
  prepared: readonly PreparedOf<SelectStatement>[],
  input: Input,
): string {
  const reads = eachOfItsTable(prepared, (one) => readKeyed(context, one, 'ExecuteTransaction'));
  const { items, consumed } = runReadTransaction(
    context,
    reads.map(({ readTarget }) => readTarget),
  );
  const responses = items.map((item, at) => {
    const shown = item && reads[at]?.show(item);
    return shown === undefined ? '{}' : `{"Item":${shown}}`;
  });
  return jsonBody([
    ['Responses', `[${responses.join(',')}]`],
    ['ConsumedCapacity', consumedListJson(consumed, input.ReturnConsumedCapacity, 'read')],
  ]);
}

/** No responses at all (captured). */
function writeTransaction(context: Context, prepared: readonly Prepared[], input: Input): string {
  const actions = eachOfItsTable(prepared, (one, at) =>
    readAction(context, one, input.TransactStatements[at]?.ReturnValuesOnConditionCheckFailure),
  );
  const { consumed, unitsOf } = runWriteTransaction(context, {
    actions,
    token: input.ClientRequestToken,
    payload: input.TransactStatements,
    returnItemCollectionMetrics: undefined,
  });
  return jsonBody([
    ['Responses', '[]'],
    ['ConsumedCapacity', consumedListJson(consumed, input.ReturnConsumedCapacity, unitsOf)],
  ]);
}

function readAction(context: Context, prepared: Prepared, returnOnFailure: ReturnOnFailure): ActionReader {
  const { statement } = prepared;
  const table = dataTable(context, statement.from.table);
  if (statement.kind === 'exists') {
    return readExists({ ...prepared, statement }, table, returnOnFailure);
  }
  if (!isWrite(prepared)) throw invalid('Unsupported operation in transaction.');
  if (statement.kind !== 'insert' && statement.kind !== 'select' && statement.returning !== undefined) {
    throw invalid('RETURNING clause is not supported in ExecuteTransaction.');
  }
  const read = readWrite(prepared, table, returnOnFailure);
  return () => {
    try {
      return read();
    } catch (error) {
      // In a transaction a key that is not whole is one that does not match (captured).
      if (error instanceof DynamoError && error.message === INCOMPLETE_KEY) throw schemaMismatch();
      throw error;
    }
  };
}

function readExists(
  prepared: PreparedOf<ExistsStatement>,
  table: Table,
  returnOnFailure: ReturnOnFailure,
): ActionReader {
  const { select, from } = prepared.statement;
  if (from.index !== undefined) throw invalid('Operations on indices are not supported in transactions');
  refuseCondition(prepared, select.where);
  const plan = planExists(select.where, table.doc.key, prepared.scope.values);
  if (plan === undefined) {
    throw invalid('EXISTS() must contain a single item read with additional condition');
  }
  return readCheck(prepared, { table, plan }, returnOnFailure);
}

/**
 * What is wrong with a statement refuses the transaction, unless its table is not there: that cancels it, once all other
 * statements have been found right (captured).
 */
function eachOfItsTable<P extends Prepared, Read>(
  prepared: readonly P[],
  read: (one: P, at: number) => Read,
): readonly Read[] {
  const found: Read[] = [];
  const refusals = prepared.map((one, at): Refusal | undefined => {
    try {
      found.push(inStatement(at, () => read(one, at)));
      return undefined;
    } catch (error) {
      if (!(error instanceof DynamoError) || error.code !== 'ResourceNotFoundException') throw error;
      return { code: 'ResourceNotFound', message: error.message };
    }
  });
  cancelIfAny(refusals);
  return found;
}

/** A ValidationException of one statement names its place (captured). */
function inStatement<Read>(at: number, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DynamoError) || error.code !== 'ValidationException') throw error;
    throw invalid(`Validation failed in TransactStatements[${at}]: ${error.message}`);
  }
}
