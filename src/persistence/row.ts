/** A stored row: eight hex digits of checksum, then the body. */
import { checksum } from './checksum.ts';

const CHECKSUM_CHARS = 8;

/** One row of the store as it lies there, under its key. */
export interface Row<Key extends string | number = string> {
  readonly key: Key;
  readonly text: string;
}

export function sealRow<Key extends string | number>(key: Key, body: string): Row<Key> {
  return { key, text: checksum(String(key), body, 0) + body };
}

/** The body, or undefined when the row is not what was written under this key. */
export function openRow(row: { readonly key: string | number; readonly text: unknown }): string | undefined {
  const { text } = row;
  if (typeof text !== 'string' || text.length < CHECKSUM_CHARS) return undefined;
  if (checksum(String(row.key), text, CHECKSUM_CHARS) !== text.slice(0, CHECKSUM_CHARS)) return undefined;
  return text.slice(CHECKSUM_CHARS);
}
