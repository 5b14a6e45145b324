/** The checksum of stored rows: part of the format, so that it never changes within a format version. */

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * 32 bits as eight hex digits over the UTF-16 code units of `key` and of `text` from `from` on (FNV-1a, a unit at a
 * time). Guards against damage, not against malice. The key takes part, so that a row under another's key is found.
 */
export function checksum(key: string, text: string, from: number): string {
  let hash = addText(SEED, key, 0);
  // A unit that no key holds in practice parts the two, so that `ab` + `c` differs from `a` + `bc`.
  hash = Math.imul(hash ^ 0xffff, PRIME);
  hash = addText(hash, text, from);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function addText(seed: number, text: string, from: number): number {
  let hash = seed;
  for (let i = from; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}
