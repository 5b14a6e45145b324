/** UpdateItem, as data. */
import { operation } from '../operation.ts';
import { optional, required, structure } from '../shape.ts';
import {
  expression,
  expressionAttributeNames,
  expressionAttributeValues,
  key,
} from '../shapes/attribute-values.ts';
import { attributeUpdates, conditionalOperator, expected } from '../shapes/legacy-conditions.ts';
import { tableNameOrArn } from '../shapes/names.ts';
import {
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnValues,
  returnValuesOnConditionCheckFailure,
} from '../shapes/returns.ts';

export const updateItem = operation(
  'Changes attributes of an item, or makes the item if there is none.',
  structure('UpdateItemInput', {
    TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
    Key: required(key, 'Primary key of the item.'),
    AttributeUpdates: optional(
      attributeUpdates,
      'Legacy: use UpdateExpression. What to do with each attribute.',
    ),
    Expected: expected,
    ConditionalOperator: conditionalOperator,
    ReturnValues: optional(returnValues, 'Which attributes to return, as they were or as they are now.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnItemCollectionMetrics: returnItemCollectionMetrics,
    UpdateExpression: optional(expression, 'SET, REMOVE, ADD and DELETE clauses.'),
    ConditionExpression: optional(expression, 'What must hold of the existing item for the write to happen.'),
    ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
    ExpressionAttributeValues: optional(expressionAttributeValues, 'Stand-ins for values, :value.'),
    ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  }),
);
