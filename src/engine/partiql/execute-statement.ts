/** ExecuteStatement: one PartiQL statement, carried out as the request that it stands for. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { consumedJson, createConsumed } from '../operations/consumed-capacity.ts';
import { dataTable } from '../operations/data-table.ts';
import { jsonBody } from '../operations/json-body.ts';
import { invalid, isSelect, prepareStatement } from './prepared-statement.ts';
import { runAction } from './run-write.ts';
import { selectItems } from './select-statement.ts';
import { isWrite, readWrite } from './write-statement.ts';

export function executeStatement(context: Context, input: InputOf<'ExecuteStatement'>): string {
  const prepared = prepareStatement(context, input.Statement, input.Parameters ?? []);
  if (isSelect(prepared)) {
    return selectItems(context, prepared, {
      nextToken: input.NextToken,
      limit: input.Limit,
      consistentRead: input.ConsistentRead,
      returnConsumedCapacity: input.ReturnConsumedCapacity,
    });
  }
  if (!isWrite(prepared)) throw invalid('EXISTS can only be used in ExecuteTransaction write requests.');
  if (input.NextToken !== undefined) throw invalid('Invalid NextToken');
  const tableName = prepared.statement.from.table;
  const table = dataTable(context, tableName);
  const action = readWrite(prepared, table, input.ReturnValuesOnConditionCheckFailure)();
  const consumed = createConsumed(tableName);
  const shown = runAction(context, prepared, { action, consumed });
  return jsonBody([
    ['Items', `[${shown ?? ''}]`],
    ['ConsumedCapacity', consumedJson(consumed, input.ReturnConsumedCapacity)],
  ]);
}
