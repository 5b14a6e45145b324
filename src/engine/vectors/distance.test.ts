import { describe, expect, it } from 'vitest';
import { score } from './distance.ts';

const vector = (...numbers: number[]) => Float32Array.from(numbers);
const FLOAT32_MAX = 3.402_823_466_385_288_6e38;

describe('a score', () => {
  it('by cosine is 0 for one direction, 1 across, 2 for opposite ones', () => {
    const a = vector(1, 2, 3);
    expect(score('COSINE', a, vector(1, 2, 3))).toBe(0);
    expect(score('COSINE', a, vector(10, 20, 30))).toBeCloseTo(0, 6);
    expect(score('COSINE', vector(1, 0), vector(0, 5))).toBe(1);
    expect(score('COSINE', vector(1, 0), vector(-2, 0))).toBe(2);
  });

  it('by cosine is 1 where a vector has no direction, and only there', () => {
    expect(score('COSINE', vector(0, 0), vector(0, 0))).toBe(1);
    expect(score('COSINE', vector(1, 0), vector(0, 0))).toBe(1);
    expect(score('COSINE', vector(1e-23, 0), vector(1e-23, 0))).toBe(0);
  });

  it('by dot product can be negative, and sums in more than 32 bits', () => {
    expect(score('DOT_PRODUCT', vector(1, 2), vector(3, -4))).toBe(-5);
    expect(score('DOT_PRODUCT', vector(3.4e38, 3.4e38), vector(3.4e38, -3.4e38))).toBe(0);
  });

  it('never leaves the range of 32 bits', () => {
    expect(score('EUCLIDEAN', vector(3.4e38, 0), vector(-3.4e38, 0))).toBe(FLOAT32_MAX);
    expect(score('DOT_PRODUCT', vector(3e38), vector(-3e38))).toBe(-FLOAT32_MAX);
  });
});
