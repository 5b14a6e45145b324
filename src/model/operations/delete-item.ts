/** DeleteItem, as data. */
import { operation } from '../operation.ts';
import { optional, required, structure } from '../shape.ts';
import {
  expression,
  expressionAttributeNames,
  expressionAttributeValues,
  key,
} from '../shapes/attribute-values.ts';
import { conditionalOperator, expected } from '../shapes/legacy-conditions.ts';
import { tableNameOrArn } from '../shapes/names.ts';
import {
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnValues,
  returnValuesOnConditionCheckFailure,
} from '../shapes/returns.ts';

export const deleteItem = operation(
  'Deletes one item by its key; no error if there is none.',
  structure('DeleteItemInput', {
    TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
    Key: required(key, 'Primary key of the item.'),
    Expected: expected,
    ConditionalOperator: conditionalOperator,
    ReturnValues: optional(returnValues, 'NONE, or ALL_OLD for the item that was deleted.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnItemCollectionMetrics: returnItemCollectionMetrics,
    ConditionExpression: optional(expression, 'What must hold of the existing item for the write to happen.'),
    ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
    ExpressionAttributeValues: optional(expressionAttributeValues, 'Stand-ins for values, :value.'),
    ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  }),
);
