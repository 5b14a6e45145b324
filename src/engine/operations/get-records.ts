/** GetRecords: the next records of a shard, and the iterator to go on with. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { ITERATOR_LIFE_MS, MAX_RECORDS_A_READ } from '../streams/limits.ts';
import { decodeIterator, encodeIterator } from './shard-iterator.ts';
import { findShard, findStream } from './stream-lookup.ts';

export function getRecords(context: Context, input: InputOf<'GetRecords'>): string {
  const { nowMs, streams } = context;
  const { streamArn, shardId, after, issuedAtMs } = decodeIterator(input.ShardIterator);
  const { stream } = findStream(context, streamArn);
  if (nowMs - issuedAtMs > ITERATOR_LIFE_MS) {
    throw new DynamoError('ExpiredIteratorException', 'The shard iterator is more than 15 minutes old');
  }
  const shard = findShard(context, stream, shardId);
  if (after !== '' && shard.trimmedTo !== undefined && after < shard.trimmedTo) {
    throw new DynamoError(
      'TrimmedDataAccessException',
      'The records asked for have been trimmed from the shard',
    );
  }
  const limit = Math.min(input.Limit ?? MAX_RECORDS_A_READ, MAX_RECORDS_A_READ);
  const { records, position } = streams.read(stream.label, shard, { after, limit });
  const isAtEnd =
    shard.endSequence !== undefined &&
    streams.read(stream.label, shard, { after: position, limit: 1 }).records.length === 0;
  const next = encodeIterator({ streamArn, shardId, after: position, issuedAtMs: nowMs });
  // The records are JSON text already.
  return `{"Records":[${records.join(',')}]${isAtEnd ? '' : `,"NextShardIterator":${JSON.stringify(next)}`}}`;
}
