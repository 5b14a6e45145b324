/** PutItem, as data. */
import { operation } from '../operation.ts';
import { optional, required, structure } from '../shape.ts';
import {
  expression,
  expressionAttributeNames,
  expressionAttributeValues,
  item,
} from '../shapes/attribute-values.ts';
import { conditionalOperator, expected } from '../shapes/legacy-conditions.ts';
import { tableNameOrArn } from '../shapes/names.ts';
import {
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnValues,
  returnValuesOnConditionCheckFailure,
} from '../shapes/returns.ts';

export const putItem = operation(
  'Stores an item, replacing the one that has the same key.',
  structure('PutItemInput', {
    TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
    Item: required(item, 'The whole item, keys included.'),
    Expected: expected,
    ReturnValues: optional(returnValues, 'NONE, or ALL_OLD for the item that was replaced.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnItemCollectionMetrics: returnItemCollectionMetrics,
    ConditionalOperator: conditionalOperator,
    ConditionExpression: optional(expression, 'What must hold of the existing item for the write to happen.'),
    ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
    ExpressionAttributeValues: optional(expressionAttributeValues, 'Stand-ins for values, :value.'),
    ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  }),
);
