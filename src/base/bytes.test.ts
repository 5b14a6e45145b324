import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64Length, base64ToLatin1, latin1ToBase64, utf8Length } from './bytes.ts';

describe('utf8Length', () => {
  test('is the length that an encoder gives, lone surrogates included', () => {
    const encoder = new TextEncoder();
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        expect(utf8Length(text)).toBe(encoder.encode(text).length);
      }),
    );
    for (const text of ['', 'é', '日本', '😀', '\ud83d', '\ude00\ud83d', 'a\ud83d😀']) {
      expect(utf8Length(text)).toBe(encoder.encode(text).length);
    }
  });
});

describe('base64', () => {
  test('reads and writes the bytes that the platform does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
        const latin1 = String.fromCharCode(...bytes);
        const base64 = Buffer.from(bytes).toString('base64');
        expect(latin1ToBase64(latin1)).toBe(base64);
        expect(base64ToLatin1(base64)).toBe(latin1);
        expect(base64Length(base64)).toBe(bytes.length);
      }),
    );
  });

  test('has no length when it is not well-formed', () => {
    for (const text of ['a', 'ab', 'abc', 'ab=c', 'a===', 'ab-_', 'äbcd', 'abcd=']) {
      expect(base64Length(text)).toBeUndefined();
    }
  });
});
