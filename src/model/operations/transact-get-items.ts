/** TransactGetItems, as data. */
import { operation } from '../operation.ts';
import { list, optional, required, structure } from '../shape.ts';
import { expression, expressionAttributeNames, key } from '../shapes/attribute-values.ts';
import { tableNameOrArn } from '../shapes/names.ts';
import { returnConsumedCapacity } from '../shapes/returns.ts';

const transactGetItem = structure('TransactGetItem', {
  Get: required(
    structure('Get', {
      Key: required(key, 'Primary key of the item.'),
      TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
      ProjectionExpression: optional(expression, 'Attributes to return, separated by commas.'),
      ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
    }),
    'One read.',
  ),
});

export const transactGetItems = operation(
  'Reads up to 100 items as they were at one moment.',
  structure('TransactGetItemsInput', {
    TransactItems: required(list(transactGetItem, { minLength: 1, maxLength: 100 }), 'The reads.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
  }),
);
