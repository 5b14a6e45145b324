/** ExecuteTransaction, as data. */
import { operation } from '../operation.ts';
import { list, optional, required, structure } from '../shape.ts';
import { returnConsumedCapacity, returnValuesOnConditionCheckFailure } from '../shapes/returns.ts';
import { clientRequestToken, parameters, statement } from '../shapes/statements.ts';

const parameterizedStatement = structure('ParameterizedStatement', {
  Statement: required(statement, 'A PartiQL statement.'),
  Parameters: optional(parameters, 'Values for the question marks, in order.'),
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
});

export const executeTransaction = operation(
  'Runs up to 100 PartiQL statements, all or none.',
  structure('ExecuteTransactionInput', {
    TransactStatements: required(
      list(parameterizedStatement, { minLength: 1, maxLength: 100 }),
      'The statements.',
    ),
    ClientRequestToken: optional(clientRequestToken, 'Makes a repeat within ten minutes do nothing more.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
  }),
);
