/** Scan, as data. */
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

export const scan = operation(
  'Reads every item of a table or index.',
  structure('ScanInput', {
    TableName: required(tableNameOrArn, 'Name or ARN of the table.'),
    IndexName: optional(indexName, 'Index to read instead of the table.'),
    AttributesToGet: optional(attributeNames, 'Legacy: use ProjectionExpression. Attributes to return.'),
    Limit: optional(integer({ min: 1 }), 'Most items to look at before the page ends.'),
    Select: optional(select, 'Which attributes to return, or only the count.'),
    ScanFilter: optional(conditions, 'Legacy: use FilterExpression. Which items to keep.'),
    ConditionalOperator: conditionalOperator,
    ExclusiveStartKey: optional(key, 'LastEvaluatedKey of the page before.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
    TotalSegments: optional(integer({ min: 1, max: 1_000_000 }), 'How many workers share the scan.'),
    Segment: optional(integer({ min: 0, max: 999_999 }), 'Which worker this is, from 0.'),
    ProjectionExpression: optional(expression, 'Attributes to return, separated by commas.'),
    FilterExpression: optional(
      expression,
      'Keeps only items of which this holds; the rest is still read and paid for.',
    ),
    ExpressionAttributeNames: optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.'),
    ExpressionAttributeValues: optional(expressionAttributeValues, 'Stand-ins for values, :value.'),
    ConsistentRead: optional(boolean(), 'True reads what was last written, at twice the price.'),
  }),
);
