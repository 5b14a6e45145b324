/** Single attributes of an item read and replaced in its JSON text, so that a small update parses and writes little. */
import { utf8Length } from '../../base/bytes.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { attributeAt, setAttribute } from '../values/attributes.ts';
import type { AttributeRecord } from '../values/attributes.ts';
import { sameValue } from '../values/compare.ts';
import { valueSizeBytes } from '../values/size.ts';
import { attributesOf, createStoredItem, parsedForm, restoreStoredItem } from './stored-item.ts';
import type { StoredItem } from './stored-item.ts';

export interface NamedAttributes {
  /** The named attributes that the item has, at least. */
  readonly attributes: AttributeMap;
  /** True when they are all there are. */
  readonly isWhole: boolean;
  /** Where they stand in the item's text; empty when the item was parsed whole. */
  readonly places: ReadonlyMap<string, Place>;
}

/** Where a top-level attribute stands: from its name's quote to the end of its value. */
interface Place {
  readonly from: number;
  readonly valueFrom: number;
  readonly to: number;
}

const NO_PLACES: ReadonlyMap<string, Place> = new Map();

/** With more names than this, parsing the whole item is no slower. */
const MAX_NAMES = 6;
/** Opens every map. Without maps, a name that begins a member is a top-level attribute's. */
const MAP_OPENING = '{"M":{';

/** Reads some attributes of an item, and parses the whole of it only where that cannot be told apart from its text. */
export function attributesNamed(item: StoredItem, names: ReadonlySet<string>): NamedAttributes {
  const parsed = parsedForm(item);
  if (parsed !== undefined) return { attributes: parsed, isWhole: true, places: NO_PLACES };
  if (names.size > MAX_NAMES || item.json.includes(MAP_OPENING)) {
    return { attributes: attributesOf(item), isWhole: true, places: NO_PLACES };
  }
  const attributes: AttributeRecord = {};
  const places = new Map<string, Place>();
  for (const name of names) {
    const place = placeOf(item.json, name);
    if (place === undefined) continue;
    places.set(name, place);
    setAttribute(attributes, name, valueAt(item.json, place));
  }
  return { attributes, isWhole: false, places };
}

const STRING_OPENING = '{"S":"';
const NUMBER_OPENING = '{"N":"';

/** Strings and numbers are what most requests name: where nothing is escaped, they are there to be cut out. */
function valueAt(json: string, { valueFrom, to }: Place): AttributeValue {
  const isString = json.startsWith(STRING_OPENING, valueFrom);
  if (isString || json.startsWith(NUMBER_OPENING, valueFrom)) {
    const text = json.slice(valueFrom + STRING_OPENING.length, to - 2);
    if (!text.includes('\\')) return isString ? { S: text } : { N: text };
  }
  return JSON.parse(json.slice(valueFrom, to)) as AttributeValue;
}

export interface AttributeChanges {
  readonly before: NamedAttributes;
  /** `before` with the changes. */
  readonly after: AttributeMap;
  /** What may have changed. */
  readonly names: ReadonlySet<string>;
}

/** The item's record after the changes; the same record when nothing has changed. */
export function changedItem(item: StoredItem, { before, after, names }: AttributeChanges): StoredItem {
  let { sizeBytes } = item;
  const edits: Edit[] = [];
  for (const name of names) {
    const old = attributeAt(before.attributes, name);
    const value = attributeAt(after, name);
    if (old === undefined ? value === undefined : value !== undefined && sameValue(old, value)) continue;
    sizeBytes += sizeWithName(name, value) - sizeWithName(name, old);
    edits.push({ name, value });
  }
  if (edits.length === 0) return item;
  return before.isWhole
    ? createStoredItem(after)
    : restoreStoredItem(edited(item.json, edits, before.places), sizeBytes);
}

function sizeWithName(name: string, value: AttributeValue | undefined): number {
  return value === undefined ? 0 : utf8Length(name) + valueSizeBytes(value);
}

/** Only for items without maps. */
function placeOf(json: string, name: string): Place | undefined {
  const label = `${JSON.stringify(name)}:`;
  for (let from = json.indexOf(label); from !== -1; from = json.indexOf(label, from + 1)) {
    const before = json.charAt(from - 1);
    const valueFrom = from + label.length;
    // Within a string, every quote follows a backslash; type tags like "S" never have an object after them.
    if ((before === '{' || before === ',') && json.charAt(valueFrom) === '{') {
      return { from, valueFrom, to: endOfValue(json, valueFrom) };
    }
  }
  return undefined;
}

/** The place after the object that begins at `from`. */
function endOfValue(json: string, from: number): number {
  let depth = 0;
  for (let at = from; at < json.length; at++) {
    switch (json.charAt(at)) {
      case '"':
        at = endOfString(json, at);
        break;
      case '{':
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        depth--;
        if (depth === 0) return at + 1;
    }
  }
  return json.length;
}

/** The closing quote of the string that begins at `from`. */
function endOfString(json: string, from: number): number {
  for (let at = json.indexOf('"', from + 1); at !== -1; at = json.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (json.charAt(at - 1 - backslashes) === '\\') backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return json.length;
}

interface Edit {
  readonly name: string;
  /** Undefined removes the attribute. */
  readonly value: AttributeValue | undefined;
}

/**
 * The text with attributes set in their places, added at the end, or removed. All places are found in the text as it
 * was: a new value may hold a map.
 */
function edited(json: string, edits: readonly Edit[], places: NamedAttributes['places']): string {
  const replaced: Replacement[] = [];
  let added = '';
  for (const { name, value } of edits) {
    const place = places.get(name);
    if (place !== undefined) replaced.push({ place, value });
    else if (value !== undefined) added += `,${JSON.stringify(name)}:${JSON.stringify(value)}`;
  }
  if (replaced.length > 1) replaced.sort((a, b) => a.place.from - b.place.from);
  const pieces: string[] = [];
  let at = 0;
  for (const { place, value } of replaced) {
    if (value === undefined) {
      // With the comma before it, which the first attribute has not.
      pieces.push(json.slice(at, Math.max(1, place.from - 1)));
      at = place.to;
    } else {
      pieces.push(json.slice(at, place.valueFrom), JSON.stringify(value));
      at = place.to;
    }
  }
  pieces.push(json.slice(at, -1), added, '}');
  // Joined, not added: what is added keeps the old text alive until somebody reads it.
  const text = pieces.join('');
  return text.startsWith('{,') ? `{${text.slice(2)}` : text;
}

interface Replacement {
  readonly place: Place;
  readonly value: AttributeValue | undefined;
}
