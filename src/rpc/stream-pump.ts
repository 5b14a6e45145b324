/** The sending end of a stream: asks the iterator for a value only while the reader has room for it. */
import type { Message } from './message.ts';

export interface PumpOptions {
  readonly id: number;
  /** Values that may be sent before the first acknowledgement; each acknowledgement allows one more. */
  readonly window: number;
  push(message: Message): void;
}

export interface Pump {
  /** Settles when the stream has ended or was cancelled; rejects with what the iterator threw. */
  readonly finished: Promise<void>;
  acknowledge(): void;
  /** Sends nothing more and lets the iterator clean up. */
  cancel(): void;
}

export function createPump(source: AsyncIterable<unknown>, options: PumpOptions): Pump {
  const iterator = source[Symbol.asyncIterator]();
  let room = options.window;
  let cancelled = false;
  let wake: () => void = () => undefined;
  let cleanup: Promise<void> | undefined;

  const hasRoom = async (): Promise<boolean> => {
    if (room === 0 && !cancelled) await new Promise<void>((resolve) => (wake = resolve));
    return !cancelled;
  };
  const run = async (): Promise<void> => {
    while (await hasRoom()) {
      const result = await iterator.next();
      if (cancelled) break;
      if (result.done === true) {
        options.push({ kind: 'end', id: options.id });
        return;
      }
      room -= 1;
      options.push({ kind: 'next', id: options.id, value: result.value });
    }
    await cleanup;
  };

  return {
    finished: run(),
    acknowledge() {
      room += 1;
      wake();
    },
    cancel() {
      if (cancelled) return;
      cancelled = true;
      // At once, so that an iterator which waits for its source hears of it; a generator does after its present step.
      cleanup = cleanUp(iterator);
      wake();
    },
  };
}

async function cleanUp(iterator: AsyncIterator<unknown>): Promise<void> {
  await iterator.return?.();
}
