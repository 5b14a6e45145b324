/** GetShardIterator, as data. */
import { operation } from '../operation.ts';
import { oneOf, optional, required, structure } from '../shape.ts';
import { sequenceNumber, shardId, streamArn } from '../shapes/streams.ts';

export const getShardIterator = operation(
  'Gives a place to start reading a shard; good for 15 minutes.',
  structure('GetShardIteratorInput', {
    StreamArn: required(streamArn, 'ARN of the stream.'),
    ShardId: required(shardId, 'The shard.'),
    ShardIteratorType: required(
      oneOf('TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'),
      'Where to start.',
    ),
    SequenceNumber: optional(sequenceNumber, 'The record to start at or after.'),
  }),
  'DynamoDBStreams',
);
