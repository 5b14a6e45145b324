/** An item at rest: its canonical JSON text and its size; parsed when touched. */
import type { PageCodec } from '../../base/sorted-map.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { writeItem } from '../values/item-writer.ts';
import { itemSizeBytes } from '../values/size.ts';

/** Immutable; an update makes a new one. Index entries share the record of their item. */
export interface StoredItem {
  /** DynamoDB JSON, numbers as DynamoDB gives them back, attributes in the order given. */
  readonly json: string;
  /** By DynamoDB's rules, not the length of `json`. */
  readonly sizeBytes: number;
}

/** What is behind every StoredItem. */
interface Item extends StoredItem {
  parsed: AttributeMap | undefined;
}

/**
 * Keeps the parsed form of the items touched last, so that memory stays flat. A cache and nothing else: no answer
 * depends on it.
 */
class ParsedRing {
  readonly #items: (Item | undefined)[];
  #at = 0;

  constructor(limit: number) {
    this.#items = Array.from<Item | undefined>({ length: limit });
  }

  keep(item: Item, parsed: AttributeMap): void {
    const evicted = this.#items[this.#at];
    if (evicted !== undefined) evicted.parsed = undefined;
    this.#items[this.#at] = item;
    item.parsed = parsed;
    this.#at = this.#at + 1 === this.#items.length ? 0 : this.#at + 1;
  }
}

/** For single items: small, so that what a request parses dies young. */
const RECENT_LIMIT = 64;
const recent = new ParsedRing(RECENT_LIMIT);

/** For Query and Scan, which come back to the same items with the same filters. */
const WALKED_LIMIT = 8192;
const walked = new ParsedRing(WALKED_LIMIT);

/** Makes the record of an item whose values are valid. Throws DynamoDB's error for a number that cannot be stored. */
export function createStoredItem(attributes: AttributeMap): StoredItem {
  const { json, sizeBytes, isCanonical } = writeItem(attributes);
  const item: Item = { json, sizeBytes, parsed: undefined };
  if (isCanonical) recent.keep(item, attributes);
  return item;
}

/** The record of an item that was stored before. */
export function restoreStoredItem(json: string, sizeBytes?: number): StoredItem {
  const item: Item = {
    json,
    sizeBytes: sizeBytes ?? itemSizeBytes(JSON.parse(json) as AttributeMap),
    parsed: undefined,
  };
  return item;
}

/** The item parsed, if it is kept; nothing is parsed for it. */
export function parsedForm(item: StoredItem): AttributeMap | undefined {
  return (item as Item).parsed;
}

/** The item parsed; a few are kept. Never mutate it. */
export function attributesOf(item: StoredItem): AttributeMap {
  return parsedOf(item as Item, recent);
}

/** As `attributesOf`, for walks over many items: some thousands are kept. */
export function walkedAttributesOf(item: StoredItem): AttributeMap {
  return parsedOf(item as Item, walked);
}

function parsedOf(item: Item, ring: ParsedRing): AttributeMap {
  const known = item.parsed;
  if (known !== undefined) return known;
  const parsed = JSON.parse(item.json) as AttributeMap;
  ring.keep(item, parsed);
  return parsed;
}

/** A page's lines are the items' JSON. */
export const STORED_ITEM_CODEC: PageCodec<StoredItem> = {
  toJson: (item) => item.json,
  fromJson: (json, sizeBytes) => restoreStoredItem(json, sizeBytes),
};
