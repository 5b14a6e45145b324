/** What an adapter gives: a transactional store of rows. All meaning lies above it, so that adapters stay thin. */
import type { Row } from './row.ts';

/** Everything that a store holds, unread. */
export interface StoreContent {
  /** Undefined where nothing was ever written. */
  readonly format: number | undefined;
  readonly head: string | undefined;
  /** In the order of their numbers. */
  readonly log: readonly Row<number>[];
  /** In the order of their numbers; see page-rows.ts. */
  readonly pages: readonly Row<number>[];
  readonly docs: readonly Row[];
}

/** A checkpoint in rows. `docs` replaces all documents; the log is emptied. */
export interface RowCheckpoint {
  readonly head: string;
  readonly pages: readonly Row<number>[];
  readonly removedPages: readonly number[];
  readonly docs: readonly Row[];
}

/** Each method is one transaction, whole or not at all, and rejects with the platform's own error. */
export interface RowStore {
  read(): Promise<StoreContent>;
  /** Those of these rows that are there. */
  readPages(keys: readonly number[]): Promise<readonly Row<number>[]>;
  append(rows: readonly Row<number>[]): Promise<void>;
  checkpoint(checkpoint: RowCheckpoint): Promise<void>;
  /** Empties the store and writes this. */
  replace(content: StoreContent): Promise<void>;
  /** Destroys the store, one that cannot be read or opened too; the next call makes it anew. */
  erase(): Promise<void>;
  /** Roughly; undefined where the platform does not tell. */
  sizeBytes(): Promise<number | undefined>;
  close(): void;
}
