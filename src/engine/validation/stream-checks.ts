/** What the stream operations ask of their parameters beyond each one's shape. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';

/** A sequence number goes with the two iterator types that start at one. */
export function checkGetShardIterator(input: InputOf<'GetShardIterator'>): void {
  const startsAtRecord =
    input.ShardIteratorType === 'AT_SEQUENCE_NUMBER' || input.ShardIteratorType === 'AFTER_SEQUENCE_NUMBER';
  if (startsAtRecord && input.SequenceNumber === undefined) {
    throw new DynamoError(
      'ValidationException',
      `The ShardIteratorType ${input.ShardIteratorType} requires a SequenceNumber`,
    );
  }
}
