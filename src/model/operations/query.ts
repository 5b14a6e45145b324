/** Query, as data. */
import { operation } from '../operation.ts';
import { boolean, integer, optional, required, structure } from '../shape.ts';
import {
  expression,
  expressionAttributeNames,
  expressionAttributeValues,
  key,
} from '../shapes/attribute-values.ts';
import { conditionalOperator, conditions } from '../shapes/legacy-conditions.ts';
import { attributeNames, indexName, tableNameOrArn } from '../shapes/names.ts';
import { returnConsumedCapacity, select } from '../shapes/returns.ts';

export const query = operation(
  'Reads items with one partition key, in the order of their sort key.',
  structure('QueryInput', {
    TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
    IndexName: optional(indexName, 'Index to read instead of the table.'),
    Select: optional(select, 'Which attributes to return, or only the count.'),
    AttributesToGet: optional(attributeNames, 'Legacy: use ProjectionExpression. Attributes to return.'),
    Limit: optional(integer({ min: 1 }), 'Most items to look at before the page ends.'),
    ConsistentRead: optional(boolean(), 'True reads what was last written, at twice the price.'),
    KeyConditions: optional(conditions, 'Legacy: use KeyConditionExpression. Which keys to read.'),
    QueryFilter: optional(conditions, 'Legacy: use FilterExpression. Which items to keep.'),
    ConditionalOperator: conditionalOperator,
    ScanIndexForward: optional(boolean(), 'False reads in descending order.'),
    ExclusiveStartKey: optional(key, 'LastEvaluatedKey of the page before.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ProjectionExpression: optional(expression, 'Attributes to return, separated by commas.'),
    FilterExpression: optional(
      expression,
      'Keeps only items of which this holds; the rest is still read and paid for.',
    ),
    KeyConditionExpression: optional(expression, 'The partition key, and a range of the sort key.'),
    ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
    ExpressionAttributeValues: optional(expressionAttributeValues, 'Stand-ins for values, :value.'),
  }),
);
