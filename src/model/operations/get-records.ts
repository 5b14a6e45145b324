/** GetRecords, as data. */
import { operation } from '../operation.ts';
import { integer, optional, required, structure } from '../shape.ts';
import { shardIterator } from '../shapes/streams.ts';

export const getRecords = operation(
  'Reads change records from a place in a shard.',
  structure('GetRecordsInput', {
    ShardIterator: required(shardIterator, 'The place, from GetShardIterator or the last GetRecords.'),
    Limit: optional(integer({ min: 1 }), 'Most records, up to 1,000.'),
  }),
  'DynamoDBStreams',
);
