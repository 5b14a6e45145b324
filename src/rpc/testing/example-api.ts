/** A small service for the tests of the port's two ends. */
export interface ExampleApi {
  add(a: number, b: number): Promise<number>;
  echo(value: unknown): Promise<unknown>;
  fail(message: string): Promise<never>;
  never(): Promise<void>;
  untilAborted(signal: AbortSignal): Promise<string>;
  count(to: number): AsyncIterable<number>;
  broken(): AsyncIterable<number>;
}

export const EXAMPLE_OPTIONS = { version: 1, streams: { count: 2, broken: 1 } } as const;

export interface Example {
  readonly api: ExampleApi;
  /** Values that `count` was asked for, over all its streams. */
  asked(): number;
  /** Streams of `count` that have cleaned up. */
  cleaned(): number;
}

export function createExample(): Example {
  let asked = 0;
  let cleaned = 0;
  const api: ExampleApi = {
    add: async (a, b) => a + b,
    echo: async (value) => value,
    fail: async (message) => {
      throw new RangeError(message);
    },
    never: () => new Promise(() => undefined),
    untilAborted: (signal) =>
      new Promise((resolve) => {
        const done = (): void => resolve('stopped where it was');
        if (signal.aborted) done();
        else signal.addEventListener('abort', done);
      }),
    async *count(to) {
      try {
        for (let i = 1; i <= to; i++) {
          asked += 1;
          yield i;
        }
      } finally {
        cleaned += 1;
      }
    },
    async *broken() {
      yield 1;
      throw new Error('broken in the middle');
    },
  };
  return { api, asked: () => asked, cleaned: () => cleaned };
}
