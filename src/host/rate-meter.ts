/** How many a real second, measured over about the last one. */

const WINDOW_MS = 1000;

export class RateMeter {
  #fromMs: number;
  #fromTotal: number;
  #perS = 0;

  constructor(realMs: number, total: number) {
    this.#fromMs = realMs;
    this.#fromTotal = total;
  }

  /** `total` only ever grows. */
  read(realMs: number, total: number): number {
    const elapsedMs = realMs - this.#fromMs;
    if (elapsedMs >= WINDOW_MS) {
      this.#perS = ((total - this.#fromTotal) * 1000) / elapsedMs;
      this.#fromMs = realMs;
      this.#fromTotal = total;
    } else if (this.#perS === 0 && elapsedMs > 0) {
      return Math.round(((total - this.#fromTotal) * 1000) / elapsedMs);
    }
    return Math.round(this.#perS);
  }
}
