/** GetItem, as data. */
import { operation } from '../operation.ts';
import { boolean, optional, required, structure } from '../shape.ts';
import { expression, expressionAttributeNames, key } from '../shapes/attribute-values.ts';
import { attributeNames, tableNameOrArn } from '../shapes/names.ts';
import { returnConsumedCapacity } from '../shapes/returns.ts';

export const getItem = operation(
  'Reads one item by its key.',
  structure('GetItemInput', {
    TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
    Key: required(key, 'Primary key of the item.'),
    AttributesToGet: optional(attributeNames, 'Legacy: use ProjectionExpression. Attributes to return.'),
    ConsistentRead: optional(boolean(), 'True reads what was last written, at twice the price.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ProjectionExpression: optional(expression, 'Attributes to return, separated by commas.'),
    ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
  }),
);
