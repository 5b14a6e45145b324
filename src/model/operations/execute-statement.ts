/** ExecuteStatement, as data. */
import { operation } from '../operation.ts';
import { optional, required, structure } from '../shape.ts';
import { consistentRead, limitParameter } from '../shapes/parameters.ts';
import { returnConsumedCapacity, returnValuesOnConditionCheckFailure } from '../shapes/returns.ts';
import { parameters, statement, statementNextToken } from '../shapes/statements.ts';

export const executeStatement = operation(
  'Runs one PartiQL statement.',
  structure('ExecuteStatementInput', {
    Statement: required(statement, 'A PartiQL statement.'),
    Parameters: optional(parameters, 'Values for the question marks, in order.'),
    ConsistentRead: consistentRead,
    NextToken: optional(statementNextToken, 'NextToken of the page before.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
    Limit: limitParameter,
    ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  }),
);
