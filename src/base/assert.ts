/** Invariants: a broken one stops the run; it is never an answer to a request. */

/** Throws when `condition` is false. `message` says what should have held. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}

/** The value, which must be there. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`Invariant broken: ${what} is missing`);
  return value;
}

/** For the end of an exhaustive switch. */
export function unreachable(value: never): never {
  throw new Error(`Invariant broken: unexpected ${JSON.stringify(value)}`);
}
