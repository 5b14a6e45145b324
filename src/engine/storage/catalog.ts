/** The catalog: every table by name and id, with its document and its stored items. */
import type { SortedMap } from '../../base/sorted-map.ts';
import type { IndexDoc, TableDoc } from '../../model/table.ts';
import type { StoredItem } from './stored-item.ts';

export interface Table {
  /** Replaced whole by the write batch; never mutated. */
  doc: TableDoc;
  /**
   * All items under their encoded key: four characters of the partition key's 32-bit hash, then partition key,
   * then sort key, so that the map's order is the hash order of Scan and a partition is one contiguous range.
   */
  readonly items: SortedMap<StoredItem>;
  readonly indexes: Map<string, Index>;
  sizeBytes: number;
}

/** A GSI or LSI. An entry points at the item it was made from; what it shows is projected when read. */
export interface Index {
  doc: IndexDoc;
  /** Encoded index key, then the item's encoded key. */
  readonly entries: SortedMap<StoredItem>;
  sizeBytes: number;
}

export interface Catalog {
  byName(name: string): Table | undefined;
  byId(id: string): Table | undefined;
  /** In name order. */
  all(): readonly Table[];
}
