/** Percentiles of latencies in constant memory: counts in buckets that grow by a twelfth of a doubling. */

const SMALLEST_MS = 0.25;
const BUCKETS_PER_DOUBLING = 12;
/** 20 doublings: up to four minutes. */
const BUCKETS = 20 * BUCKETS_PER_DOUBLING;

export class LatencyHistogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #total = 0;

  add(latencyMs: number): void {
    const place = Math.floor(Math.log2(latencyMs / SMALLEST_MS) * BUCKETS_PER_DOUBLING);
    const bucket = place > 0 ? Math.min(BUCKETS - 1, place) : 0;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#total += 1;
  }

  /** The latency in ms that a `share` (0 … 1) of the added ones do not exceed, within 3 %; 0 when nothing was added. */
  percentileMs(share: number): number {
    if (this.#total === 0) return 0;
    const wanted = Math.ceil(this.#total * share);
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      seen += this.#counts[bucket] ?? 0;
      if (seen >= wanted) return SMALLEST_MS * 2 ** ((bucket + 0.5) / BUCKETS_PER_DOUBLING);
    }
    return 0;
  }

  clear(): void {
    if (this.#total === 0) return;
    this.#counts.fill(0);
    this.#total = 0;
  }
}
