/** Exponential back-off with full jitter, as the AWS SDKs wait between attempts. */

/** The longest wait that any SDK of AWS draws from, in ms. */
const MAX_BACKOFF_MS = 20_000;

/** A wait in ms, drawn by `fraction` (0 … 1) from 0 … min(baseMs × 2^failures, 20,000). `failures` is 0 before the first retry. */
export function backoffMs(baseMs: number, failures: number, fraction: number): number {
  return fraction * Math.min(MAX_BACKOFF_MS, baseMs * 2 ** failures);
}
