/** BatchWriteItem, as data. */
import { operation } from '../operation.ts';
import { list, map, optional, required, structure } from '../shape.ts';
import { item } from '../shapes/attribute-values.ts';
import { tableNameOrArn } from '../shapes/names.ts';
import { keyParameter } from '../shapes/parameters.ts';
import { returnConsumedCapacity, returnItemCollectionMetrics } from '../shapes/returns.ts';

const writeRequests = list(
  structure('WriteRequest', {
    PutRequest: optional(
      structure('PutRequest', { Item: required(item, 'The whole item, keys included.') }),
      'An item to store.',
    ),
    DeleteRequest: optional(structure('DeleteRequest', { Key: keyParameter }), 'An item to delete.'),
  }),
  { minLength: 1, maxLength: 25 },
);

export const batchWriteItem = operation(
  'Puts or deletes up to 25 items, each on its own: some may be left unprocessed.',
  structure('BatchWriteItemInput', {
    RequestItems: required(
      map(tableNameOrArn, writeRequests, { minLength: 1, maxLength: 25 }),
      'Puts and deletes by table.',
    ),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  }),
);
