/** The fast yes: whether an attribute value is right in every way, without saying what is wrong with it. */
import { base64Length } from '../../base/bytes.ts';
import type { JsonValue } from '../../base/json.ts';
import { MAX_ATTRIBUTE_NAME_BYTES, MAX_NESTING_LEVELS, MAX_NUMBER_DIGITS } from '../../model/limits.ts';
import { canonicalNumber } from '../values/number.ts';
import { isJsonObject } from './json-kinds.ts';
import { numberRefusal } from './number-refusal.ts';

/** Sets up to this size are compared pair by pair, which needs no memory. */
const SMALL_SET = 8;
/** A name of this many characters has no more than the greatest number of bytes, whatever they are. */
const SAFE_NAME_LENGTH = Math.floor(MAX_ATTRIBUTE_NAME_BYTES / 3);

/** An item, a key or the value of an M. `level` is the nesting level of its values. */
export function acceptsAttributes(value: JsonValue, level: number): boolean {
  if (!isJsonObject(value)) return false;
  for (const name in value) {
    if (name.length === 0 || name.length > SAFE_NAME_LENGTH) return false;
    if (!acceptsValue(value[name], level)) return false;
  }
  return true;
}

/** False sends the request to the slow walk, which is bounded too; true is final. */
export function acceptsValue(value: JsonValue | undefined, level: number): boolean {
  if (level > MAX_NESTING_LEVELS || value === undefined || !isJsonObject(value)) return false;
  let type: string | undefined;
  for (const name in value) {
    if (type !== undefined) return false;
    type = name;
  }
  if (type === undefined) return false;
  return acceptsTyped(type, value[type], level);
}

function acceptsTyped(type: string, content: JsonValue | undefined, level: number): boolean {
  switch (type) {
    case 'S':
      return typeof content === 'string';
    case 'N':
      return typeof content === 'string' && acceptsNumber(content);
    case 'BOOL':
      return typeof content === 'boolean';
    case 'M':
      return content !== undefined && acceptsAttributes(content, level + 1);
    case 'L':
      return Array.isArray(content) && acceptsList(content, level + 1);
    case 'NULL':
      return content === true;
    case 'B':
      return typeof content === 'string' && isBase64(content);
    case 'SS':
      return isStrings(content) && acceptsAll(content, isText) && areDistinct(content);
    case 'NS':
      return isStrings(content) && acceptsAll(content, acceptsNumber) && areDistinctNumbers(content);
    case 'BS':
      return isStrings(content) && acceptsAll(content, isBase64) && areDistinct(content);
    default:
      return false;
  }
}

function acceptsList(values: readonly JsonValue[], level: number): boolean {
  for (const value of values) if (!acceptsValue(value, level)) return false;
  return true;
}

function isStrings(content: JsonValue | undefined): content is readonly string[] {
  return Array.isArray(content) && content.length > 0 && typeof content[0] === 'string';
}

function acceptsAll(members: readonly JsonValue[], accepts: (text: string) => boolean): boolean {
  for (const member of members) if (typeof member !== 'string' || !accepts(member)) return false;
  return true;
}

function isText(): boolean {
  return true;
}

function acceptsNumber(text: string): boolean {
  return isPlainNumber(text) || numberRefusal(text, false) === undefined;
}

/** A minus, so few digits that they are certain to fit, and at most one point among them: by far the most numbers. */
function isPlainNumber(text: string): boolean {
  const length = text.length;
  let at = text.charCodeAt(0) === 45 ? 1 : 0;
  const digits = length - at;
  if (digits === 0 || digits > MAX_NUMBER_DIGITS) return false;
  let points = 0;
  for (; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 46) points++;
    else if (code < 48 || code > 57) return false;
  }
  return points === 0 || (points === 1 && digits > 1);
}

/** Well-formed, padded, and with no bits left over in the last group. */
export function isBase64(text: string): boolean {
  return base64Length(text) !== undefined && !hasLeftoverBits(text);
}

/** Whether the last character before the padding holds bits of no byte. */
export function hasLeftoverBits(text: string): boolean {
  if (text.endsWith('==')) return !'AQgw'.includes(text.charAt(text.length - 3));
  if (text.endsWith('=')) return !'AEIMQUYcgkosw048'.includes(text.charAt(text.length - 2));
  return false;
}

function areDistinct(members: readonly string[]): boolean {
  if (members.length > SMALL_SET) return new Set(members).size === members.length;
  for (let i = 1; i < members.length; i++) {
    for (let j = 0; j < i; j++) if (members[i] === members[j]) return false;
  }
  return true;
}

function areDistinctNumbers(members: readonly string[]): boolean {
  return members.length === 1 || areDistinct(members.map(canonicalNumber));
}
