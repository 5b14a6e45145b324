/** Values as DynamoDB keeps them: numbers expanded and without needless zeros, all else as given. */
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { canonicalNumber } from './number.ts';

/** The same object when it is canonical already. Throws DynamoDB's error for a number that cannot be stored. */
export function canonicalAttributes(attributes: AttributeMap): AttributeMap {
  let copy: Record<string, AttributeValue> | undefined;
  for (const name in attributes) {
    const value = attributes[name];
    if (value === undefined) continue;
    const canonical = canonicalValue(value);
    if (canonical === value) continue;
    copy ??= { ...attributes };
    copy[name] = canonical;
  }
  return copy ?? attributes;
}

/** As `canonicalAttributes`, for one value. */
export function canonicalValue(value: AttributeValue): AttributeValue {
  if ('S' in value) return value;
  if ('N' in value) {
    const number = canonicalNumber(value.N);
    return number === value.N ? value : { N: number };
  }
  if ('M' in value) {
    const members = canonicalAttributes(value.M);
    return members === value.M ? value : { M: members };
  }
  if ('L' in value) {
    const elements = eachCanonical(value.L, canonicalValue);
    return elements === value.L ? value : { L: elements };
  }
  if ('NS' in value) {
    const members = eachCanonical(value.NS, canonicalNumber);
    return members === value.NS ? value : { NS: members };
  }
  return value;
}

function eachCanonical<T>(all: readonly T[], canonical: (one: T) => T): readonly T[] {
  let copy: T[] | undefined;
  for (let at = 0; at < all.length; at++) {
    const one = all[at] as T;
    const changed = canonical(one);
    if (changed === one) continue;
    copy ??= [...all];
    copy[at] = changed;
  }
  return copy ?? all;
}
