/** Every kind of generated value. */
import { describe, expect, it } from 'vitest';
import { Draws, PURPOSE, saltOf } from './draws.ts';
import type { ValueSpec } from './load.ts';
import { createValueMaker } from './value.ts';

const AT_MS = Date.UTC(2026, 0, 1);

function valuesOf(spec: ValueSpec, count = 1): string[] {
  const make = createValueMaker(spec);
  const draws = new Draws();
  return Array.from({ length: count }, (_, number) => {
    draws.aim(saltOf(1, 'value'), number, PURPOSE.content);
    return JSON.stringify(make({ draws, key: 42, number, atMs: AT_MS }));
  });
}

describe('generated values', () => {
  it('writes the key with its prefix and padding, or as a number', () => {
    expect(valuesOf({ from: 'key', prefix: 'customer-', pad: 4 })).toEqual(['{"S":"customer-0042"}']);
    expect(valuesOf({ from: 'key', type: 'N' })).toEqual(['{"N":"42"}']);
  });

  it('counts the requests', () => {
    expect(valuesOf({ from: 'counter', prefix: 'o-' }, 3)).toEqual([
      '{"S":"o-0"}',
      '{"S":"o-1"}',
      '{"S":"o-2"}',
    ]);
  });

  it('draws whole numbers from both ends and decimals with their places', () => {
    const whole = new Set(valuesOf({ from: 'number', min: 1, max: 3 }, 200));
    expect([...whole].sort()).toEqual(['{"N":"1"}', '{"N":"2"}', '{"N":"3"}']);
    for (const text of valuesOf({ from: 'number', min: 5, max: 6, decimals: 2 }, 50)) {
      expect(text).toMatch(/^\{"N":"[56]\.\d\d"\}$/);
    }
  });

  it('picks among the values', () => {
    expect(new Set(valuesOf({ from: 'pick', values: ['a', 'b'] }, 100))).toEqual(
      new Set(['{"S":"a"}', '{"S":"b"}']),
    );
  });

  it('writes words of about the wanted length', () => {
    for (const bytes of [1, 10, 500, 20_000]) {
      for (const text of valuesOf({ from: 'text', bytes }, 20)) {
        const length = text.length - '{"S":""}'.length;
        expect(length).toBeLessThanOrEqual(bytes);
        expect(length).toBeGreaterThanOrEqual(bytes - 1);
      }
    }
  });

  it('stamps virtual time in seconds, ms and ISO text', () => {
    expect(valuesOf({ from: 'clock', unit: 's' })).toEqual([`{"N":"${AT_MS / 1000}"}`]);
    expect(valuesOf({ from: 'clock', unit: 'ms', plusS: [5, 5] })).toEqual([`{"N":"${AT_MS + 5000}"}`]);
    expect(valuesOf({ from: 'clock', unit: 'iso' })).toEqual(['{"S":"2026-01-01T00:00:00.000Z"}']);
  });

  it('draws the seconds added to the clock', () => {
    const stamps = valuesOf({ from: 'clock', unit: 's', plusS: [10, 20] }, 200).map((text) =>
      Number(/\d+/.exec(text)?.[0]),
    );
    expect(Math.min(...stamps)).toBe(AT_MS / 1000 + 10);
    expect(Math.max(...stamps)).toBe(AT_MS / 1000 + 19);
  });

  it('repeats a constant', () => {
    expect(valuesOf({ from: 'constant', value: { L: [{ BOOL: true }] } })).toEqual(['{"L":[{"BOOL":true}]}']);
  });
});
