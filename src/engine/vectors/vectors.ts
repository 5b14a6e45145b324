/** Vector indexes as operations see them. */
import type { VectorIndexDoc } from '../../model/table.ts';
import type { Table } from '../storage/table.ts';
import type { VectorEntry } from './vector-entry.ts';

export interface Vectors {
  /** The entries of one partition of an index (`''` where its schema has no HASH), by the items' encoded keys. */
  entries(table: Table, index: VectorIndexDoc, partition: string): ReadonlyMap<string, VectorEntry>;
  /** Entries are built anew when next needed: for items that have come by another way than commits. */
  rebuild(table: Table): void;
  /**
   * Back-fill: enters the next items after `afterKey` in an index. Returns the last key looked at, undefined when
   * nothing is left. Items that the index cannot take are passed over.
   */
  fill(
    table: Table,
    index: VectorIndexDoc,
    options: { readonly afterKey: string; readonly limit: number },
  ): string | undefined;
}
