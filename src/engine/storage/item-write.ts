/** One item's write with all that follows from it in the indexes, worked out before anything changes. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import { sameAttributes, sameValue } from '../values/compare.ts';
import type { Index, Table } from './table.ts';
import { entryKeyOf, entrySizeBytes } from './secondary-index.ts';
import { attributesOf } from './stored-item.ts';
import type { StoredItem } from './stored-item.ts';

/** Bytes that one write unit covers. */
export const WRITE_UNIT_BYTES = 1024;

/** What an item's write does to one index; absent where it does nothing and costs nothing. */
export interface IndexWrite {
  readonly index: Index;
  readonly oldEntryKey: string | undefined;
  readonly newEntryKey: string | undefined;
  readonly oldSizeBytes: number;
  readonly newSizeBytes: number;
  /**
   * Developer guide, "Using Global Secondary Indexes", write throughput: an entry put, replaced or deleted is one
   * write of its own size; one whose key changes is a delete and a put. Zero where only the pointer to the item moves.
   */
  readonly units: number;
}

export interface ItemWrite {
  readonly table: Table;
  readonly key: string;
  readonly oldItem: StoredItem | undefined;
  readonly newItem: StoredItem | undefined;
  readonly cause: 'request' | 'ttl';
  /** False when the new item equals the old one: charged, but nothing is stored and no stream record made. */
  readonly changed: boolean;
  readonly indexWrites: readonly IndexWrite[];
}

const NO_INDEX_WRITES: readonly IndexWrite[] = [];

/** Reads the present item under `key` and works out what replacing it (`newItem` undefined: deleting it) does. */
export function prepareWrite(
  table: Table,
  key: string,
  newItem: StoredItem | undefined,
  cause: 'request' | 'ttl' = 'request',
): ItemWrite {
  const oldItem = table.items.get(key);
  const changed = isChange(oldItem, newItem);
  return {
    table,
    key,
    oldItem,
    newItem,
    cause,
    changed,
    indexWrites: indexWritesOf(table, key, { oldItem, newItem, changed }),
  };
}

/** As `prepareWrite` where the present item is known, and the new one is the same record unless it differs. */
export function prepareUpdate(
  table: Table,
  key: string,
  { oldItem, newItem }: { readonly oldItem: StoredItem | undefined; readonly newItem: StoredItem },
): ItemWrite {
  const changed = oldItem !== newItem;
  const indexWrites = indexWritesOf(table, key, { oldItem, newItem, changed });
  return { table, key, oldItem, newItem, cause: 'request', changed, indexWrites };
}

/** Units of the write on the table itself: the larger of the two images, at least one. */
export function tableWriteUnits(oldItem: StoredItem | undefined, newItem: StoredItem | undefined): number {
  return Math.max(1, writeUnits(Math.max(oldItem?.sizeBytes ?? 0, newItem?.sizeBytes ?? 0)));
}

/** Whole write units of so many bytes. */
export function writeUnits(sizeBytes: number): number {
  return Math.ceil(sizeBytes / WRITE_UNIT_BYTES);
}

function isChange(oldItem: StoredItem | undefined, newItem: StoredItem | undefined): boolean {
  if (oldItem === undefined || newItem === undefined) return oldItem !== newItem;
  // Equal items have equal sizes and texts of equal length, whatever the order of their attributes and sets.
  if (oldItem.sizeBytes !== newItem.sizeBytes || oldItem.json.length !== newItem.json.length) return true;
  if (oldItem.json === newItem.json) return false;
  const attributes = attributesOf(newItem);
  return lacksScalar(oldItem.json, attributes) || !sameAttributes(attributesOf(oldItem), attributes);
}

/** True when a number or a string of the item is nowhere in the other item's text, so that the two must differ. */
function lacksScalar(json: string, attributes: AttributeMap): boolean {
  // Numbers first: they are short, and what counts or stamps a change is mostly one of them.
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined && 'N' in value && !json.includes(`{"N":"${value.N}"}`)) return true;
  }
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined && 'S' in value && !json.includes(JSON.stringify(value))) return true;
  }
  return false;
}

function indexWritesOf(
  table: Table,
  key: string,
  { oldItem, newItem, changed }: Pick<ItemWrite, 'oldItem' | 'newItem' | 'changed'>,
): readonly IndexWrite[] {
  if (!changed || table.indexes.size === 0) return NO_INDEX_WRITES;
  const oldAttributes = oldItem && attributesOf(oldItem);
  const newAttributes = newItem && attributesOf(newItem);
  const writes: IndexWrite[] = [];
  for (const index of table.indexes.values()) {
    const oldEntryKey = oldAttributes && entryKeyOf(index, key, oldAttributes);
    const newEntryKey = newAttributes && entryKeyOf(index, key, newAttributes);
    if (oldEntryKey === undefined && newEntryKey === undefined) continue;
    const oldSizeBytes =
      oldEntryKey !== undefined && oldItem && oldAttributes
        ? entrySizeBytes(index, oldItem, oldAttributes)
        : 0;
    const newSizeBytes =
      newEntryKey !== undefined && newItem && newAttributes
        ? entrySizeBytes(index, newItem, newAttributes)
        : 0;
    const units =
      oldEntryKey !== newEntryKey
        ? writeUnits(oldSizeBytes) + writeUnits(newSizeBytes)
        : shows(index, oldAttributes, newAttributes)
          ? writeUnits(Math.max(oldSizeBytes, newSizeBytes))
          : 0;
    writes.push({ index, oldEntryKey, newEntryKey, oldSizeBytes, newSizeBytes, units });
  }
  return writes;
}

/** Whether the difference between two items shows in the index's entry. The items are known to differ. */
function shows(index: Index, before: AttributeMap | undefined, after: AttributeMap | undefined): boolean {
  if (index.projected === undefined || before === undefined || after === undefined) return true;
  for (const name of index.projected) {
    const old = before[name];
    const now = after[name];
    if (old === undefined || now === undefined ? old !== now : !sameValue(old, now)) return true;
  }
  return false;
}
