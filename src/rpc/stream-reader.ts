/** The reading end of a stream: a bounded buffer between a port and a `for await`. */

/** Who hears the answers to one call. `end` is the reply of a call and the end of a stream. */
export interface Receiver {
  next(value: unknown): void;
  end(value: unknown): void;
  fail(error: Error): void;
}

export interface StreamLink {
  /** Tells the serving side that a value was read. */
  acknowledge(): void;
  cancel(): void;
}

interface Waiter {
  resolve(result: IteratorResult<unknown, undefined>): void;
  reject(error: Error): void;
}

/**
 * `open` is called when the first value is asked for. The buffer holds no more than the window that was announced
 * then, because the serving side sends one value for each acknowledgement.
 */
export function createStreamReader(
  open: (receiver: Receiver) => StreamLink,
): AsyncIterator<unknown, undefined, undefined> {
  const buffer: unknown[] = [];
  const waiters: Waiter[] = [];
  let link: StreamLink | undefined;
  let closed = false;
  let failure: Error | undefined;

  const close = (): void => {
    closed = true;
    for (const waiter of waiters.splice(0)) waiter.resolve({ done: true, value: undefined });
  };
  const receiver: Receiver = {
    next(value) {
      const waiter = waiters.shift();
      if (waiter === undefined) buffer.push(value);
      else {
        link?.acknowledge();
        waiter.resolve({ done: false, value });
      }
    },
    end: close,
    fail(error) {
      const waiter = waiters.shift();
      if (waiter === undefined) failure = error;
      else waiter.reject(error);
      close();
    },
  };

  return {
    async next() {
      if (link === undefined && !closed) link = open(receiver);
      if (buffer.length > 0) {
        const value = buffer.shift();
        if (!closed) link?.acknowledge();
        return { done: false, value };
      }
      if (failure !== undefined) {
        const error = failure;
        failure = undefined;
        throw error;
      }
      if (closed) return { done: true, value: undefined };
      return new Promise((resolve, reject) => waiters.push({ resolve, reject }));
    },
    async return() {
      if (!closed) link?.cancel();
      buffer.length = 0;
      failure = undefined;
      close();
      return { done: true, value: undefined };
    },
  };
}
