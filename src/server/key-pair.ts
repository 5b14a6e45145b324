/** The key pair of `--require-signature`, with what Node has for checking signatures made with it. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SignatureCheck } from '../wire/signature.ts';

export interface KeyPair {
  readonly accessKey: string;
  readonly secretKey: string;
}

export function signatureCheckFor(keyPair: KeyPair, nowMs: () => number): SignatureCheck {
  return {
    ...keyPair,
    nowMs,
    hmacSha256: (key, text) => createHmac('sha256', key).update(text).digest(),
    sha256,
    // Digests have one length, which `timingSafeEqual` insists on.
    isEqual: (a, b) => timingSafeEqual(digest(a), digest(b)),
  };
}

/** Hex digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
