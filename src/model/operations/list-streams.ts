/** ListStreams, as data. */
import { operation } from '../operation.ts';
import { integer, optional, structure } from '../shape.ts';
import { tableName } from '../shapes/names.ts';
import { streamArn } from '../shapes/streams.ts';

export const listStreams = operation(
  'Lists streams, of one table or of all.',
  structure('ListStreamsInput', {
    TableName: optional(tableName, 'Only the streams of this table.'),
    Limit: optional(integer({ min: 1 }), 'Most streams in a page.'),
    ExclusiveStartStreamArn: optional(streamArn, 'LastEvaluatedStreamArn of the page before.'),
  }),
  'DynamoDBStreams',
);
