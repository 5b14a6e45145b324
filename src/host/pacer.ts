/** Turns real time into virtual time: how far the run may go in each slice, without ever starving messages. */

/** Real ms between two slices when there is nothing to catch up with. */
const SLICE_INTERVAL_MS = 16;
/** Real ms of work in a slice; between slices messages are answered. */
const SLICE_BUDGET_MS = 8;
/** Real time beyond this since the last slice is not made up for: the tab slept. */
const MAX_CATCH_UP_MS = 250;
/** Real ms before another try while storage is congested. */
const CONGESTED_WAIT_MS = 5;
/** Real ms over which keeping up is judged. */
const JUDGED_MS = 1000;
/** Below this part of the wanted virtual time the clock counts as behind. */
const KEEPING_UP_SHARE = 0.9;

export interface PacerOptions {
  readonly nowRealMs: () => number;
  /** Calls back after a real delay; gives what cancels it. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
  /** The run's virtual time. */
  readonly nowMs: () => number;
  /** Runs up to the target or until `isOver`; stops only where everything due so far is done. True when it got there. */
  readonly advance: (targetMs: number, isOver: () => boolean) => boolean;
  /** True while storage takes no more. */
  readonly isCongested: () => boolean;
  /** After each slice. */
  readonly onSlice: () => void;
  /** A slice threw; the clock has stopped. */
  readonly onFault: (error: unknown) => void;
}

/** Paces the clock. What cannot be kept up with is given up, never owed: a slow machine gets a slow clock. */
export class Pacer {
  readonly #options: PacerOptions;
  #running = false;
  #speed = 1;
  #behind = false;
  #cancelTick: (() => void) | undefined;
  #lastRealMs = 0;
  #owedMs = 0;
  #judgedFromMs = 0;
  #wantedMs = 0;
  #gotMs = 0;
  #stepping: AbortController | undefined;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  get running(): boolean {
    return this.#running;
  }

  get speed(): number {
    return this.#speed;
  }

  /** True when over the last second the clock went clearly slower than asked. */
  get behind(): boolean {
    return this.#running && this.#behind;
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    this.#judgeAnew();
  }

  play(): void {
    if (this.#running) return;
    this.#running = true;
    this.#lastRealMs = this.#options.nowRealMs();
    this.#owedMs = 0;
    this.#judgeAnew();
    if (this.#stepping === undefined) this.#next(0);
  }

  /** Also ends a step where it is. */
  pause(): void {
    this.#running = false;
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    this.#stepping?.abort();
  }

  /** Runs forward by `byMs` virtual ms as fast as it goes, in slices; the paced clock waits meanwhile. One at a time. */
  async step(byMs: number, signal?: AbortSignal): Promise<void> {
    const { nowMs, advance, isCongested, onSlice } = this.#options;
    const stepping = new AbortController();
    this.#stepping = stepping;
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    const targetMs = nowMs() + Math.max(0, Math.round(byMs));
    const isStopped = (): boolean => stepping.signal.aborted || signal?.aborted === true;
    try {
      while (nowMs() < targetMs && !isStopped()) {
        await this.#turn(isCongested() ? CONGESTED_WAIT_MS : 0);
        if (isCongested() || isStopped()) continue;
        advance(targetMs, this.#budget());
        onSlice();
      }
    } finally {
      this.#stepping = undefined;
      this.#lastRealMs = this.#options.nowRealMs();
      if (this.#running) this.#next(0);
    }
  }

  #turn(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.#options.schedule(resolve, delayMs));
  }

  #next(delayMs: number): void {
    this.#cancelTick = this.#options.schedule(() => this.#tick(), delayMs);
  }

  #tick(): void {
    this.#cancelTick = undefined;
    if (!this.#running || this.#stepping !== undefined) return;
    try {
      const delayMs = this.#slice();
      this.#options.onSlice();
      // A slice may have stopped the clock.
      if (this.#running) this.#next(delayMs);
    } catch (error) {
      this.#running = false;
      this.#options.onFault(error);
    }
  }

  /** Gives the delay before the next slice. */
  #slice(): number {
    const { nowRealMs, nowMs, advance, isCongested } = this.#options;
    const realMs = nowRealMs();
    const elapsedMs = Math.min(realMs - this.#lastRealMs, MAX_CATCH_UP_MS);
    this.#lastRealMs = realMs;
    this.#owedMs += elapsedMs * this.#speed;
    const fromMs = nowMs();
    const targetMs = fromMs + Math.floor(this.#owedMs);
    const reached = !isCongested() && (targetMs === fromMs || advance(targetMs, this.#budget()));
    const gotMs = nowMs() - fromMs;
    this.#owedMs = reached ? this.#owedMs - gotMs : 0;
    this.#judge(realMs, elapsedMs * this.#speed, gotMs);
    if (isCongested()) return CONGESTED_WAIT_MS;
    return reached ? Math.max(0, SLICE_INTERVAL_MS - (nowRealMs() - realMs)) : 0;
  }

  #budget(): () => boolean {
    const { nowRealMs } = this.#options;
    const untilMs = nowRealMs() + SLICE_BUDGET_MS;
    return () => nowRealMs() >= untilMs;
  }

  #judge(realMs: number, wantedMs: number, gotMs: number): void {
    this.#wantedMs += wantedMs;
    this.#gotMs += gotMs;
    if (realMs - this.#judgedFromMs < JUDGED_MS) return;
    // A whole virtual ms may still be owed at slow speeds.
    this.#behind = this.#gotMs + 1 < this.#wantedMs * KEEPING_UP_SHARE;
    this.#startJudging(realMs);
  }

  #judgeAnew(): void {
    this.#behind = false;
    this.#startJudging(this.#options.nowRealMs());
  }

  #startJudging(realMs: number): void {
    this.#judgedFromMs = realMs;
    this.#wantedMs = 0;
    this.#gotMs = 0;
  }
}
