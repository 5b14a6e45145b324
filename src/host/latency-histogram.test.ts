/** Percentiles against those of the sorted list. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { LatencyHistogram } from './latency-histogram.ts';

describe('latency histogram', () => {
  it('gives percentiles within 3 % of the exact ones', () => {
    const random = createRandom(3);
    const latencies = Array.from({ length: 10_000 }, () => Math.exp(random.next() * 6));
    const histogram = new LatencyHistogram();
    for (const latency of latencies) histogram.add(latency);
    const sorted = [...latencies].sort((a, b) => a - b);
    for (const share of [0.01, 0.5, 0.9, 0.99]) {
      const exact = sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
      expect(Math.abs(histogram.percentileMs(share) / exact - 1)).toBeLessThan(0.03);
    }
  });

  it('is zero while empty and after it is cleared', () => {
    const histogram = new LatencyHistogram();
    expect(histogram.percentileMs(0.5)).toBe(0);
    histogram.add(5);
    histogram.clear();
    expect(histogram.percentileMs(0.99)).toBe(0);
  });

  it('takes what lies outside of its buckets into the first and the last', () => {
    const histogram = new LatencyHistogram();
    for (const latency of [0, -1, 1e12]) histogram.add(latency);
    expect(histogram.percentileMs(0.5)).toBeLessThan(0.3);
    expect(histogram.percentileMs(1)).toBeGreaterThan(100_000);
  });
});
