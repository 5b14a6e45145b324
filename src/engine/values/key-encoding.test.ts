import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hash32 } from '../../base/hash.ts';
import type { AttributeValue } from '../../model/attribute-value.ts';
import type { KeySchema } from '../../model/table.ts';
import {
  ABOVE_ALL,
  encodeKey,
  encodeKeyParts,
  encodeKeyValue,
  hashOfKey,
  hashPrefix,
} from './key-encoding.ts';

const SCHEMA: KeySchema = { pk: [{ name: 'pk', type: 'S' }], sk: [{ name: 'sk', type: 'S' }] };

function order(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function sortKeyOf(value: AttributeValue, type: 'S' | 'N' | 'B'): string {
  return encodeKeyParts([{ name: 'a', type }], { a: value }) ?? '';
}

describe('encoded keys', () => {
  test('of strings sort by UTF-8 bytes', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 });
    const withOdd = fc.oneof(
      text,
      fc.constantFrom('\0', 'a\0', 'a\0b', 'a', '\ue000', '\uffff', '😀', '\ud7ff'),
    );
    fc.assert(
      fc.property(withOdd, withOdd, (left, right) => {
        const wanted = Buffer.compare(Buffer.from(left), Buffer.from(right));
        expect(order(sortKeyOf({ S: left }, 'S'), sortKeyOf({ S: right }, 'S'))).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  test('of binaries sort by bytes', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(bytes, bytes, (left, right) => {
        const encode = (all: Uint8Array): string =>
          sortKeyOf({ B: Buffer.from(all).toString('base64') }, 'B');
        expect(order(encode(left), encode(right))).toBe(Buffer.compare(left, right));
      }),
    );
  });

  test('of several attributes sort attribute by attribute', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '\0', '\u0001', 'b'), minLength: 1, maxLength: 3 });
    const key = fc.tuple(part, part);
    const encode = ([a, b]: readonly [string, string]): string =>
      encodeKeyParts(
        [
          { name: 'a', type: 'S' },
          { name: 'b', type: 'S' },
        ],
        { a: { S: a }, b: { S: b } },
      ) ?? '';
    fc.assert(
      fc.property(key, key, (left, right) => {
        const wanted = order(left[0], right[0]) || order(left[1], right[1]);
        expect(order(encode(left), encode(right))).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  test('begin with the hash of the partition key, whatever the sort key', () => {
    const key = encodeKey(SCHEMA, { pk: { S: 'a' }, sk: { S: 'x' } }) ?? '';
    const other = encodeKey(SCHEMA, { pk: { S: 'a' }, sk: { S: 'y' } }) ?? '';
    expect(key.slice(0, 4)).toBe(other.slice(0, 4));
    expect(hashOfKey(key)).toBe(hash32('a\0\0'));
    expect(key < other).toBe(true);
  });

  test('are in the order of their hashes', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.nat(2 ** 32 - 1), (left, right) => {
        expect(order(hashPrefix(left), hashPrefix(right))).toBe(Math.sign(left - right));
        expect(hashOfKey(hashPrefix(left))).toBe(left);
        expect(hashPrefix(left) < ABOVE_ALL).toBe(true);
      }),
    );
    expect(hashPrefix(2 ** 32)).toBe(ABOVE_ALL);
  });

  test('equal numbers in different notations have one key', () => {
    expect(encodeKeyValue({ N: '1.0' }, 'N')).toBe(encodeKeyValue({ N: '1' }, 'N'));
  });

  test('there are none for a missing, empty or mistyped attribute', () => {
    expect(encodeKey(SCHEMA, { pk: { S: 'a' } })).toBeUndefined();
    expect(encodeKey(SCHEMA, { pk: { S: '' }, sk: { S: 'x' } })).toBeUndefined();
    expect(encodeKey(SCHEMA, { pk: { N: '1' }, sk: { S: 'x' } })).toBeUndefined();
    expect(encodeKeyParts([{ name: 'constructor', type: 'S' }], {})).toBeUndefined();
  });
});
