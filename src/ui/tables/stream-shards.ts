/** Reads a stream through its API: shards, an iterator for each, and their records from there on. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { itemsOf } from '../console/items.ts';
import { makeCall, type CallFailure, type CallHost } from './use-call.ts';

export type StreamStart = 'TRIM_HORIZON' | 'LATEST';

export interface StreamPosition {
  /** An iterator a shard; those that came to the end of a closed shard are gone. */
  readonly iterators: readonly string[];
}

export type StreamStep =
  | { readonly ok: true; readonly position: StreamPosition; readonly records: readonly AttributeMap[] }
  | { readonly ok: false; readonly failure: CallFailure };

/** Shards of one stream that are read; more are beyond what a reader on a screen follows. */
const MAX_SHARDS = 20;
const RECORDS_A_CALL = 100;

/** One iterator for every shard from `start` on. */
export async function openStream(host: CallHost, streamArn: string, start: StreamStart): Promise<StreamStep> {
  const described = await makeCall(host, { operation: 'DescribeStream', input: { StreamArn: streamArn } });
  if (!described.ok) return described;
  const iterators: string[] = [];
  for (const shardId of shardIds(described.output).slice(-MAX_SHARDS)) {
    const input = { StreamArn: streamArn, ShardId: shardId, ShardIteratorType: start };
    const opened = await makeCall(host, { operation: 'GetShardIterator', input });
    if (!opened.ok) return opened;
    const { ShardIterator } = opened.output;
    if (typeof ShardIterator === 'string') iterators.push(ShardIterator);
  }
  return { ok: true, position: { iterators }, records: [] };
}

/** One GetRecords a shard. */
export async function readOn(host: CallHost, { iterators }: StreamPosition): Promise<StreamStep> {
  const next: string[] = [];
  const records: AttributeMap[] = [];
  for (const ShardIterator of iterators) {
    const read = await makeCall(host, {
      operation: 'GetRecords',
      input: { ShardIterator, Limit: RECORDS_A_CALL },
    });
    if (!read.ok) return read;
    records.push(...(itemsOf('GetRecords', read.output) ?? []));
    const { NextShardIterator } = read.output;
    if (typeof NextShardIterator === 'string') next.push(NextShardIterator);
  }
  return { ok: true, position: { iterators: next }, records };
}

function shardIds(output: JsonObject): readonly string[] {
  const description = output['StreamDescription'];
  const shards = isObject(description) ? description['Shards'] : undefined;
  if (!Array.isArray(shards)) return [];
  return shards.flatMap((shard: JsonValue) => {
    const id = isObject(shard) ? shard['ShardId'] : undefined;
    return typeof id === 'string' ? [id] : [];
  });
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
