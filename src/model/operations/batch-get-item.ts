/** BatchGetItem, as data. */
import { operation } from '../operation.ts';
import { list, map, required, structure } from '../shape.ts';
import { key } from '../shapes/attribute-values.ts';
import { tableNameOrArn } from '../shapes/names.ts';
import {
  attributesToGet,
  consistentRead,
  nameParameters,
  projectionExpression,
} from '../shapes/parameters.ts';
import { returnConsumedCapacity } from '../shapes/returns.ts';

const keysAndAttributes = structure('KeysAndAttributes', {
  Keys: required(list(key, { minLength: 1, maxLength: 100 }), 'Primary keys of the items.'),
  AttributesToGet: attributesToGet,
  ConsistentRead: consistentRead,
  ProjectionExpression: projectionExpression,
  ...nameParameters,
});

export const batchGetItem = operation(
  'Reads up to 100 items by their keys, from one or more tables.',
  structure('BatchGetItemInput', {
    RequestItems: required(
      map(tableNameOrArn, keysAndAttributes, { minLength: 1, maxLength: 100 }),
      'Keys by table.',
    ),
    ReturnConsumedCapacity: returnConsumedCapacity,
  }),
);
