/** The distributions of keys, drawn with fixed seeds and held against their definitions. */
import { describe, expect, it } from 'vitest';
import { Draws, PURPOSE, saltOf } from './draws.ts';
import { createKeyPicker } from './key-choice.ts';
import type { KeyChoice } from './load.ts';

const DRAWN = 100_000;

function countsOf(choice: KeyChoice, seed = 42): number[] {
  const draws = new Draws();
  const pick = createKeyPicker(choice);
  const salt = saltOf(seed, 'row');
  const counts = Array.from({ length: choice.keys }, () => 0);
  for (let number = 0; number < DRAWN; number += 1) {
    draws.aim(salt, number, PURPOSE.content);
    const key = pick(draws, number);
    counts[key] = (counts[key] ?? NaN) + 1;
  }
  return counts;
}

/** Pearson's statistic of counts against expected shares. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  return counts.reduce((sum, count, key) => {
    const expected = (shares[key] ?? 0) * DRAWN;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

function zipfShares(keys: number, exponent: number): number[] {
  const weights = Array.from({ length: keys }, (_, key) => (key + 1) ** -exponent);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Above this, 99 degrees of freedom are improbable (p < 0.001). */
const CHI_SQUARE_99 = 148.2;

describe('key choice', () => {
  it('spreads uniform keys evenly', () => {
    const counts = countsOf({ kind: 'uniform', keys: 100 });
    const shares = Array.from({ length: 100 }, () => 0.01);
    expect(chiSquare(counts, shares)).toBeLessThan(CHI_SQUARE_99);
  });

  it.each([0.5, 0.99, 1, 1.2, 2])('draws Zipf keys with exponent %d as their law says', (exponent) => {
    const counts = countsOf({ kind: 'zipf', keys: 100, exponent });
    expect(chiSquare(counts, zipfShares(100, exponent))).toBeLessThan(CHI_SQUARE_99);
  });

  it('draws Zipf keys of a huge key space without leaving it', () => {
    const draws = new Draws();
    const pick = createKeyPicker({ kind: 'zipf', keys: 1_000_000_000, exponent: 1.1 });
    draws.aim(saltOf(7, 'row'), 0, PURPOSE.content);
    const keys = Array.from({ length: 10_000 }, (_, number) => pick(draws, number));
    expect(Math.min(...keys)).toBe(0);
    expect(Math.max(...keys)).toBeLessThan(1_000_000_000);
    expect(keys.every(Number.isInteger)).toBe(true);
  });

  it('gives the hot key its share and the others the rest evenly', () => {
    const counts = countsOf({ kind: 'hot', keys: 101, share: 0.6 });
    expect((counts[0] ?? 0) / DRAWN).toBeCloseTo(0.6, 2);
    const shares = [0.6, ...Array.from({ length: 100 }, () => 0.004)];
    expect(chiSquare(counts, shares)).toBeLessThan(CHI_SQUARE_99 + 2);
  });

  it('goes through sequential keys in order and around again', () => {
    const pick = createKeyPicker({ kind: 'sequential', keys: 3 });
    expect([0, 1, 2, 3, 4].map((number) => pick(new Draws(), number))).toEqual([0, 1, 2, 0, 1]);
  });

  it('takes a single key for any choice', () => {
    for (const choice of [
      { kind: 'uniform', keys: 1 },
      { kind: 'zipf', keys: 1, exponent: 1 },
      { kind: 'hot', keys: 1, share: 0.5 },
      { kind: 'sequential', keys: 1 },
    ] as const) {
      expect(countsOf(choice)).toEqual([DRAWN]);
    }
  });
});
