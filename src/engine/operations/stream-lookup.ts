/** Finding a stream by its ARN, and a shard in it. */
import { DynamoError } from '../../model/errors.ts';
import type { StreamDoc, TableDoc } from '../../model/table.ts';
import type { Context } from '../context.ts';
import type { Shard } from '../streams/shards.ts';

export interface FoundStream {
  readonly doc: TableDoc;
  readonly stream: StreamDoc;
}

/** Throws ResourceNotFoundException. */
export function findStream({ catalog }: Context, arn: string): FoundStream {
  for (const { doc } of catalog.all()) {
    const stream = doc.streams.find((candidate) => candidate.arn === arn);
    if (stream !== undefined) return { doc, stream };
  }
  throw new DynamoError(
    'ResourceNotFoundException',
    `Requested resource not found: Stream: ${arn} not found`,
  );
}

/** Throws ResourceNotFoundException. */
export function findShard({ streams }: Context, { label, arn }: StreamDoc, shardId: string): Shard {
  const shard = streams.shards(label).find(({ id }) => id === shardId);
  if (shard !== undefined) return shard;
  throw new DynamoError(
    'ResourceNotFoundException',
    `Requested resource not found: Shard: ${shardId} in Stream: ${arn} not found`,
  );
}
