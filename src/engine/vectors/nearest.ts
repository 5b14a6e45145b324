/** Exact nearest neighbours: every candidate is compared, the best few are kept. */
import type { DistanceFunction } from '../../model/table.ts';
import { isNearer, score } from './distance.ts';
import type { VectorEntry } from './vector-entry.ts';

export interface Neighbour {
  readonly entry: VectorEntry;
  readonly score: number;
}

export interface NearestOptions {
  readonly distance: DistanceFunction;
  readonly vector: Float32Array;
  readonly topK: number;
  /** Undefined lets every entry pass. */
  readonly passes: ((entry: VectorEntry) => boolean) | undefined;
}

/** Nearest first; equally near ones in the order of their keys, where the service's order differs from call to call. */
export function nearest(
  candidates: Iterable<VectorEntry>,
  { distance, vector, topK, passes }: NearestOptions,
): readonly Neighbour[] {
  const best: Neighbour[] = [];
  for (const entry of candidates) {
    if (passes !== undefined && !passes(entry)) continue;
    const neighbour = { entry, score: score(distance, vector, entry.vector) };
    const last = best.at(-1);
    if (best.length === topK && last !== undefined && !goesBefore(distance, neighbour, last)) continue;
    if (best.length === topK) best.pop();
    best.splice(placeOf(best, neighbour, distance), 0, neighbour);
  }
  return best;
}

function goesBefore(distance: DistanceFunction, a: Neighbour, b: Neighbour): boolean {
  return a.score === b.score ? a.entry.key < b.entry.key : isNearer(distance, a.score, b.score);
}

function placeOf(best: readonly Neighbour[], neighbour: Neighbour, distance: DistanceFunction): number {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = best[middle];
    if (other !== undefined && goesBefore(distance, other, neighbour)) low = middle + 1;
    else high = middle;
  }
  return low;
}
