/** BatchGetItem, as data. */
import { operation } from '../operation.ts';
import { boolean, list, map, optional, required, structure } from '../shape.ts';
import { expression, expressionAttributeNames, key } from '../shapes/attribute-values.ts';
import { attributeNames, tableNameOrArn } from '../shapes/names.ts';
import { returnConsumedCapacity } from '../shapes/returns.ts';

const keysAndAttributes = structure('KeysAndAttributes', {
  Keys: required(list(key, { minLength: 1, maxLength: 100 }), 'Primary keys of the items.'),
  AttributesToGet: optional(attributeNames, 'Legacy: use ProjectionExpression. Attributes to return.'),
  ConsistentRead: optional(boolean(), 'True reads what was last written, at twice the price.'),
  ProjectionExpression: optional(expression, 'Attributes to return, separated by commas.'),
  ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
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
