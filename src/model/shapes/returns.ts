/** Shapes of what a caller may ask to get back beside the result. */
import { oneOf, optional } from '../shape.ts';

const returnConsumedCapacityValues = oneOf('INDEXES', 'TOTAL', 'NONE');

export const returnConsumedCapacity = optional(
  returnConsumedCapacityValues,
  'Report the capacity units used: in total, by table and index, or not at all.',
);

export const returnItemCollectionMetrics = optional(
  oneOf('SIZE', 'NONE'),
  'Report the estimated size of the item collections written; only for tables with local indexes.',
);

export const returnValues = oneOf('ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW');

export const returnValuesOnConditionCheckFailure = optional(
  oneOf('ALL_OLD', 'NONE'),
  'ALL_OLD puts the existing item into the error when the condition fails.',
);

export const select = oneOf('SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES');
