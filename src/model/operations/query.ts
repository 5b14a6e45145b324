/** Query, as data. */
import { operation } from '../operation.ts';
import { boolean, optional, structure } from '../shape.ts';
import { expression } from '../shapes/attribute-values.ts';
import { conditionalOperator, conditions } from '../shapes/legacy-conditions.ts';
import {
  attributesToGet,
  consistentRead,
  filterExpression,
  indexParameter,
  limitParameter,
  placeholderParameters,
  projectionExpression,
  startKeyParameter,
  tableParameter,
} from '../shapes/parameters.ts';
import { returnConsumedCapacity, select } from '../shapes/returns.ts';

export const query = operation(
  'Reads items with one partition key, in the order of their sort key.',
  structure('QueryInput', {
    TableName: tableParameter,
    IndexName: indexParameter,
    Select: optional(select, 'Which attributes to return, or only the count.'),
    AttributesToGet: attributesToGet,
    Limit: limitParameter,
    ConsistentRead: consistentRead,
    KeyConditions: optional(conditions, 'Legacy: use KeyConditionExpression. Which keys to read.'),
    QueryFilter: optional(conditions, 'Legacy: use FilterExpression. Which items to keep.'),
    ConditionalOperator: conditionalOperator,
    ScanIndexForward: optional(boolean(), 'False reads in descending order.'),
    ExclusiveStartKey: startKeyParameter,
    ReturnConsumedCapacity: returnConsumedCapacity,
    ProjectionExpression: projectionExpression,
    FilterExpression: filterExpression,
    KeyConditionExpression: optional(expression, 'The partition key, and a range of the sort key.'),
    ...placeholderParameters,
  }),
);
