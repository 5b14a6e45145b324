/** Random numbers addressed by what they are for, so that any request of a run can be made again without those before it. */
import { hash32 } from '../base/hash.ts';

/** What a draw decides. Each purpose has its own sequence, so that adding one never shifts another. */
export const PURPOSE = { arrival: 1, content: 2, retry: 3, item: 4, importing: 5 } as const;

const FLOAT_UNIT = 1 / 0x1_0000_0000;

/**
 * A 32-bit generator that is re-aimed for each request instead of being carried along: the same aim gives the
 * same sequence. One object is reused for millions of requests.
 */
export class Draws {
  #state = 0;

  /** Starts the sequence of request `number` of the stream `salt`, for one purpose. */
  aim(salt: number, number: number, purpose: number): void {
    const low = number >>> 0;
    const high = Math.floor(number / 0x1_0000_0000) >>> 0;
    this.#state = mix(mix(mix(salt ^ Math.imul(purpose, 0x9e37_79b9)) ^ low) ^ high);
  }

  /** Uniform in [0, 1), 32 bits fine. */
  float(): number {
    this.#state = (this.#state + 0x6d2b_79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) * FLOAT_UNIT;
  }

  /** Uniform in 0 … below - 1. */
  int(below: number): number {
    return Math.floor(this.float() * below);
  }
}

/** A salt for a named stream of a seed: the same name in another run draws other numbers. */
export function saltOf(seed: number, name: string): number {
  return hash32(`${seed}/${name}`);
}

/** Spreads every bit of the input over the whole word (the 32-bit finisher of MurmurHash3). */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return bits ^ (bits >>> 16);
}
