/** Sizes of values and items in bytes, as DynamoDB counts them. */
import { base64Length, utf8Length } from '../../base/bytes.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { numberSizeBytes } from './number.ts';

/** What a list or a map costs beside its members, and each of those. */
export const DOCUMENT_BYTES = 3;
export const MEMBER_BYTES = 1;

/** Names and values of an item or a key. */
export function itemSizeBytes(attributes: AttributeMap): number {
  let bytes = 0;
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined) bytes += utf8Length(name) + valueSizeBytes(value);
  }
  return bytes;
}

/** One value without its name. Sets have no cost of their own. */
export function valueSizeBytes(value: AttributeValue): number {
  if ('S' in value) return utf8Length(value.S);
  if ('N' in value) return numberSizeBytes(value.N);
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('B' in value) return base64Length(value.B) ?? 0;
  if ('M' in value) return mapSizeBytes(value.M);
  if ('L' in value) {
    let bytes = DOCUMENT_BYTES;
    for (const element of value.L) bytes += MEMBER_BYTES + valueSizeBytes(element);
    return bytes;
  }
  let bytes = 0;
  if ('SS' in value) for (const member of value.SS) bytes += utf8Length(member);
  else if ('NS' in value) for (const member of value.NS) bytes += numberSizeBytes(member);
  else for (const member of value.BS) bytes += base64Length(member) ?? 0;
  return bytes;
}

function mapSizeBytes(members: AttributeMap): number {
  let bytes = DOCUMENT_BYTES;
  for (const name in members) {
    const member = members[name];
    if (member !== undefined) bytes += MEMBER_BYTES + utf8Length(name) + valueSizeBytes(member);
  }
  return bytes;
}
