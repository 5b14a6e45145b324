/** SearchVectors, as data. */
import { operation } from '../operation.ts';
import { attributeValue, integer, list, optional, required, structure } from '../shape.ts';
import { expression } from '../shapes/attribute-values.ts';
import { indexName } from '../shapes/names.ts';
import { placeholderParameters, projectionExpression, tableParameter } from '../shapes/parameters.ts';
import { returnConsumedCapacity } from '../shapes/returns.ts';

export const searchVectors = operation(
  'Finds the items whose vectors are nearest to a given one, nearest first.',
  structure('SearchVectorsInput', {
    TableName: tableParameter,
    IndexName: required(indexName, 'Vector index to search; it must be ACTIVE.'),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ...placeholderParameters,
    ProjectionExpression: projectionExpression,
    SearchVector: required(
      list(attributeValue(), { minLength: 1, maxLength: 4096 }),
      'Numbers to compare with; as many as the index has dimensions.',
    ),
    SearchConditionExpression: optional(
      expression,
      "Equalities over the index's search schema, joined by AND; must name its partition key.",
    ),
    TopK: required(integer({ min: 1 }), 'How many results, up to 100.'),
  }),
);
