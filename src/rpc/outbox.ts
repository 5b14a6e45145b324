/** Gathers the messages of one turn, so that replies which resolve together cross the port as one. */
import type { Message } from './message.ts';

export interface Outbox {
  push(message: Message): void;
}

/**
 * `post` sends at the end of the microtasks that are queued when the first message comes. When a batch cannot be
 * cloned its messages are posted one by one, and `onUnsendable` hears of the culprits.
 */
export function createOutbox(
  post: (messages: readonly Message[]) => void,
  onUnsendable: (message: Message, error: unknown) => void,
): Outbox {
  let waiting: Message[] = [];

  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    try {
      post(batch);
    } catch {
      // A failed clone posts nothing, so that posting again sends nothing twice.
      for (const message of batch) postAlone(message);
    }
  };

  const postAlone = (message: Message): void => {
    try {
      post([message]);
    } catch (error) {
      onUnsendable(message, error);
    }
  };

  return {
    push(message) {
      waiting.push(message);
      if (waiting.length === 1) queueMicrotask(flush);
    },
  };
}
