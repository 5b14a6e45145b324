/** Parameters that many operations share, with their help. */
import { boolean, integer, optional, required } from '../shape.ts';
import { expression, expressionAttributeNames, expressionAttributeValues, key } from './attribute-values.ts';
import { attributeNames, indexName, tableNameOrArn } from './names.ts';
import { returnValuesOnConditionCheckFailure } from './returns.ts';

export const tableParameter = required(tableNameOrArn, 'Name or ARN of the table.');
export const keyParameter = required(key, 'Primary key of the item.');
export const indexParameter = optional(indexName, 'Index to read instead of the table.');
export const limitParameter = optional(integer({ min: 1 }), 'Most items to look at before the page ends.');
export const startKeyParameter = optional(key, 'LastEvaluatedKey of the page before.');
export const consistentRead = optional(boolean(), 'True reads what was last written, at twice the price.');

export const attributesToGet = optional(
  attributeNames,
  'Legacy: use ProjectionExpression. Attributes to return.',
);

export const projectionExpression = optional(expression, 'Attributes to return, separated by commas.');

export const filterExpression = optional(
  expression,
  'Keeps only items of which this holds; the rest is still read and paid for.',
);

const names = optional(expressionAttributeNames, 'Stand-ins for attribute names, #name.');
const values = optional(expressionAttributeValues, 'Stand-ins for values, :value.');

/** A projection's stand-ins: it takes names only. */
export const nameParameters = { ExpressionAttributeNames: names };

export const placeholderParameters = { ExpressionAttributeNames: names, ExpressionAttributeValues: values };

export const conditionParameters = {
  ConditionExpression: optional(expression, 'What must hold of the existing item for the write to happen.'),
  ...placeholderParameters,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
};
