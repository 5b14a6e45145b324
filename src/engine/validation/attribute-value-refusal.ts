/** What is wrong with an attribute value, in DynamoDB's words. Runs only for inputs that were not accepted at once. */
import { base64ToLatin1, utf8Length } from '../../base/bytes.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { MAX_ATTRIBUTE_NAME_BYTES, MAX_NESTING_LEVELS } from '../../model/limits.ts';
import { canonicalNumber } from '../values/number.ts';
import { numberRefusal } from './number-refusal.ts';

const INVALID = 'One or more parameter values were invalid: ';
const TOO_DEEP =
  'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit';
const EMPTY_VALUE = 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes';
const SEVERAL_TYPES =
  'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes';

/** Every type that may be present; the checks run before it is certain that there is but one. */
interface LooseValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
  readonly L?: readonly AttributeValue[];
  readonly M?: AttributeMap;
}

/** An item or a key: names at the top, then values, then names further down. `older` picks the older wording. */
export function attributesRefusal(attributes: AttributeMap, older: boolean): string | undefined {
  return (
    namesRefusal(attributes) ??
    firstRefusal(Object.values(attributes), (value) => valueRefusal(value, older, 1)) ??
    firstRefusal(Object.values(attributes), nestedNamesRefusal)
  );
}

/** One value, whole. Source of the wording: answers of eu-west-2, October 2026. */
export function attributeValueRefusal(value: AttributeValue, older: boolean): string | undefined {
  return valueRefusal(value, older, 1) ?? nestedNamesRefusal(value);
}

function firstRefusal<T>(all: readonly T[], refusal: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const message = refusal(one);
    if (message !== undefined) return message;
  }
  return undefined;
}

function namesRefusal(attributes: AttributeMap): string | undefined {
  return firstRefusal(Object.keys(attributes), (name) => {
    if (name === '') return 'Empty attribute name';
    if (utf8Length(name) <= MAX_ATTRIBUTE_NAME_BYTES) return undefined;
    return 'Attribute name is too large, must be less than 65536 bytes';
  });
}

function nestedNamesRefusal(value: LooseValue): string | undefined {
  if (value.M !== undefined) {
    return namesRefusal(value.M) ?? firstRefusal(Object.values(value.M), nestedNamesRefusal);
  }
  return value.L === undefined ? undefined : firstRefusal(value.L, nestedNamesRefusal);
}

function valueRefusal(value: LooseValue, older: boolean, level: number): string | undefined {
  if (level > MAX_NESTING_LEVELS) return TOO_DEEP;
  const types = Object.keys(value).length;
  if (types === 0) return EMPTY_VALUE;
  return contentRefusal(value, older, level) ?? (types > 1 ? SEVERAL_TYPES : undefined);
}

function contentRefusal(value: LooseValue, older: boolean, level: number): string | undefined {
  if (value.N !== undefined) return numberRefusal(value.N, older);
  if (value.NULL === false) return `${INVALID}Null attribute value types must have the value of true`;
  if (value.SS !== undefined) return stringSetRefusal(value.SS, older);
  if (value.NS !== undefined) return numberSetRefusal(value.NS, older);
  if (value.BS !== undefined) return binarySetRefusal(value.BS, older);
  const nested = value.M === undefined ? value.L : Object.values(value.M);
  return nested === undefined
    ? undefined
    : firstRefusal(nested, (one) => valueRefusal(one, older, level + 1));
}

function stringSetRefusal(members: readonly string[], older: boolean): string | undefined {
  if (members.length === 0) return `${INVALID}An string set  may not be empty`;
  const repeat = firstRepeat(members);
  if (repeat === undefined) return undefined;
  const shown = older ? members : listedMembers(members, repeat, toCodePoints).map((text) => `"${text}"`);
  return `${INVALID}Input collection [${shown.join(', ')}] contains duplicates.`;
}

function numberSetRefusal(members: readonly string[], older: boolean): string | undefined {
  if (members.length === 0) return `${INVALID}An number set  may not be empty`;
  const refused = firstRefusal(members, (member) => numberRefusal(member, older));
  if (refused !== undefined) return refused;
  if (firstRepeat(members.map(canonicalNumber)) === undefined) return undefined;
  return older ? 'Input collection contains duplicates' : `${INVALID}Input collection contains duplicates.`;
}

function binarySetRefusal(members: readonly string[], older: boolean): string | undefined {
  if (members.length === 0) return `${INVALID}Binary sets should not be empty`;
  const repeat = firstRepeat(members);
  if (repeat === undefined) return undefined;
  const shown = older
    ? members.join(', ')
    : listedMembers(members, repeat, base64ToLatin1)
        .map((text) => `"${text}"`)
        .join(',');
  return `${INVALID}Input collection [${shown}]of type BS contains duplicates.`;
}

/** Index of the first member that was there before. */
function firstRepeat(members: readonly string[]): number | undefined {
  const seen = new Set<string>();
  for (const [index, member] of members.entries()) {
    if (seen.has(member)) return index;
    seen.add(member);
  }
  return undefined;
}

/** The new layer lists what it had collected in byte order, then the repeat and the rest as sent. */
function listedMembers(
  members: readonly string[],
  repeat: number,
  sortText: (member: string) => string,
): readonly string[] {
  const collected = members
    .slice(0, repeat)
    .toSorted((left, right) => (sortText(left) < sortText(right) ? -1 : 1));
  return [...collected, ...members.slice(repeat)];
}

/** Text whose `<` is the byte order of UTF-8: surrogates move above the units that follow them. */
function toCodePoints(text: string): string {
  return text.replace(/[\ud800-\uffff]/g, (unit) =>
    unit < '\ue000'
      ? String.fromCharCode(unit.charCodeAt(0) + 0x2000)
      : String.fromCharCode(unit.charCodeAt(0) - 0x800),
  );
}
