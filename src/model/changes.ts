/** The engine's physical changes: what the log holds and what a checkpoint stores. */

/**
 * One change, in commit order. A *space* is one sorted map: a table's items (`table/<TableDoc.id>`), a
 * stream's records (`stream/<label>`), a backup's items (`backup/<id>`), a change log (`past/<id>`) or the tokens of transactions (`transactions/tokens`).
 * A *doc* is one small JSON document (`table/<TableDoc.id>`).
 * Indexes are not written: they follow from the items.
 */
export type Change =
  | { readonly kind: 'put'; readonly space: string; readonly key: string; readonly json: string }
  | { readonly kind: 'delete'; readonly space: string; readonly key: string }
  | { readonly kind: 'drop-space'; readonly space: string }
  /** All that `from` holds at this moment is put into `to`, which was empty. */
  | { readonly kind: 'copy-space'; readonly from: string; readonly to: string }
  | { readonly kind: 'doc'; readonly name: string; readonly json: string }
  | { readonly kind: 'drop-doc'; readonly name: string };

/** One leaf of a sorted map. `text` is opaque to storage; the engine reads it back lazily. */
export interface Page {
  readonly space: string;
  readonly pageId: number;
  readonly text: string;
}

/** What a checkpoint writes: dirty pages, removed pages, and every document. */
export interface Checkpoint {
  readonly pages: readonly Page[];
  readonly removedPages: readonly { readonly space: string; readonly pageId: number }[];
  readonly removedSpaces: readonly string[];
  /** All documents by name, `runtime` (clock, buckets, random state, counters) among them. */
  readonly docs: Readonly<Record<string, string>>;
}

/** What a restart gets back: the last checkpoint's whole content, then the changes logged since. */
export interface StoredState {
  readonly pages: readonly Page[];
  readonly docs: Readonly<Record<string, string>>;
  readonly changes: readonly Change[];
  /** Virtual time of the last logged change or checkpoint, whichever is later. */
  readonly nowMs: number;
}
