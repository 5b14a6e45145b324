/** What operations may ask of transactions: which items are in flight, and which request tokens have been used. */

/** Who asks, and when. Requests of one client never overlap: it waits for each reply. */
export interface Asking {
  readonly nowMs: number;
  /** Undefined for one that is heard of only once. */
  readonly client: string | undefined;
}

/** An item by its table's id and its encoded key. */
export interface ItemId {
  readonly tableId: string;
  readonly key: string;
}

/** A finished or running request that carried a token. */
export interface TokenUse {
  /** Tokens of one operation are unknown to another. */
  readonly operation: string;
  readonly token: string;
  /** Tells one payload from another. */
  readonly payload: string;
  readonly finishedMs: number;
  readonly client: string | undefined;
  /** For each action the units that reading its larger image takes, before any factor. */
  readonly readUnits: readonly number[];
}

export interface Transactions {
  /** Whether a write transaction of another client is in flight over the item. */
  isHeld(tableId: string, key: string, asking: Asking): boolean;
  /** As `isHeld`, or a single write of another client is in flight. */
  isBeingWritten(tableId: string, key: string, asking: Asking): boolean;
  /** A write transaction over the items is in flight until then. */
  hold(items: readonly ItemId[], until: Asking & { readonly untilMs: number }): void;
  /** A single write of the item is in flight until then. */
  noteWrite(item: ItemId, until: Asking & { readonly untilMs: number }): void;
  /** The use of a token that still counts. */
  useOf(operation: string, token: string, nowMs: number): TokenUse | undefined;
  /** From a commit only. */
  remember(use: TokenUse, nowMs: number): void;
}
