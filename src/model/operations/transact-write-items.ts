/** TransactWriteItems, as data. */
import { operation } from '../operation.ts';
import { list, optional, required, structure } from '../shape.ts';
import { expression, item } from '../shapes/attribute-values.ts';
import {
  conditionParameters,
  keyParameter,
  placeholderParameters,
  tableParameter,
} from '../shapes/parameters.ts';
import {
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnValuesOnConditionCheckFailure,
} from '../shapes/returns.ts';
import { clientRequestToken } from '../shapes/statements.ts';

const transactWriteItem = structure('TransactWriteItem', {
  ConditionCheck: optional(
    structure('ConditionCheck', {
      Key: keyParameter,
      TableName: tableParameter,
      ConditionExpression: required(expression, 'What must hold of the item.'),
      ...placeholderParameters,
      ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
    }),
    'A condition on an item that is not written.',
  ),
  Put: optional(
    structure('Put', {
      Item: required(item, 'The whole item, keys included.'),
      TableName: tableParameter,
      ...conditionParameters,
    }),
    'An item to store.',
  ),
  Delete: optional(
    structure('Delete', {
      Key: keyParameter,
      TableName: tableParameter,
      ...conditionParameters,
    }),
    'An item to delete.',
  ),
  Update: optional(
    structure('Update', {
      Key: keyParameter,
      UpdateExpression: required(expression, 'SET, REMOVE, ADD and DELETE clauses.'),
      TableName: tableParameter,
      ...conditionParameters,
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
