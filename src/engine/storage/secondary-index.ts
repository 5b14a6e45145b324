/** Secondary indexes: which entry an item has, what the entry shows, and how large it is. */
import { utf8Length } from '../../base/bytes.ts';
import { SortedMap } from '../../base/sorted-map.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import type { IndexDoc, KeySchema, TableDoc } from '../../model/table.ts';
import { collectionPrefix, encodeKeyParts } from '../values/key-encoding.ts';
import { valueSizeBytes } from '../values/size.ts';
import type { Index, Table } from './table.ts';
import { attributesOf } from './stored-item.ts';
import type { StoredItem } from './stored-item.ts';

/** With `stored`, the entries are built from the table's items when first asked for; otherwise they start empty. */
export function createIndex(
  table: Table,
  doc: IndexDoc,
  stored?: { readonly itemCount: number; readonly sizeBytes: number },
): Index & { doc: IndexDoc } {
  let entries = stored === undefined ? new SortedMap<StoredItem>() : undefined;
  const projected = projectedNames(table.doc, doc);
  const index: Index & { doc: IndexDoc } = {
    doc,
    projected,
    get entries() {
      if (entries === undefined) {
        entries = new SortedMap<StoredItem>();
        fill(entries, table, index);
      }
      return entries;
    },
    get builtEntries() {
      return entries;
    },
    get itemCount() {
      return entries?.size ?? stored?.itemCount ?? 0;
    },
    get sizeBytes() {
      return entries?.sizeBytes ?? stored?.sizeBytes ?? 0;
    },
  };
  return index;
}

function fill(entries: SortedMap<StoredItem>, table: Table, index: Index): void {
  table.items.forEach({}, (item, key) => {
    const attributes = attributesOf(item);
    const entryKey = entryKeyOf(index, key, attributes);
    if (entryKey !== undefined) entries.set(entryKey, item, entrySizeBytes(index, item, attributes));
  });
}

function projectedNames(table: TableDoc, index: IndexDoc): ReadonlySet<string> | undefined {
  if (index.projection.kind === 'ALL') return undefined;
  const included = index.projection.kind === 'INCLUDE' ? index.projection.attributes : [];
  return new Set([...keyNames(table.key), ...keyNames(index.key), ...included]);
}

/** The attributes of a key, partition key first. */
export function keyNames(key: KeySchema): readonly string[] {
  return [...key.pk, ...key.sk].map(({ name }) => name);
}

/** The entry's key; undefined when the item lacks a key attribute of the index, or has it with another type. */
export function entryKeyOf(index: Index, itemKey: string, attributes: AttributeMap): string | undefined {
  const { pk, sk } = index.doc.key;
  const encodedPk = encodeKeyParts(pk, attributes);
  if (encodedPk === undefined) return undefined;
  const encodedSk = encodeKeyParts(sk, attributes);
  return encodedSk === undefined ? undefined : collectionPrefix(encodedPk) + encodedSk + itemKey;
}

/** Bytes of what the entry shows of the item. */
export function entrySizeBytes(index: Index, item: StoredItem, attributes: AttributeMap): number {
  if (index.projected === undefined) return item.sizeBytes;
  let bytes = 0;
  for (const name of index.projected) {
    const value = attributes[name];
    if (value !== undefined) bytes += utf8Length(name) + valueSizeBytes(value);
  }
  return bytes;
}

/** What the entry shows, in the item's order of attributes. */
export function projectedAttributes(index: Index, attributes: AttributeMap): AttributeMap {
  const names = index.projected;
  if (names === undefined) return attributes;
  const shown: Record<string, AttributeValue> = {};
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined && names.has(name)) shown[name] = value;
  }
  return shown;
}

/** Back-fill: enters one item of the table in an index, unless it is there or lacks the index's key. True when it was entered. */
export function addIndexEntry(index: Index, key: string, item: StoredItem): boolean {
  const attributes = attributesOf(item);
  const entryKey = entryKeyOf(index, key, attributes);
  if (entryKey === undefined || index.entries.has(entryKey)) return false;
  index.entries.set(entryKey, item, entrySizeBytes(index, item, attributes));
  return true;
}
