/** The persistence port: a write-ahead log of commit records, and pages at checkpoints. Two adapters pass one contract suite. */
import type { Change, Checkpoint, StoredState } from '../model/changes.ts';

/** One engine commit or several that arrived together; written whole or not at all. */
export interface CommitRecord {
  readonly atMs: number;
  readonly changes: readonly Change[];
}

/** What can be wrong with the store, in kinds that the page words for its user. */
export type StorageFault =
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'quota'; readonly detail: string }
  | { readonly kind: 'corrupt'; readonly detail: string }
  | { readonly kind: 'newer-format'; readonly detail: string };

export type Stored<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: StorageFault };

export interface Persistence {
  /** Everything kept, or `undefined` for an empty store. Called once, before anything else. */
  load(): Promise<Stored<StoredState | undefined>>;
  /**
   * Resolves when the record is durable. Records become durable in the order of the calls; those that arrive while
   * a transaction is in flight share the next one. After a fault every later append fails with the same fault.
   */
  append(record: CommitRecord): Promise<Stored<void>>;
  /** Writes the pages and documents and trims the log of every record appended before this call; one transaction. */
  checkpoint(checkpoint: Checkpoint, atMs: number): Promise<Stored<void>>;
  /** Forgets everything and writes this in its place; one transaction, so that one or the other is found, never neither. */
  replace(checkpoint: Checkpoint, atMs: number): Promise<Stored<void>>;
  /** Everything kept as one JSON text that a person can save, readable even where `load` reports corruption. */
  exportText(): Promise<Stored<string>>;
  /** Forgets everything. */
  reset(): Promise<Stored<void>>;
  /** Bytes kept, roughly; undefined where the platform does not tell. */
  sizeBytes(): Promise<number | undefined>;
  close(): void;
}
