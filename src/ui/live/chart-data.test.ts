/** Samples as points. */
import { describe, expect, it } from 'vitest';
import {
  bucketsOf,
  throttlePoints,
  throttleTotals,
  unitPoints,
  windowOf,
  withIndexThrottles,
} from './chart-data.ts';
import { sample } from './testing/samples.ts';

function seconds(from: number, to: number): ReturnType<typeof sample>[] {
  return Array.from({ length: to - from + 1 }, (_, i) => sample(from + i, { writeUnits: from + i }));
}

describe('windowOf', () => {
  it('grows by whole minutes from one to five', () => {
    expect(windowOf([])).toBe(60);
    expect(windowOf(seconds(1, 10))).toBe(60);
    expect(windowOf(seconds(1, 61))).toBe(120);
    expect(windowOf(seconds(1, 600))).toBe(300);
  });
});

describe('bucketsOf', () => {
  it('never makes more points than asked for', () => {
    expect(bucketsOf(seconds(1, 300), 60)).toHaveLength(60);
    expect(bucketsOf(seconds(1, 300), 150)).toHaveLength(150);
    expect(bucketsOf(seconds(1, 300), 300)).toHaveLength(300);
  });

  it('keeps a finished bucket as it was while time moves on', () => {
    const before = bucketsOf(seconds(1, 300), 60);
    const after = bucketsOf(seconds(2, 301), 60);
    const atS = before.at(-2)?.atS;
    expect(after.find((bucket) => bucket.atS === atS)).toEqual(before.at(-2));
  });

  it('leaves seconds without a sample empty', () => {
    const buckets = bucketsOf([sample(100), sample(160)], 60);
    expect(buckets.filter(({ samples }) => samples.length > 0)).toHaveLength(2);
  });
});

describe('unitPoints', () => {
  const samples = seconds(1, 2).map((each) => Object.assign(each, { provisionedWrite: 5, burstWrite: 7 }));

  it('gives the mean a second, and nothing where nothing is known', () => {
    const points = unitPoints(samples, 'write', { points: 30, isProvisioned: true });
    expect(points.at(-1)).toEqual({ atS: 2, consumed: 2, provisioned: 5, burst: 7 });
    expect(points.at(-2)).toMatchObject({ consumed: 1 });
    expect(points.at(-3)).toEqual({ atS: -2, consumed: null, provisioned: null, burst: null });
  });

  it('has no burst on demand', () => {
    expect(unitPoints(samples, 'write', { points: 30, isProvisioned: false }).at(-1)?.burst).toBeNull();
  });
});

describe('throttles', () => {
  const table = [sample(1, { throttles: { TableWriteKeyRangeThroughputExceeded: 3 } }), sample(2)];
  const index = [sample(2, { index: 'i', throttles: { IndexWriteProvisionedThroughputExceeded: 2 } })];

  it('adds the refusals of indexes to their table, second by second', () => {
    const merged = withIndexThrottles(table, [index]);
    expect(throttleTotals(merged)).toEqual([
      ['TableWriteKeyRangeThroughputExceeded', 3],
      ['IndexWriteProvisionedThroughputExceeded', 2],
    ]);
    expect(withIndexThrottles(table, [[sample(2)]])).toBe(table);
  });

  it('stacks them by the limit that refused', () => {
    const points = throttlePoints(withIndexThrottles(table, [index]), 60);
    expect(points.slice(-2)).toMatchObject([
      { atS: 1, keyRange: 3, provisioned: 0 },
      { atS: 2, keyRange: 0, provisioned: 2 },
    ]);
  });
});
