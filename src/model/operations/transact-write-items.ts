/** TransactWriteItems, as data. */
import { operation } from '../operation.ts';
import { list, optional, required, structure } from '../shape.ts';
import {
  expression,
  expressionAttributeNames,
  expressionAttributeValues,
  item,
  key,
} from '../shapes/attribute-values.ts';
import { tableNameOrArn } from '../shapes/names.ts';
import {
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnValuesOnConditionCheckFailure,
} from '../shapes/returns.ts';
import { clientRequestToken } from '../shapes/statements.ts';

const transactWriteItem = structure('TransactWriteItem', {
  ConditionCheck: optional(
    structure('ConditionCheck', {
      Key: required(key, 'Primary key of the item.'),
      TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
      ConditionExpression: required(expression, 'What must hold of the item.'),
      ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
      ExpressionAttributeValues: optional(expressionAttributeValues, 'Stand-ins for values, :value.'),
      ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
    }),
    'A condition on an item that is not written.',
  ),
  Put: optional(
    structure('Put', {
      Item: required(item, 'The whole item, keys included.'),
      TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
      ConditionExpression: optional(
        expression,
        'What must hold of the existing item for the write to happen.',
      ),
      ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
      ExpressionAttributeValues: optional(expressionAttributeValues, 'Stand-ins for values, :value.'),
      ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
    }),
    'An item to store.',
  ),
  Delete: optional(
    structure('Delete', {
      Key: required(key, 'Primary key of the item.'),
      TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
      ConditionExpression: optional(
        expression,
        'What must hold of the existing item for the write to happen.',
      ),
      ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
      ExpressionAttributeValues: optional(expressionAttributeValues, 'Stand-ins for values, :value.'),
      ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
    }),
    'An item to delete.',
  ),
  Update: optional(
    structure('Update', {
      Key: required(key, 'Primary key of the item.'),
      UpdateExpression: required(expression, 'SET, REMOVE, ADD and DELETE clauses.'),
      TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
      ConditionExpression: optional(
        expression,
        'What must hold of the existing item for the write to happen.',
      ),
      ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
      ExpressionAttributeValues: optional(expressionAttributeValues, 'Stand-ins for values, :value.'),
      ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
    }),
    'An item to change.',
  ),
});

export const transactWriteItems = operation(
  'Writes up to 100 items, all or none.',
  structure('TransactWriteItemsInput', {
    TransactItems: required(
      list(transactWriteItem, { minLength: 1, maxLength: 100 }),
      'The writes and checks.',
    ),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnItemCollectionMetrics: returnItemCollectionMetrics,
    ClientRequestToken: optional(clientRequestToken, 'Makes a repeat within ten minutes do nothing more.'),
  }),
);
