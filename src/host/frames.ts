/** Frames for pages: to each reader at most ten a second, one at once and then whenever something has changed. */
import type { Frame } from './api.ts';

const FRAME_INTERVAL_MS = 100;

/** What a reader has already had. */
export interface FrameCursor {
  readonly atS: number;
  readonly logId: number;
}

export const NOTHING_READ: FrameCursor = { atS: -Infinity, logId: 0 };

export interface FramesOptions {
  readonly nowRealMs: () => number;
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
  readonly build: (cursor: FrameCursor) => { readonly frame: Frame; readonly cursor: FrameCursor };
  /** Settles when there is something to build from. */
  readonly ready: () => Promise<void>;
}

type Result = IteratorResult<Frame, undefined>;

const END: Result = { done: true, value: undefined };

export class Frames {
  readonly #options: FramesOptions;
  readonly #readers = new Set<Reader>();
  #version = 1;
  #isClosed = false;

  constructor(options: FramesOptions) {
    this.#options = options;
  }

  /** Something that frames show is no longer as it was. */
  changed(): void {
    this.#version += 1;
    for (const reader of this.#readers) reader.wake();
  }

  /** The run is another: every reader starts over with the history. */
  restart(): void {
    for (const reader of this.#readers) reader.cursor = NOTHING_READ;
    this.changed();
  }

  /** Ends every stream. */
  close(): void {
    this.#isClosed = true;
    for (const reader of this.#readers) reader.end();
  }

  stream(): AsyncIterable<Frame> {
    return { [Symbol.asyncIterator]: () => this.#read() };
  }

  #read(): AsyncIterator<Frame, undefined> {
    const reader = new Reader(this.#options, () => this.#version);
    this.#readers.add(reader);
    if (this.#isClosed) reader.end();
    return {
      next: () => reader.next(),
      return: async () => {
        this.#readers.delete(reader);
        reader.end();
        return END;
      },
    };
  }
}

class Reader {
  cursor = NOTHING_READ;
  readonly #options: FramesOptions;
  readonly #version: () => number;
  #seenVersion = 0;
  #lastRealMs = -Infinity;
  #deliver: ((result: Result) => void) | undefined;
  #cancelTimer: (() => void) | undefined;
  #isEnded = false;

  constructor(options: FramesOptions, version: () => number) {
    this.#options = options;
    this.#version = version;
  }

  async next(): Promise<Result> {
    await this.#options.ready();
    if (this.#isEnded) return END;
    return await new Promise<Result>((resolve) => {
      this.#deliver = resolve;
      this.wake();
    });
  }

  /** Delivers when a frame is asked for, something has changed and the last one is long enough ago. */
  wake(): void {
    if (this.#deliver === undefined || this.#cancelTimer !== undefined) return;
    if (this.#seenVersion === this.#version()) return;
    const { nowRealMs, schedule } = this.#options;
    const waitMs = this.#lastRealMs + FRAME_INTERVAL_MS - nowRealMs();
    if (waitMs <= 0) {
      this.#send();
      return;
    }
    this.#cancelTimer = schedule(() => {
      this.#cancelTimer = undefined;
      this.#send();
    }, waitMs);
  }

  end(): void {
    this.#isEnded = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#deliver?.(END);
    this.#deliver = undefined;
  }

  #send(): void {
    const deliver = this.#deliver;
    if (deliver === undefined) return;
    this.#deliver = undefined;
    this.#seenVersion = this.#version();
    this.#lastRealMs = this.#options.nowRealMs();
    const { frame, cursor } = this.#options.build(this.cursor);
    this.cursor = cursor;
    deliver({ done: false, value: frame });
  }
}
