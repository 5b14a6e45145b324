/** ExecuteStatement: one PartiQL statement, carried out as the request that it stands for. */
import { parseStatement } from '../../language/partiql/parse.ts';
import type { Statement } from '../../language/partiql/tree.ts';
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { dataTable } from '../operations/data-table.ts';
import { valuesOf } from './literals.ts';
import { selectItems } from './select-statement.ts';
import { deleteItemWhere, insertItem, updateItemWhere } from './write-statement.ts';

export function executeStatement(context: Context, input: InputOf<'ExecuteStatement'>): string {
  const statement = statementOf(input.Statement);
  const parameters = input.Parameters ?? [];
  if (parameters.length !== statement.parameterCount) {
    throw invalid("Number of parameters in request and statement don't match.");
  }
  if (statement.kind === 'exists')
    throw invalid('EXISTS can only be used in ExecuteTransaction write requests.');
  const scope = { names: {}, values: valuesOf(statement.values, parameters) };
  if (statement.kind === 'select') {
    return selectItems(context, statement, {
      table: dataTable(context, statement.from.table),
      scope,
      parameters,
      text: input.Statement,
      nextToken: input.NextToken,
      limit: input.Limit,
      consistentRead: input.ConsistentRead,
      returnConsumedCapacity: input.ReturnConsumedCapacity,
    });
  }
  if (input.NextToken !== undefined) throw invalid('Invalid NextToken');
  if (statement.from.index !== undefined) throw invalid('This operation is not supported on an index');
  const request = {
    table: dataTable(context, statement.from.table),
    scope,
    parameters,
    returnOnFailure: input.ReturnValuesOnConditionCheckFailure,
    returnConsumedCapacity: input.ReturnConsumedCapacity,
  };
  switch (statement.kind) {
    case 'insert':
      return insertItem(context, statement, request);
    case 'update':
      return updateItemWhere(context, statement, request);
    case 'delete':
      return deleteItemWhere(context, statement, request);
  }
}

function statementOf(text: string): Statement {
  const parsed = parseStatement(text);
  if (parsed.kind === 'error') throw invalid(parsed.error.message);
  return parsed.statement;
}

function invalid(message: string): DynamoError {
  return new DynamoError('ValidationException', message);
}
