/** DeleteItem, as data. */
import { operation } from '../operation.ts';
import { optional, structure } from '../shape.ts';
import { conditionalOperator, expected } from '../shapes/legacy-conditions.ts';
import { conditionParameters, keyParameter, tableParameter } from '../shapes/parameters.ts';
import { returnConsumedCapacity, returnItemCollectionMetrics, returnValues } from '../shapes/returns.ts';

export const deleteItem = operation(
  'Deletes one item by its key; no error if there is none.',
  structure('DeleteItemInput', {
    TableName: tableParameter,
    Key: keyParameter,
    Expected: expected,
    ConditionalOperator: conditionalOperator,
    ReturnValues: optional(returnValues, 'NONE, or ALL_OLD for the item that was deleted.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnItemCollectionMetrics: returnItemCollectionMetrics,
    ...conditionParameters,
  }),
);
