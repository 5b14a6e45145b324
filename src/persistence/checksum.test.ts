/** Checksums are part of the format: they find damage and never change. */
import { describe, expect, it } from 'vitest';
import { checksum } from './checksum.ts';

describe('checksum', () => {
  it('is what stores of format 1 hold', () => {
    expect(checksum('', '')).toBe('f96cf2df');
    expect(checksum('table/a#1', '{"pk":{"S":"é😀"}}')).toBe('ff88f2b7');
  });

  it('differs when a character, the key, their border or the length differs', () => {
    const sums = [
      ['key', 'text'],
      ['key', 'tex\u0165'],
      ['kez', 'text'],
      ['keyt', 'ext'],
      ['key', 'tetx'],
      ['key', 'text\0'],
      ['key', 'text\0\0\0\0'],
      ['key', ''],
    ].map(([key = '', text = '']) => checksum(key, text));
    expect(new Set(sums).size).toBe(sums.length);
  });

  it('is the same for a text however long the texts before it were', () => {
    const before = checksum('k', 'short');
    checksum('k', 'x'.repeat(10_000_000));
    checksum('k', '€'.repeat(1000));
    expect(checksum('k', 'short')).toBe(before);
  });
});
