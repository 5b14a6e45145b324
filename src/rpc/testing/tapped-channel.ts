/** Two connected ports whose traffic a test can read. */
import { isEnvelope, type Envelope } from '../message.ts';
import type { Port } from '../port.ts';

export interface TappedChannel {
  readonly near: Port;
  readonly far: Port;
  /** Every envelope that was posted at the near end and at the far end. */
  readonly sentNear: Envelope[];
  readonly sentFar: Envelope[];
  close(): void;
}

export function createTappedChannel(): TappedChannel {
  const { port1, port2 } = new MessageChannel();
  const sentNear: Envelope[] = [];
  const sentFar: Envelope[] = [];
  return {
    near: tap(port1, sentNear),
    far: tap(port2, sentFar),
    sentNear,
    sentFar,
    close: () => port1.close(),
  };
}

function tap(port: MessagePort, sent: Envelope[]): Port {
  return {
    postMessage(message) {
      port.postMessage(message);
      if (isEnvelope(message)) sent.push(message);
    },
    addEventListener: (type, listener) => port.addEventListener(type, listener),
    removeEventListener: (type, listener) => port.removeEventListener(type, listener),
    start: () => port.start(),
  };
}
