/** ExecuteStatement, as data. */
import { operation } from '../operation.ts';
import { boolean, integer, optional, required, structure } from '../shape.ts';
import { returnConsumedCapacity, returnValuesOnConditionCheckFailure } from '../shapes/returns.ts';
import { parameters, statement, statementNextToken } from '../shapes/statements.ts';

export const executeStatement = operation(
  'Runs one PartiQL statement.',
  structure('ExecuteStatementInput', {
    Statement: required(statement, 'A PartiQL statement.'),
    Parameters: optional(parameters, 'Values for the question marks, in order.'),
    ConsistentRead: optional(boolean(), 'True reads what was last written, at twice the price.'),
    NextToken: optional(statementNextToken, 'NextToken of the page before.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
    Limit: optional(integer({ min: 1 }), 'Most items to look at before the page ends.'),
    ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  }),
);
