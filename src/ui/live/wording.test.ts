/** Numbers, keys, costs and labels as the live panels print them. */
import { describe, expect, it } from 'vitest';
import { spread } from './chart-box.tsx';
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDollars,
  formatPercent,
  formatSpan,
} from './quantity.ts';
import { readableKey } from './readable-key.ts';
import { runningCost } from './running-cost.ts';
import { resource, sample, table } from './testing/samples.ts';

describe('quantities', () => {
  it.each([
    [formatCount(0.25), '0.3'],
    [formatCount(1640), '1,640'],
    [formatCount(1_234_567), '1.2M'],
    [formatPercent(0.004), '<1 %'],
    [formatPercent(0.41), '41 %'],
    [formatBytes(412), '412 B'],
    [formatBytes(14_541), '14.2 KB'],
    [formatClock(Date.UTC(2026, 4, 4, 12, 4, 31)), '12:04:31'],
    [formatSpan(240), '240 ms'],
    [formatSpan(288_000), '4 min 48 s'],
    [formatSpan(7_500_000), '2 h 5 min'],
    [formatDollars(0), '$0'],
    [formatDollars(0.0034), '$0.0034'],
    [formatDollars(2.665), '$2.67'],
  ])('prints %s', (printed, expected) => {
    expect(printed).toBe(expected);
  });
});

describe('readableKey', () => {
  it.each([
    ['{"customer":{"S":"c-0042"}}', 'customer = c-0042'],
    ['{"a":{"S":"x"},"b":{"N":"7"}}', 'a = x, b = 7'],
    ['{"S":"x"}', 'x'],
    ['{}', '{}'],
    ['[1]', '[1]'],
    ['not JSON', 'not JSON'],
  ])('reads %s', (text, expected) => {
    expect(readableKey(text)).toBe(expected);
  });
});

describe('runningCost', () => {
  const resources = [resource([])];

  it('bills provisioned units of the table and its indexes, used or not', () => {
    const doc = table(resources, {
      throughput: { rcu: 100, wcu: 100, decreasesToday: 0 },
      indexes: [
        {
          name: 'i',
          key: { pk: [], sk: [] },
          projection: { kind: 'ALL' },
          throughput: { rcu: 100, wcu: 0, decreasesToday: 0 },
        },
      ],
    });
    expect(runningCost(doc, []).throughputPerHour).toBeCloseTo(0.091, 6);
  });

  it('bills on-demand units at the rate of the last minute', () => {
    const doc = table(resources, { billingMode: 'PAY_PER_REQUEST' });
    const history = [sample(1, { writeUnits: 1000, readUnits: 1000 })];
    expect(runningCost(doc, [history]).throughputPerHour).toBeCloseTo(2.7, 6);
  });
});

describe('labels', () => {
  const label = (key: string, y: number) => ({ key, text: key, y, side: 'right' as const, color: '' });

  it('stand apart, the later one giving way', () => {
    expect(spread([label('a', 20), label('b', 22)], 60).map(({ y }) => y)).toEqual([20, 32]);
  });

  it('stay inside the plot', () => {
    expect(spread([label('a', -5), label('b', 90)], 60).map(({ y }) => y)).toEqual([0, 48]);
  });
});
