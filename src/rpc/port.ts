/** What the two ends need of a port, and of the interface that they share. */

/** A Worker, a worker's own scope, a MessagePort or a BroadcastChannel. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: PortEvent, listener: (event: Event) => void): void;
  removeEventListener(type: PortEvent, listener: (event: Event) => void): void;
  /** MessagePorts deliver nothing before it is called. */
  start?(): void;
}

type PortEvent = 'message' | 'messageerror' | 'error';

/** What a message event carries. */
export function messageData(event: Event): unknown {
  return 'data' in event ? event.data : undefined;
}

/** An interface fit for a port: every method returns a promise or an async iterable of cloneable values. */
export type Service<Api> = {
  readonly [Method in keyof Api]: (...args: never[]) => Promise<unknown> | AsyncIterable<unknown>;
};

export type StreamMethod<Api> = {
  [Method in keyof Api]: Api[Method] extends (...args: never[]) => AsyncIterable<unknown> ? Method : never;
}[keyof Api];
