/** TransactGetItems, as data. */
import { operation } from '../operation.ts';
import { list, required, structure } from '../shape.ts';
import { keyParameter, nameParameters, projectionExpression, tableParameter } from '../shapes/parameters.ts';
import { returnConsumedCapacity } from '../shapes/returns.ts';

const transactGetItem = structure('TransactGetItem', {
  Get: required(
    structure('Get', {
      Key: keyParameter,
      TableName: tableParameter,
      ProjectionExpression: projectionExpression,
      ...nameParameters,
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
