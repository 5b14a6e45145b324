/** A stored row: eight hex digits of checksum, then the body. */
import { checksum } from './checksum.ts';

const CHECKSUM_CHARS = 8;

/** One row of the store as it lies there, under its key. */
export interface Row<Key extends string | number = string> {
  readonly key: Key;
  readonly text: string;
}

/** The key takes part in the checksum, so that a row under another's key is found. */
export function sealRow<Key extends string | number>(key: Key, body: string): Row<Key> {
  return { key, text: checksum(String(key), body) + body };
}

/** The body, or undefined when the row is not what was written under this key. */
export function openRow(row: { readonly key: string | number; readonly text: unknown }): string | undefined {
  const { text } = row;
  if (typeof text !== 'string' || text.length < CHECKSUM_CHARS) return undefined;
  const body = text.slice(CHECKSUM_CHARS);
  return checksum(String(row.key), body) === text.slice(0, CHECKSUM_CHARS) ? body : undefined;
}
