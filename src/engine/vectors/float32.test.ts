import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { float32, float32Text } from './float32.ts';

describe('a number of a vector', () => {
  it('loses what 32 bits cannot hold', () => {
    expect(float32('16777217')).toBe(16_777_216);
    expect(float32('0.1')).toBe(Math.fround(0.1));
    expect(float32('1.000000059604644775390625')).toBe(1);
  });

  it('is none beyond the range of 32 bits', () => {
    expect(float32('3.4028235E38')).toBe(3.402_823_466_385_288_6e38);
    expect([float32('1E+39'), float32('-1E+39'), float32('3.41E38')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is given back in its shortest form, with a fraction and, far from one, an exponent', () => {
    const texts = ['1', '-1', '0', '0.1', '123.25', '16777217', '0.001', '0.0001', '3.4028235E38'].map(
      (text) => float32Text(float32(text) ?? Number.NaN),
    );
    expect(texts).toEqual([
      '1.0',
      '-1.0',
      '0.0',
      '0.1',
      '123.25',
      '1.6777216E7',
      '0.001',
      '1.0E-4',
      '3.4028235E38',
    ]);
  });

  it('is the same number again when its text is read', () => {
    const random = createRandom(5);
    for (let i = 0; i < 2000; i++) {
      const number = Math.fround((random.next() - 0.5) * 10 ** (random.int(60) - 30));
      expect(float32(float32Text(number))).toBe(number);
    }
  });
});
