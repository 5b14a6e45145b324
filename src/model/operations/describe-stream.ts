/** DescribeStream, as data. */
import { operation } from '../operation.ts';
import { integer, oneOf, optional, required, structure } from '../shape.ts';
import { shardId, streamArn } from '../shapes/streams.ts';

export const describeStream = operation(
  'Shows a stream and its shards.',
  structure('DescribeStreamInput', {
    StreamArn: required(streamArn, 'ARN of the stream.'),
    Limit: optional(integer({ min: 1 }), 'Most shards in a page.'),
    ExclusiveStartShardId: optional(shardId, 'LastEvaluatedShardId of the page before.'),
    ShardFilter: optional(
      structure('ShardFilter', {
        Type: optional(oneOf('CHILD_SHARDS'), 'Which shards to show.'),
        ShardId: optional(shardId, 'The parent whose children to show.'),
      }),
      'Shows only some shards.',
    ),
  }),
  'DynamoDBStreams',
);
