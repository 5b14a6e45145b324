/** Real time for tests: a clock that a test moves by hand, and the callbacks that wait for it. */

interface Waiting {
  readonly atMs: number;
  readonly callback: () => void;
}

export class RealTime {
  nowMs = 0;
  /** What one look at the clock costs: the work that a slice seems to do. */
  costOfLookMs = 0;
  #waiting: Waiting[] = [];

  readonly nowRealMs = (): number => {
    this.nowMs += this.costOfLookMs;
    return this.nowMs;
  };

  readonly schedule = (callback: () => void, delayMs: number): (() => void) => {
    const waiting: Waiting = { atMs: this.nowMs + delayMs, callback };
    this.#waiting.push(waiting);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
    };
  };

  /** Lets real time pass: callbacks run in their order, promises settle in between. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.nowMs + ms;
    await settle();
    for (;;) {
      const next = this.#waiting.reduce<Waiting | undefined>(
        (first, one) => (one.atMs <= untilMs && (first === undefined || one.atMs < first.atMs) ? one : first),
        undefined,
      );
      if (next === undefined) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.callback();
      await settle();
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
  }

  /** Lets time pass until the promise has settled. */
  async during<T>(promise: Promise<T>): Promise<T> {
    const state = { isSettled: false };
    const done = promise.finally(() => (state.isSettled = true));
    done.catch(() => undefined);
    for (let round = 0; round < MAX_ROUNDS && !state.isSettled; round += 1) await this.pass(ROUND_MS);
    if (!state.isSettled) throw new Error('The promise does not settle.');
    return await done;
  }
}

const ROUND_MS = 50;
const MAX_ROUNDS = 5000;
/** Turns of the microtask queue that the longest chain of promises here needs. */
const SETTLING_TURNS = 40;

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLING_TURNS; turn += 1) await Promise.resolve();
}
