/** Sums over whole virtual seconds: the running one and the one before it. */

export interface Seconds {
  /** The running second, since the epoch. */
  second: number;
  current: number;
  previous: number;
}

export function createSeconds(): Seconds {
  return { second: -1, current: 0, previous: 0 };
}

/** Moves on to `second`, forgetting what is older than the one before. */
export function rollTo(seconds: Seconds, second: number): void {
  if (second === seconds.second) return;
  seconds.previous = second === seconds.second + 1 ? seconds.current : 0;
  seconds.current = 0;
  seconds.second = second;
}

/** The sum of the last whole second before `second`, without touching anything. */
export function lastWhole(seconds: Seconds, second: number): number {
  if (seconds.second === second) return seconds.previous;
  return seconds.second === second - 1 ? seconds.current : 0;
}

/** The sum of `second` so far, without touching anything. */
export function currentOf(seconds: Seconds, second: number): number {
  return seconds.second === second ? seconds.current : 0;
}
