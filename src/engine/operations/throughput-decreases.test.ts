import { describe, expect, it } from 'vitest';
import type { Throughput } from '../../model/table.ts';
import { changeThroughput, decreasesToday } from './throughput-decreases.ts';

const MIDNIGHT = 1_767_225_600_000;
const HOUR = 3_600_000;

/** Decreases by one unit at each of the times. */
function decrease(
  atHours: readonly number[],
  from: Throughput = { rcu: 1000, wcu: 1000, decreasesToday: 0 },
): Throughput {
  return atHours.reduce(
    (throughput, hour) =>
      changeThroughput(throughput, { rcu: throughput.rcu - 1, wcu: 1000 }, MIDNIGHT + hour * HOUR),
    from,
  );
}

describe('decreases of provisioned throughput', () => {
  it('are four at once, then one an hour', () => {
    const four = decrease([0, 0, 0, 0]);
    expect(four).toMatchObject({ rcu: 996, decreasesToday: 4 });
    expect(() => decrease([0.9], four)).toThrow(
      /^Subscriber limit exceeded: .*Number of decreases today: 4\./,
    );
    expect(decrease([1], four).decreasesToday).toBe(5);
    expect(() => decrease([1, 1.5], four)).toThrow('Next decrease can be made at 2026-01-01T02:00:00.000Z');
  });

  it('bank at most four: after a pause of many hours there are four again', () => {
    const afterPause = decrease([0, 0, 0, 0, 10, 10, 10, 10]);
    expect(afterPause.decreasesToday).toBe(8);
    expect(() => decrease([10.5], afterPause)).toThrow('Number of decreases today: 8');
  });

  it('are at most 27 a day, and begin anew at midnight', () => {
    const hourly = Array.from({ length: 23 }, (_, hour) => hour + 1);
    const all = decrease([0, 0, 0, 0, ...hourly]);
    expect(all.decreasesToday).toBe(27);
    expect(() => decrease([23.99], all)).toThrow('Next decrease can be made at 2026-01-02T00:00:00.000Z');
    expect(decreasesToday(all, MIDNIGHT + 24 * HOUR)).toBe(0);
    expect(decrease([24, 24, 24, 24], all).decreasesToday).toBe(4);
  });

  it('are not counted when units go up, but are when one of the two goes down', () => {
    const start: Throughput = { rcu: 10, wcu: 10, decreasesToday: 0 };
    expect(changeThroughput(start, { rcu: 20, wcu: 10 }, MIDNIGHT)).toEqual({
      ...start,
      rcu: 20,
      lastIncreaseMs: MIDNIGHT,
    });
    expect(changeThroughput(start, { rcu: 20, wcu: 5 }, MIDNIGHT)).toMatchObject({
      decreasesToday: 1,
      lastIncreaseMs: MIDNIGHT,
      lastDecreaseMs: MIDNIGHT,
    });
  });
});
