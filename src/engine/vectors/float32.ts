/** Numbers as a vector index keeps them, in 32 bits, and as it gives them back. */

import { numberProblem } from '../values/number.ts';

/** As `float32`, for a text that may be no number at all. */
export function givenFloat32(text: string): number | undefined {
  return numberProblem(text) === undefined ? float32(text) : undefined;
}

/** The nearest 32-bit number; undefined beyond their range. `text` is a number as DynamoDB writes it. */
export function float32(text: string): number | undefined {
  const rounded = Math.fround(Number(text));
  return Number.isFinite(rounded) ? rounded : undefined;
}

/** Digits with which every 32-bit number can be told from its neighbours. */
const MAX_DIGITS = 9;
/** From here down to a thousandth a number is written without an exponent. */
const PLAIN_BELOW = 1e7;
const PLAIN_FROM = 1e-3;

/**
 * The shortest decimal that names the number, always with a fraction: `1.0`, `0.1`, `1.6777216E7`. So the service
 * writes its own copy of a vector. [seen]
 */
export function float32Text(value: number): string {
  if (value === 0) return '0.0';
  const short = shortest(value);
  const size = Math.abs(value);
  if (size >= PLAIN_FROM && size < PLAIN_BELOW) return withFraction(String(short));
  const [digits = '', exponent = ''] = short.toExponential().split('e');
  return `${withFraction(digits)}E${Number(exponent)}`;
}

function shortest(value: number): number {
  for (let digits = 1; digits < MAX_DIGITS; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return Number(value.toPrecision(MAX_DIGITS));
}

function withFraction(digits: string): string {
  return digits.includes('.') ? digits : `${digits}.0`;
}
