/** PutItem, as data. */
import { operation } from '../operation.ts';
import { optional, required, structure } from '../shape.ts';
import { item } from '../shapes/attribute-values.ts';
import { conditionalOperator, expected } from '../shapes/legacy-conditions.ts';
import { conditionParameters, tableParameter } from '../shapes/parameters.ts';
import { returnConsumedCapacity, returnItemCollectionMetrics, returnValues } from '../shapes/returns.ts';

export const putItem = operation(
  'Stores an item, replacing the one that has the same key.',
  structure('PutItemInput', {
    TableName: tableParameter,
    Item: required(item, 'The whole item, keys included.'),
    Expected: expected,
    ReturnValues: optional(returnValues, 'NONE, or ALL_OLD for the item that was replaced.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnItemCollectionMetrics: returnItemCollectionMetrics,
    ConditionalOperator: conditionalOperator,
    ...conditionParameters,
  }),
);
