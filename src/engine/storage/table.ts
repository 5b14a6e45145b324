/** A table and its indexes as the engine holds them: the document and the sorted maps of what is stored. */
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
  /** By name, in the document's order. */
  readonly indexes: ReadonlyMap<string, Index>;
  /** Entries and bytes of each vector index by name, kept up to date by vectors/, where the entries are. */
  readonly vectorCounts: Map<string, { readonly itemCount: number; readonly sizeBytes: number }>;
  readonly sizeBytes: number;
}

/** A GSI or LSI. An entry points at the item it was made from; what it shows is projected when read. */
export interface Index {
  readonly doc: IndexDoc;
  /** Encoded index key, then the item's encoded key. Built on first use after a restore. */
  readonly entries: SortedMap<StoredItem>;
  /** As `entries`, but undefined while they are not built: for those who only look. */
  readonly builtEntries: SortedMap<StoredItem> | undefined;
  /** Entries and their projected bytes; before the entries are built, as they were when stored. */
  readonly itemCount: number;
  readonly sizeBytes: number;
  /** Names of the attributes that an entry shows; undefined for all. */
  readonly projected: ReadonlySet<string> | undefined;
}
