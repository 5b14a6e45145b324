/** Shard iterators: opaque texts that hold everything needed to go on reading. */
import { base64Length, base64ToLatin1, latin1ToBase64 } from '../../base/bytes.ts';
import { DynamoError } from '../../model/errors.ts';

export interface ShardPosition {
  readonly streamArn: string;
  readonly shardId: string;
  /** Records after this number come next; `''` means the oldest kept. */
  readonly after: string;
  readonly issuedAtMs: number;
}

/** The stream's ARN, the format's version, and the rest in base64. */
export function encodeIterator({ streamArn, shardId, after, issuedAtMs }: ShardPosition): string {
  return `${streamArn}|1|${latin1ToBase64(JSON.stringify([shardId, after, issuedAtMs]))}`;
}

/** Throws ValidationException for a text that no GetShardIterator has given. */
export function decodeIterator(text: string): ShardPosition {
  const [streamArn = '', version, code = ''] = text.split('|');
  const fields = version === '1' && base64Length(code) !== undefined ? fieldsOf(base64ToLatin1(code)) : [];
  const [shardId, after, issuedAtMs] = fields;
  if (typeof shardId === 'string' && typeof after === 'string' && typeof issuedAtMs === 'number') {
    return { streamArn, shardId, after, issuedAtMs };
  }
  throw new DynamoError('ValidationException', 'Invalid ShardIterator');
}

const FIELDS = /^\["([\w-]+)","(\d*)",(\d+(?:\.\d+)?)\]$/;

function fieldsOf(json: string): readonly [string?, string?, number?] {
  const [, shardId, after, issuedAtMs] = FIELDS.exec(json) ?? [];
  return shardId === undefined || after === undefined ? [] : [shardId, after, Number(issuedAtMs)];
}
