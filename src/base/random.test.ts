import { describe, expect, it } from 'vitest';
import { createRandom, restoreRandom } from './random.ts';

describe('a random source', () => {
  it('gives the same numbers for the same seed', () => {
    const draws = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draws(42)).toEqual(draws(42));
    expect(draws(42)).not.toEqual(draws(43));
    expect(draws(2 ** 40 + 7)).not.toEqual(draws(7));
  });

  it('spreads evenly: each of 16 cells within 5 % of its share of 160,000 draws', () => {
    const random = createRandom(1);
    const cells = Array.from({ length: 16 }, () => 0);
    for (let draw = 0; draw < 160_000; draw++) {
      const cell = random.int(16);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    for (const count of cells) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('draws whole numbers from 0 up to but without the bound', () => {
    const random = createRandom(3);
    const draws = Array.from({ length: 1000 }, () => random.int(3));
    expect(new Set(draws)).toEqual(new Set([0, 1, 2]));
  });

  it('goes on after a restore as if nothing had happened', () => {
    const random = createRandom(9);
    random.next();
    const restored = restoreRandom(random.save());
    expect([restored.next(), restored.next()]).toEqual([random.next(), random.next()]);
  });

  it('forks sources that differ by label and repeat for the same label and state', () => {
    const fork = (label: string) => createRandom(5).fork(label).next();
    expect(fork('load')).toBe(fork('load'));
    expect(fork('load')).not.toBe(fork('ids'));
  });
});
