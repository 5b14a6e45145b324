/** What the storage benchmark's page asks of its worker, and the items that both make. */

export const VERSION = 1;

export interface StorageBench {
  /** Opens both stores and empties them. */
  prepare(): Promise<void>;
  /** Resolves when the item is durable through the persistence port. */
  append(key: string, json: string): Promise<void>;
  /** Resolves when the items, one row each, are durable in a plain table: one bulkPut. */
  putRows(items: readonly Item[]): Promise<void>;
  /** Stores the same items both ways. */
  fill(items: number): Promise<void>;
  /** Opens the store and reads everything back, its items unparsed as the engine wants them. */
  load(): Promise<Loaded>;
  loadRows(): Promise<Loaded>;
}

export interface Item {
  readonly key: string;
  readonly json: string;
}

export interface Loaded {
  readonly ms: number;
  readonly items: number;
}

const ITEM_BYTES = 1024;

/** About 1 KB, no two alike. */
export function makeItem(i: number): Item {
  const key = `customer-${String(i).padStart(8, '0')}`;
  const head = `{"pk":{"S":"${key}"},"n":{"N":"${i}"},"text":{"S":"`;
  let text = '';
  for (let word = i + 1; head.length + text.length < ITEM_BYTES - 3;) {
    word = (Math.imul(word, 1_103_515_245) + 12_345) >>> 0;
    text += word.toString(36);
  }
  return { key, json: `${head}${text.slice(0, ITEM_BYTES - 3 - head.length)}"}}` };
}
