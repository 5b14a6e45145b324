import { describe, expect, it } from 'vitest';
import type { ScalingDoc } from '../../model/table.ts';
import { decide } from './target-tracking.ts';

const MINUTE_MS = 60_000;
const NOW_MS = 100 * MINUTE_MS;

const SCALING: ScalingDoc = {
  min: 5,
  max: 1000,
  targetPercent: 70,
  policyName: 'p',
  disableScaleIn: false,
  scaleInCooldownS: 0,
  scaleOutCooldownS: 0,
  sinceMs: 0,
};

/** Consumption of the last minutes in percent of 100 units, oldest first. */
const after = (percents: readonly number[], scaling: Partial<ScalingDoc> = {}) =>
  decide(
    { ...SCALING, ...scaling },
    { nowMs: NOW_MS, provisioned: 100, consumed: percents.map((percent) => percent * 60) },
  );

const minutes = (count: number, percent: number) => Array.from({ length: count }, () => percent);

describe('scaling out', () => {
  it('takes two minutes in a row above the target, and aims at it', () => {
    expect(after([...minutes(13, 0), 0, 84])).toBeUndefined();
    expect(after([...minutes(13, 0), 84, 70])).toBeUndefined();
    expect(after([...minutes(13, 0), 75, 84])).toEqual({
      units: 120,
      direction: 'out',
      utilizationPercent: 84,
    });
  });

  it('stops at the maximum, and waits for its cooldown', () => {
    expect(after(minutes(15, 100), { max: 110 })?.units).toBe(110);
    expect(after(minutes(15, 100), { max: 100 })).toBeUndefined();
    const cooling = { scaleOutCooldownS: 60, scaledOutMs: NOW_MS - MINUTE_MS + 1 };
    expect(after(minutes(15, 100), cooling)).toBeUndefined();
    expect(after(minutes(15, 100), { ...cooling, scaledOutMs: NOW_MS - MINUTE_MS })?.units).toBe(143);
  });
});

describe('scaling in', () => {
  it('takes fifteen minutes in a row at least 20 points below the target', () => {
    expect(after(minutes(14, 14))).toBeUndefined();
    expect(after([51, ...minutes(14, 14)])).toBeUndefined();
    expect(after([50, ...minutes(14, 14)])).toEqual({ units: 20, direction: 'in', utilizationPercent: 14 });
  });

  it('stops at the minimum, waits for its cooldown, and can be switched off', () => {
    expect(after(minutes(15, 0))?.units).toBe(5);
    expect(after(minutes(15, 0), { disableScaleIn: true })).toBeUndefined();
    expect(
      after(minutes(15, 0), { scaleInCooldownS: 600, scaledInMs: NOW_MS - 5 * MINUTE_MS }),
    ).toBeUndefined();
  });
});

describe('minutes before the policy', () => {
  it('do not count', () => {
    expect(after(minutes(15, 100), { sinceMs: NOW_MS - 1.9 * MINUTE_MS })).toBeUndefined();
    expect(after(minutes(15, 100), { sinceMs: NOW_MS - 2 * MINUTE_MS })?.units).toBe(143);
  });
});

describe('capacity outside of the bounds', () => {
  it('is brought inside at once', () => {
    expect(after([], { min: 120 })?.units).toBe(120);
    expect(after([], { max: 50 })?.units).toBe(50);
  });
});
