/** Which key a request is for: uniform, Zipf, one hot key, or one after the other. */
import type { Draws } from './draws.ts';
import type { KeyChoice } from './load.ts';

/** Draws a key 0 … keys-1. `number` counts the requests of the row from 0. */
export type KeyPicker = (draws: Draws, number: number) => number;

export function createKeyPicker(choice: KeyChoice): KeyPicker {
  const keys = Math.max(1, Math.floor(choice.keys));
  switch (choice.kind) {
    case 'uniform':
      return (draws) => draws.int(keys);
    case 'zipf':
      return createZipfPicker(keys, choice.exponent);
    case 'hot':
      return (draws) => (keys === 1 || draws.float() < choice.share ? 0 : 1 + draws.int(keys - 1));
    case 'sequential':
      return (_draws, number) => number % keys;
  }
}

/**
 * Zipf by rejection-inversion (Hörmann and Derflinger, 1996): key r-1 is drawn with a probability proportional to
 * 1 / r^exponent, in constant time and without a table, whatever the number of keys.
 */
function createZipfPicker(keys: number, exponent: number): KeyPicker {
  if (!(exponent > 0) || keys === 1) return (draws) => draws.int(keys);
  const density = (rank: number): number => Math.exp(-exponent * Math.log(rank));
  const area = (rank: number): number => {
    const log = Math.log(rank);
    return expm1Over((1 - exponent) * log) * log;
  };
  const areaInverse = (value: number): number => {
    const scaled = Math.max(-1, value * (1 - exponent));
    return Math.exp(log1pOver(scaled) * value);
  };
  const areaOfFirst = area(1.5) - 1;
  const areaOfAll = area(keys + 0.5);
  const acceptedAtOnce = 2 - areaInverse(area(2.5) - density(2));
  return (draws) => {
    for (;;) {
      const value = areaOfAll + draws.float() * (areaOfFirst - areaOfAll);
      const real = areaInverse(value);
      const rank = Math.min(keys, Math.max(1, Math.floor(real + 0.5)));
      if (rank - real <= acceptedAtOnce || value >= area(rank + 0.5) - density(rank)) return rank - 1;
    }
  };
}

/** (e^x - 1) / x, also where x is nearly 0. */
function expm1Over(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.expm1(x) / x : 1 + x / 2;
}

/** ln(1 + x) / x, also where x is nearly 0. */
function log1pOver(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.log1p(x) / x : 1 - x / 2;
}
