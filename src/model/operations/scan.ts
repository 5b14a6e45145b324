/** Scan, as data. */
import { operation } from '../operation.ts';
import { integer, optional, structure } from '../shape.ts';
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

export const scan = operation(
  'Reads every item of a table or index.',
  structure('ScanInput', {
    TableName: tableParameter,
    IndexName: indexParameter,
    AttributesToGet: attributesToGet,
    Limit: limitParameter,
    Select: optional(select, 'Which attributes to return, or only the count.'),
    ScanFilter: optional(conditions, 'Legacy: use FilterExpression. Which items to keep.'),
    ConditionalOperator: conditionalOperator,
    ExclusiveStartKey: startKeyParameter,
    ReturnConsumedCapacity: returnConsumedCapacity,
    TotalSegments: optional(integer({ min: 1, max: 1_000_000 }), 'How many workers share the scan.'),
    Segment: optional(integer({ min: 0, max: 999_999 }), 'Which worker this is, from 0.'),
    ProjectionExpression: projectionExpression,
    FilterExpression: filterExpression,
    ...placeholderParameters,
    ConsistentRead: consistentRead,
  }),
);
