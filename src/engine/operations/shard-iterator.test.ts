import { describe, expect, it } from 'vitest';
import { decodeIterator, encodeIterator } from './shard-iterator.ts';

const POSITION = {
  streamArn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/Orders/stream/2026-01-01T00:00:00.000',
  shardId: 'shardId-00000001767225600000-0123abcd',
  after: '117672256000000000001',
  issuedAtMs: 1_767_225_600_000.5,
};

describe('a shard iterator', () => {
  it('holds its position, whole', () => {
    expect(decodeIterator(encodeIterator(POSITION))).toEqual(POSITION);
    expect(decodeIterator(encodeIterator({ ...POSITION, after: '' })).after).toBe('');
  });

  it.each([
    '',
    'x',
    `${POSITION.streamArn}|1|`,
    `${POSITION.streamArn}|2|AAAA`,
    `${POSITION.streamArn}|1|no base64`,
  ])('is refused when nobody gave it: %j', (text) => {
    expect(() => decodeIterator(text)).toThrow('Invalid ShardIterator');
  });
});
