/** BatchExecuteStatement, as data. */
import { operation } from '../operation.ts';
import { list, optional, required, structure } from '../shape.ts';
import { consistentRead } from '../shapes/parameters.ts';
import { returnConsumedCapacity, returnValuesOnConditionCheckFailure } from '../shapes/returns.ts';
import { parameters, statement } from '../shapes/statements.ts';

const batchStatementRequest = structure('BatchStatementRequest', {
  Statement: required(statement, 'A PartiQL statement.'),
  Parameters: optional(parameters, 'Values for the question marks, in order.'),
  ConsistentRead: consistentRead,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
});

export const batchExecuteStatement = operation(
  'Runs up to 25 PartiQL statements, all reads or all writes, each on its own.',
  structure('BatchExecuteStatementInput', {
    Statements: required(list(batchStatementRequest, { minLength: 1, maxLength: 25 }), 'The statements.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
  }),
);
