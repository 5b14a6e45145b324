import { describe, expect, it } from 'vitest';
import { hash32 } from './hash.ts';

/** Pearson's chi-square over equal cells of the hash space. */
function chiSquare(keys: readonly string[], cells: number): number {
  const counts = new Uint32Array(cells);
  for (const key of keys) {
    const cell = Math.floor((hash32(key) / 0x1_0000_0000) * cells);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  const expected = keys.length / cells;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

const numbered = (prefix: string, pad: number) =>
  Array.from({ length: 64_000 }, (_, i) => prefix + String(i).padStart(pad, '0'));

describe('hash32', () => {
  it.each([
    ['plain numbers', numbered('', 0)],
    ['padded customer numbers', numbered('customer-', 6)],
    ['numbers before a common end', numbered('', 0).map((text) => `${text}@example.com`)],
    ['text outside Latin-1', numbered('客户-', 4)],
  ])('spreads %s evenly over 64 cells', (_name, keys) => {
    // 63 degrees of freedom: a uniform hash exceeds 103.4 once in a thousand times.
    expect(chiSquare(keys, 64)).toBeLessThan(103.4);
  });

  it('changes about half of its bits when one character of the text changes', () => {
    let bits = 0;
    for (let i = 0; i < 1000; i++) {
      let difference = hash32(`key-${i}-a`) ^ hash32(`key-${i}-b`);
      for (; difference !== 0; difference &= difference - 1) bits++;
    }
    expect(bits / 1000).toBeGreaterThan(15);
    expect(bits / 1000).toBeLessThan(17);
  });

  it('gives whole numbers of 32 bits, always the same ones', () => {
    // Stored items lie in the order of these hashes: a changed hash would orphan them.
    expect([hash32(''), hash32('a'), hash32('customer-0001'), hash32('客')]).toMatchInlineSnapshot(`
      [
        2872998923,
        444641715,
        4290549964,
        781322606,
      ]
    `);
  });
});
