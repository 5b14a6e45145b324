/** The checksum of stored rows: part of the format, so that it never changes within a format version. */

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;
const WORD_BYTES = 4;
/** UTF-8 needs at most three bytes for a UTF-16 code unit. */
const BYTES_A_UNIT = 3;
/** Longer rows get a buffer that is not kept. */
const KEPT_BUFFER_BYTES = 8_000_000;

const encoder = new TextEncoder();
let kept = new Uint8Array(0);

/**
 * 32 bits as eight hex digits over the key and the text's UTF-8, taken in little-endian words (megabytes are read at
 * every start: this is some five times faster than going through the text's characters). A single damaged word is
 * always found. Guards against damage, not against malice; tells one lone surrogate from another only by its place.
 */
export function checksum(key: string, text: string): string {
  return hex(addText(addText(SEED, key), text));
}

function addText(seed: number, text: string): number {
  const bytes = bufferFor(text.length * BYTES_A_UNIT + WORD_BYTES);
  const { written } = encoder.encodeInto(text, bytes);
  bytes.fill(0, written, written + WORD_BYTES);
  const words = new Uint32Array(bytes.buffer, 0, Math.ceil(written / WORD_BYTES));
  let hash = mix(seed, text.length);
  // By index: an iterator over a typed array costs ten times as much.
  for (let i = 0; i < words.length; i++) hash = mix(hash, words[i] ?? 0);
  return hash;
}

/** The shift brings high bits down, where the next product spreads them; without it two of their flips could cancel. */
function mix(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, PRIME);
  return product ^ (product >>> 15);
}

function bufferFor(sizeBytes: number): Uint8Array {
  if (kept.length >= sizeBytes) return kept;
  const buffer = new Uint8Array(Math.ceil(sizeBytes / WORD_BYTES) * WORD_BYTES);
  if (sizeBytes <= KEPT_BUFFER_BYTES) kept = buffer;
  return buffer;
}

function hex(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, '0');
}
