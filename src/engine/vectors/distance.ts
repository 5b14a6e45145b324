/** How near two vectors are, by each of the three distance functions. */
import type { DistanceFunction } from '../../model/table.ts';

const FLOAT32_MAX = 3.402_823_466_385_288_6e38;
/** Of a vector without length, whatever the other. [seen] */
const NO_DIRECTION = 1;

/**
 * Sums in 64 bits, gives the nearest 32-bit number, and the largest of those rather than infinity. [seen] The vectors
 * have equally many dimensions.
 */
export function score(distance: DistanceFunction, a: Float32Array, b: Float32Array): number {
  const exact = scoreBy[distance](a, b);
  return Math.fround(Math.min(FLOAT32_MAX, Math.max(-FLOAT32_MAX, exact)));
}

/** A dot product grows with nearness, distances shrink. */
export function isNearer(distance: DistanceFunction, score: number, than: number): boolean {
  return distance === 'DOT_PRODUCT' ? score > than : score < than;
}

const scoreBy: Readonly<Record<DistanceFunction, (a: Float32Array, b: Float32Array) => number>> = {
  COSINE: cosine,
  DOT_PRODUCT: dot,
  EUCLIDEAN: euclidean,
};

/** Nearer than this, equal vectors are told from almost equal ones. */
const NEARLY_SAME = 1e-6;

/** 0 for one direction, 2 for opposite ones. */
function cosine(a: Float32Array, b: Float32Array): number {
  let product = 0;
  let aSquare = 0;
  let bSquare = 0;
  for (let at = 0; at < a.length; at++) {
    const x = a[at] as number;
    const y = b[at] as number;
    product += x * y;
    aSquare += x * x;
    bSquare += y * y;
  }
  if (aSquare === 0 || bSquare === 0) return NO_DIRECTION;
  const distance = 1 - product / (Math.sqrt(aSquare) * Math.sqrt(bSquare));
  if (distance < NEARLY_SAME && a.every((x, at) => x === b[at])) return 0;
  return Math.min(2, Math.max(0, distance));
}

function dot(a: Float32Array, b: Float32Array): number {
  let product = 0;
  for (let at = 0; at < a.length; at++) product += (a[at] as number) * (b[at] as number);
  return product;
}

function euclidean(a: Float32Array, b: Float32Array): number {
  let square = 0;
  for (let at = 0; at < a.length; at++) {
    const difference = (a[at] as number) - (b[at] as number);
    square += difference * difference;
  }
  return Math.sqrt(square);
}
