/** Checksums are part of the format: they find damage and never change. */
import { describe, expect, it } from 'vitest';
import { checksum } from './checksum.ts';

describe('checksum', () => {
  it('is what stores of format 1 hold', () => {
    expect(checksum('', '', 0)).toBe('79aea14e');
    expect(checksum('table/a#1', '{"pk":{"S":"é😀"}}', 0)).toBe('4e7b6e2a');
  });

  it('differs when a character, the key or their border differs', () => {
    const sums = [
      ['key', 'text'],
      ['key', 'tex\u0165'],
      ['kez', 'text'],
      ['keyt', 'ext'],
      ['key', 'tetx'],
    ].map(([key = '', text = '']) => checksum(key, text, 0));
    expect(new Set(sums).size).toBe(sums.length);
  });

  it('skips what stands before `from`', () => {
    expect(checksum('k', '12345678body', 8)).toBe(checksum('k', 'body', 0));
  });
});
