/** UpdateItem, as data. */
import { operation } from '../operation.ts';
import { optional, structure } from '../shape.ts';
import { expression } from '../shapes/attribute-values.ts';
import { attributeUpdates, conditionalOperator, expected } from '../shapes/legacy-conditions.ts';
import { conditionParameters, keyParameter, tableParameter } from '../shapes/parameters.ts';
import { returnConsumedCapacity, returnItemCollectionMetrics, returnValues } from '../shapes/returns.ts';

export const updateItem = operation(
  'Changes attributes of an item, or makes the item if there is none.',
  structure('UpdateItemInput', {
    TableName: tableParameter,
    Key: keyParameter,
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
    ...conditionParameters,
  }),
);
