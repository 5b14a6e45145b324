/** GetItem, as data. */
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import {
  attributesToGet,
  consistentRead,
  keyParameter,
  nameParameters,
  projectionExpression,
  tableParameter,
} from '../shapes/parameters.ts';
import { returnConsumedCapacity } from '../shapes/returns.ts';

export const getItem = operation(
  'Reads one item by its key.',
  structure('GetItemInput', {
    TableName: tableParameter,
    Key: keyParameter,
    AttributesToGet: attributesToGet,
    ConsistentRead: consistentRead,
    ReturnConsumedCapacity: returnConsumedCapacity,
    ProjectionExpression: projectionExpression,
    ...nameParameters,
  }),
);
