import { describe, expect, it } from 'vitest';
import { isoFromMs } from './iso-time.ts';
import { createRandom } from './random.ts';

describe('isoFromMs', () => {
  it('agrees with the platform on 2,000 instants from 1900 to 2200 and on the ends of years', () => {
    const random = createRandom(4);
    const from = Date.UTC(1900, 0, 1);
    const span = Date.UTC(2200, 0, 1) - from;
    const instants = Array.from({ length: 2000 }, () => Math.floor(from + random.next() * span));
    for (const year of [1900, 1970, 2000, 2024, 2100])
      instants.push(Date.UTC(year, 1, 29), Date.UTC(year, 11, 31, 23, 59, 59, 999));
    expect(instants.map(isoFromMs)).toEqual(instants.map((ms) => new Date(ms).toISOString().slice(0, -1)));
  });
});
