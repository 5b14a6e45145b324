/** The one error that a client's calls and streams reject with. */
import type { DeathKind, FaultReason } from './message.ts';

/** Why a client died, in words that a page may show. */
export interface Death {
  readonly kind: DeathKind;
  readonly detail: string;
}

export class RpcError extends Error {
  override readonly name = 'RpcError';
  /** `fault` is a bug on the serving side; every other kind is the death of the client. */
  readonly kind: FaultReason;
  /** The stack on the serving side, empty when there is none. */
  readonly remoteStack: string;

  constructor(kind: FaultReason, message: string, remoteStack = '') {
    super(message);
    this.kind = kind;
    this.remoteStack = remoteStack;
  }
}
