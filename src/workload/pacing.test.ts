/** Arrival times against the integral of the rate. */
import { describe, expect, it } from 'vitest';
import { createPacing } from './pacing.ts';

const START_MS = 1_763_800_000_000;

describe('pacing', () => {
  it('paces a steady rate evenly', () => {
    const pacing = createPacing({ ratePerS: 4 }, START_MS);
    expect([0, 1, 2, 4].map((count) => pacing.whenDue(START_MS, count))).toEqual([
      START_MS,
      START_MS + 250,
      START_MS + 500,
      START_MS + 1000,
    ]);
    expect(pacing.dueBetween(START_MS, START_MS + 10_000)).toBe(40);
  });

  it('never comes with a rate of zero', () => {
    expect(createPacing({ ratePerS: 0 }, START_MS).whenDue(START_MS, 1)).toBeUndefined();
  });

  it('integrates a linear ramp', () => {
    const ramp = [
      { atS: 0, factor: 0 },
      { atS: 10, factor: 1 },
    ];
    const pacing = createPacing({ ratePerS: 100, ramp }, START_MS);
    expect(pacing.dueBetween(START_MS, START_MS + 10_000)).toBeCloseTo(500, 6);
    expect(pacing.dueBetween(START_MS + 10_000, START_MS + 11_000)).toBeCloseTo(100, 6);
    expect(pacing.whenDue(START_MS, 125)).toBeCloseTo(START_MS + 5000, 3);
    expect(pacing.whenDue(START_MS, 600)).toBeCloseTo(START_MS + 11_000, 3);
  });

  it('is the inverse of itself over rises, falls, pauses and steps', () => {
    const ramp = [
      { atS: 5, factor: 1 },
      { atS: 10, factor: 3 },
      { atS: 10, factor: 0.5 },
      { atS: 20, factor: 0 },
      { atS: 30, factor: 0 },
      { atS: 40, factor: 2 },
    ];
    const pacing = createPacing({ ratePerS: 50, ramp }, START_MS);
    const fromMs = START_MS + 2500;
    for (let count = 0.5; count < 3000; count += 7.25) {
      const atMs = pacing.whenDue(fromMs, count) ?? NaN;
      expect(pacing.dueBetween(fromMs, atMs)).toBeCloseTo(count, 4);
    }
  });

  it('ends with a ramp that ends at zero', () => {
    const ramp = [
      { atS: 0, factor: 1 },
      { atS: 10, factor: 0 },
    ];
    const pacing = createPacing({ ratePerS: 10, ramp }, START_MS);
    expect(pacing.whenDue(START_MS, 49)).toBeLessThan(START_MS + 10_000);
    expect(pacing.whenDue(START_MS, 51)).toBeUndefined();
  });

  it('never gives a time before the one it counts from', () => {
    const ramp = [
      { atS: 0, factor: 1 },
      { atS: 1, factor: 0 },
      { atS: 10, factor: 0 },
      { atS: 11, factor: 1 },
    ];
    const pacing = createPacing({ ratePerS: 10, ramp }, START_MS);
    expect(pacing.whenDue(START_MS + 5000, 0)).toBeGreaterThanOrEqual(START_MS + 5000);
  });
});
