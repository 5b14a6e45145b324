/** A seeded random source (sfc32): the only chance in the core, so that a seed replays a run. */
import { hash32 } from './hash.ts';

/** The generator's four 32-bit words; JSON. */
export type RandomState = readonly [number, number, number, number];

export interface Random {
  /** Uniform in [0, 1), with 32 bits of resolution. */
  next(): number;
  /** A whole number from 0 up to but without `below`, which is 1 … 2^32. */
  int(below: number): number;
  /** An independent source, the same for the same parent state and label. Draws once from this one. */
  fork(label: string): Random;
  save(): RandomState;
}

/** Rounds thrown away after seeding, enough for one seed bit to reach every word. */
const WARM_UP_ROUNDS = 15;

export function createRandom(seed: number): Random {
  const random = restoreRandom([seed >>> 0, Math.floor(seed / 0x1_0000_0000) >>> 0, 0x9e3779b9, 1]);
  for (let round = 0; round < WARM_UP_ROUNDS; round++) random.next();
  return random;
}

export function restoreRandom(state: RandomState): Random {
  let [a, b, c, counter] = state;

  function word(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  }

  return {
    next: () => word() / 0x1_0000_0000,
    int: (below) => Math.floor((word() / 0x1_0000_0000) * below),
    fork: (label) => createRandom(word() * 0x20_0000 + (hash32(label) & 0x1f_ffff)),
    save: () => [a >>> 0, b >>> 0, c >>> 0, counter >>> 0],
  };
}
