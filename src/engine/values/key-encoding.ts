/** Encoded keys: strings whose `<` order is DynamoDB's order, led by four characters of the partition key's hash. */
import { base64ToLatin1 } from '../../base/bytes.ts';
import { hash32 } from '../../base/hash.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import type { KeyAttribute, KeySchema } from '../../model/table.ts';
import { attributeAt } from './attributes.ts';
import { numberSortText } from './number.ts';

/** Above every character that can follow in a key: the open end of a range. */
export const ABOVE_ALL = '\uffff\uffff';

/**
 * One key value so that `<` orders it as DynamoDB does: strings by their UTF-8 bytes, numbers by value, binary by
 * bytes; NUL is escaped, since two of them end a part. Undefined when the value is not of the attribute's type.
 */
export function encodeKeyValue(value: AttributeValue, type: KeyAttribute['type']): string | undefined {
  if (type === 'S') return 'S' in value ? escapeText(value.S) : undefined;
  if (type === 'N') return 'N' in value ? numberSortText(value.N) : undefined;
  return 'B' in value ? escapeNul(base64ToLatin1(value.B)) : undefined;
}

const NUL = '\0';

/** Closes each part of a key. */
export const PART_END = '\0\0';

function escapeText(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0 || unit >= 0xd800) return escapeNul(inUtf8Order(text));
  }
  return text;
}

function escapeNul(text: string): string {
  return text.includes(NUL) ? text.replaceAll(NUL, '\0\u0001') : text;
}

/** Moves surrogates above the units E000 … FFFF, which stand for lower code points than theirs. */
function inUtf8Order(text: string): string {
  let moved = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800) moved += text.charAt(i);
    else moved += String.fromCharCode(unit < 0xe000 ? unit + 0x2000 : unit - 0x800);
  }
  return moved;
}

/** The parts' values, each closed; undefined when one is absent, of another type, or empty text. */
export function encodeKeyParts(parts: readonly KeyAttribute[], attributes: AttributeMap): string | undefined {
  let encoded = '';
  for (const { name, type } of parts) {
    const value = attributeAt(attributes, name);
    const part = value && encodeKeyValue(value, type);
    if (part === undefined || part === '') return undefined;
    encoded += part + PART_END;
  }
  return encoded;
}

/** Puts the hash of an encoded partition key before it: what all keys of one item collection begin with. */
export function collectionPrefix(encodedPk: string): string {
  return hashPrefix(hash32(encodedPk)) + encodedPk;
}

/** hash4 · pk · sk of a key or item; undefined when a key attribute is absent, empty or of another type. */
export function encodeKey(schema: KeySchema, attributes: AttributeMap): string | undefined {
  const pk = encodeKeyParts(schema.pk, attributes);
  if (pk === undefined) return undefined;
  const sk = encodeKeyParts(schema.sk, attributes);
  return sk === undefined ? undefined : collectionPrefix(pk) + sk;
}

/** The 32-bit hash in the first four characters of an encoded key. */
export function hashOfKey(key: string): number {
  return (
    ((key.charCodeAt(0) << 24) | (key.charCodeAt(1) << 16) | (key.charCodeAt(2) << 8) | key.charCodeAt(3)) >>>
    0
  );
}

/**
 * The first four characters of every key with this hash: partition bounds as key bounds. 2^32 gives a text above
 * every key.
 */
export function hashPrefix(hash: number): string {
  if (hash >= 0x1_0000_0000) return ABOVE_ALL;
  return String.fromCharCode(hash >>> 24, (hash >>> 16) & 255, (hash >>> 8) & 255, hash & 255);
}
