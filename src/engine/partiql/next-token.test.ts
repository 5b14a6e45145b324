import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNextToken, encodeNextToken } from './next-token.ts';

describe('a NextToken', () => {
  it('comes back for the same request, whatever its key', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.string({ unit: 'grapheme' }), (read, text) => {
        const position = { read, key: { pk: { S: text } } };
        const token = encodeNextToken(position, 'SELECT', [{ S: text }]);
        expect(token).toMatch(/^[A-Za-z0-9+/]+=*$/);
        expect(decodeNextToken(token, 'SELECT', [{ S: text }])).toEqual(position);
      }),
    );
  });

  it('is refused for another statement and other parameters', () => {
    const token = encodeNextToken({ read: 0, key: undefined }, 'SELECT a', []);
    expect(() => decodeNextToken(token, 'SELECT b', [])).toThrow('NextToken does not match request');
    expect(() => decodeNextToken(token, 'SELECT a', [{ S: 'x' }])).toThrow(
      'NextToken does not match request',
    );
  });

  it.each(['', 'x', 'bm90IGpzb24=', 'e30=', 'bnVsbA==', 'eyJ2ZXJzaW9uIjoyfQ=='])('%j is none', (text) => {
    expect(() => decodeNextToken(text, 'SELECT', [])).toThrow('Invalid NextToken');
  });
});
