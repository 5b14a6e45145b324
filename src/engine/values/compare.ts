/** Equality of any two values, and the order of two strings, numbers or binaries. */
import { base64ToLatin1 } from '../../base/bytes.ts';
import type { AttributeMap, AttributeType, AttributeValue } from '../../model/attribute-value.ts';
import { compareNumbers } from './number.ts';

export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType;
  return 'NULL';
}

/** Equal in type and content: numbers by value, sets in any order, maps by member. */
export function sameValue(left: AttributeValue, right: AttributeValue): boolean {
  if (left === right) return true;
  if ('S' in left) return 'S' in right && left.S === right.S;
  if ('N' in left) return 'N' in right && compareNumbers(left.N, right.N) === 0;
  if ('B' in left) return 'B' in right && left.B === right.B;
  if ('BOOL' in left) return 'BOOL' in right && left.BOOL === right.BOOL;
  if ('NULL' in left) return 'NULL' in right;
  if ('M' in left) return 'M' in right && sameAttributes(left.M, right.M);
  if ('L' in left) {
    if (!('L' in right) || left.L.length !== right.L.length) return false;
    return left.L.every((element, at) => {
      const other = right.L[at];
      return other !== undefined && sameValue(element, other);
    });
  }
  if ('SS' in left) return 'SS' in right && sameSet(left.SS, right.SS);
  if ('NS' in left) return 'NS' in right && sameNumberSet(left.NS, right.NS);
  return 'BS' in right && sameSet(left.BS, right.BS);
}

/** The same names with equal values, in any order. */
export function sameAttributes(left: AttributeMap, right: AttributeMap): boolean {
  let count = 0;
  for (const name in left) {
    const value = left[name];
    const other = right[name];
    if (value === undefined || other === undefined || !sameValue(value, other)) return false;
    count++;
  }
  return Object.keys(right).length === count;
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((member) => right.includes(member));
}

function sameNumberSet(left: readonly string[], right: readonly string[]): boolean {
  return (
    left.length === right.length &&
    left.every((member) => right.some((other) => compareNumbers(member, other) === 0))
  );
}

/** Negative when `left` comes first; undefined for two types, or a type without an order. Strings by UTF-8 bytes. */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if ('S' in left) return 'S' in right ? compareStrings(left.S, right.S) : undefined;
  if ('N' in left) return 'N' in right ? compareNumbers(left.N, right.N) : undefined;
  if ('B' in left && 'B' in right) return compareUnits(base64ToLatin1(left.B), base64ToLatin1(right.B));
  return undefined;
}

function compareUnits(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** By UTF-8 bytes, that is by code points: surrogates stand for the highest ones. */
function compareStrings(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a === b) continue;
    const aIsSurrogate = a >= 0xd800 && a < 0xe000;
    const bIsSurrogate = b >= 0xd800 && b < 0xe000;
    if (aIsSurrogate !== bIsSurrogate) return aIsSurrogate ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}
