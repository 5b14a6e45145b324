/** GetShardIterator: a place in a shard to read from, good for 15 minutes. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import type { Shard } from '../streams/shards.ts';
import { encodeIterator } from './shard-iterator.ts';
import { findShard, findStream } from './stream-lookup.ts';

type Input = InputOf<'GetShardIterator'>;

export function getShardIterator(context: Context, input: Input): string {
  const { stream } = findStream(context, input.StreamArn);
  const shard = findShard(context, stream, input.ShardId);
  const position = {
    streamArn: stream.arn,
    shardId: shard.id,
    after: startOf(context, shard, input),
    issuedAtMs: context.nowMs,
  };
  return JSON.stringify({ ShardIterator: encodeIterator(position) });
}

function startOf({ streams }: Context, shard: Shard, input: Input): string {
  switch (input.ShardIteratorType) {
    case 'TRIM_HORIZON':
      return '';
    case 'LATEST':
      return streams.lastSequence();
    case 'AT_SEQUENCE_NUMBER':
      return before(requestedNumber(shard, input, streams.lastSequence()));
    case 'AFTER_SEQUENCE_NUMBER':
      return requestedNumber(shard, input, streams.lastSequence());
  }
}

/** Throws ValidationException for a number that the shard cannot hold, TrimmedDataAccessException for one that has left it. */
function requestedNumber(
  shard: Shard,
  { SequenceNumber: number, ShardIteratorType: type }: Input,
  last: string,
): string {
  const { startSequence, endSequence = last, trimmedTo } = shard;
  // Numbers of one length: as texts they compare as numbers do.
  const isWithin =
    number?.length === startSequence.length &&
    /^\d+$/.test(number) &&
    startSequence <= number &&
    number <= endSequence;
  if (!isWithin)
    throw new DynamoError('ValidationException', `SequenceNumber ${number} is not in shard ${shard.id}`);
  const isGone =
    trimmedTo !== undefined && (type === 'AT_SEQUENCE_NUMBER' ? number <= trimmedTo : number < trimmedTo);
  if (isGone) {
    throw new DynamoError(
      'TrimmedDataAccessException',
      'The records asked for have been trimmed from the shard',
    );
  }
  return number;
}

function before(number: string): string {
  return (BigInt(number) - 1n).toString().padStart(number.length, '0');
}
