/** DescribeStream: a stream's state and its shards, page by page. */
import type { JsonObject } from '../../base/json.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { MAX_SHARDS_A_PAGE } from '../streams/limits.ts';
import type { Shard } from '../streams/shards.ts';
import { findStream } from './stream-lookup.ts';
import { keySchemaJson } from './table-description.ts';

export function describeStream(context: Context, input: InputOf<'DescribeStream'>): string {
  const { doc, stream } = findStream(context, input.StreamArn);
  const { Limit = MAX_SHARDS_A_PAGE, ExclusiveStartShardId: start, ShardFilter: filter } = input;
  const shards = context.streams
    .shards(stream.label)
    .filter(({ parentId }) => filter?.ShardId === undefined || parentId === filter.ShardId);
  const from = start === undefined ? 0 : shards.findIndex(({ id }) => id === start) + 1;
  const page = shards.slice(from, from + Math.min(Limit, MAX_SHARDS_A_PAGE));
  const isMore = from + page.length < shards.length;
  return JSON.stringify({
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: stream.enabled ? 'ENABLED' : 'DISABLED',
      StreamViewType: stream.viewType,
      CreationRequestDateTime: stream.createdAtMs / 1000,
      TableName: doc.name,
      KeySchema: keySchemaJson(doc.key),
      Shards: page.map(shardJson),
      ...(isMore ? { LastEvaluatedShardId: page.at(-1)?.id } : {}),
    },
  });
}

function shardJson({ id, parentId, startSequence, endSequence }: Shard): JsonObject {
  return {
    ShardId: id,
    SequenceNumberRange: {
      StartingSequenceNumber: startSequence,
      ...(endSequence === undefined ? {} : { EndingSequenceNumber: endSequence }),
    },
    ...(parentId === undefined ? {} : { ParentShardId: parentId }),
  };
}
