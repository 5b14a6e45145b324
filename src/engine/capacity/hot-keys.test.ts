import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { createHotKeys, fade, type HotKeys, hottest, hottestKey, touchKey } from './hot-keys.ts';
import { HOT_KEY_HALF_LIFE_MS, HOT_KEYS_SHOWN } from './limits.ts';

const touch = (keys: HotKeys, hash: number, keyText: () => string) => touchKey(keys, { hash, keyText });
const shareOf = (keys: HotKeys) => hottestKey(keys)?.share ?? 0;

describe('the sketch of hot keys', () => {
  it('finds the heavy keys among thousands of light ones, with about their shares', () => {
    const keys = createHotKeys();
    const random = createRandom(6);
    for (let i = 0; i < 40_000; i++) {
      const draw = random.next();
      const name = draw < 0.4 ? 'first' : draw < 0.6 ? 'second' : `light-${random.int(5000)}`;
      const hash = name === 'first' ? 1 : name === 'second' ? 2 : 10 + random.int(5000);
      touch(keys, hash, () => name);
    }
    const found = hottest(keys);
    expect(found.slice(0, 2).map(({ keyText }) => keyText)).toEqual(['first', 'second']);
    expect(found[0]?.share).toBeCloseTo(0.4, 1);
    expect(found[1]?.share).toBeCloseTo(0.2, 1);
  });

  it('never claims that one of many equal keys dominates', () => {
    const keys = createHotKeys();
    const random = createRandom(7);
    for (let i = 0; i < 40_000; i++) touch(keys, random.int(1000), () => 'any');
    expect(shareOf(keys)).toBeLessThan(0.05);
  });

  it('asks for the text of a key only when it has been seen before', () => {
    const keys = createHotKeys();
    let asked = 0;
    for (let i = 0; i < 4000; i++) touch(keys, i, () => String(asked++));
    expect(asked).toBe(0);
  });

  it('shows at most a handful, and lets old heat fade', () => {
    const keys = createHotKeys();
    for (let i = 0; i < 4000; i++) touch(keys, i % 7, () => `key-${i % 7}`);
    expect(hottest(keys)).toHaveLength(HOT_KEYS_SHOWN);
    fade(keys, 20 * HOT_KEY_HALF_LIFE_MS);
    for (let i = 0; i < 4000; i++) touch(keys, 99, () => 'new');
    expect(hottest(keys)[0]).toMatchObject({ keyText: 'new' });
    expect(shareOf(keys)).toBeGreaterThan(0.99);
  });
});
