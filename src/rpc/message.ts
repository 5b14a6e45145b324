/** What crosses a port: one union of messages, sent in envelopes that name their session. */

/**
 * Id 0 is the connection itself: its `call` is the hello that carries the contract version, its `reply` accepts it,
 * its `fault` is the client's death. A `next` from the serving side carries a value, one from the client says that
 * a value was read and another may follow. `window` is present on calls of streams.
 */
export type Message =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly method: string;
      readonly args: readonly unknown[];
      readonly window?: number;
      /** The method takes an AbortSignal as its last argument, which a `cancel` aborts. */
      readonly abortable?: true;
    }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'fault';
      readonly id: number;
      readonly reason: FaultReason;
      readonly message: string;
      readonly stack: string;
    }
  | { readonly kind: 'next'; readonly id: number; readonly value?: unknown }
  | { readonly kind: 'end'; readonly id: number };

/** Why a client is of no more use. `owner-changed`: what it talked to has moved; connect again on the same port. */
export type DeathKind = 'version' | 'error' | 'messageerror' | 'closed' | 'owner-changed';

/** `fault` alone concerns one call: an error thrown on the serving side, which is a bug there. */
export type FaultReason = 'fault' | DeathKind;

export interface Envelope {
  /** Drawn by each client; every other session's messages are strangers'. */
  readonly session: number;
  readonly messages: readonly Message[];
}

export const CONNECTION_ID = 0;

/** Addresses whichever session is listening; clients never draw it. */
export const ANY_SESSION = 0;

export function isEnvelope(data: unknown): data is Envelope {
  return (
    typeof data === 'object' &&
    data !== null &&
    'session' in data &&
    typeof data.session === 'number' &&
    'messages' in data &&
    Array.isArray(data.messages)
  );
}

/** The envelope that ends whichever client listens on a port. */
export function deathNotice(kind: DeathKind, detail: string): Envelope {
  const fault: Message = { kind: 'fault', id: CONNECTION_ID, reason: kind, message: detail, stack: '' };
  return { session: ANY_SESSION, messages: [fault] };
}
