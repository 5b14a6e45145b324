/** The write batch: the only way to change items and documents; applied whole or not at all. */
import { present } from '../../base/assert.ts';
import type { Change } from '../../model/changes.ts';
import type { TableDoc } from '../../model/table.ts';
import type { MutableCatalog } from './catalog.ts';
import type { CommitListener } from './commit.ts';
import type { IndexWrite, ItemWrite } from './item-write.ts';
import type { StoredItem } from './stored-item.ts';

export interface WriteBatch {
  /** At most one write an item. */
  write(write: ItemWrite): void;
  /** Creates or replaces a table's document; new indexes start empty, indexes that left the document are dropped. */
  putTable(doc: TableDoc): void;
  /** Removes the table with its items and indexes. */
  dropTable(tableId: string): void;
  /** Something else that changes when the rest does: done in its turn, or not at all. Must not throw. */
  follow(effect: Effect): void;
}

export type Effect = (nowMs: number) => void;

/** Where physical changes go, in commit order. */
export type RecordChange = (change: Change) => void;

/** The batch as its owner sees it. */
export interface CommittableBatch extends WriteBatch {
  /** Applies everything in the order it came, tells the listeners and empties the batch. */
  commit(nowMs: number): void;
  /** Forgets everything. */
  drop(): void;
}

export interface WriteBatchDependencies {
  readonly catalog: MutableCatalog;
  readonly listeners: readonly CommitListener[];
  readonly record: RecordChange;
  /** True takes an entry over: it reaches its index later. Absent: every entry is applied with its item. */
  readonly defer?: (write: ItemWrite, entry: IndexWrite, nowMs: number) => boolean;
}

type Staged =
  | { readonly kind: 'item'; readonly write: ItemWrite }
  | { readonly kind: 'put-table'; readonly doc: TableDoc }
  | { readonly kind: 'drop-table'; readonly tableId: string }
  | { readonly kind: 'effect'; readonly effect: Effect };

/** Where a table's items are stored, and its document. */
export function tableSpace(tableId: string): string {
  return `table/${tableId}`;
}

export function createWriteBatch({
  catalog,
  listeners,
  record,
  defer,
}: WriteBatchDependencies): CommittableBatch {
  let staged: Staged[] = [];

  function applyTable(doc: TableDoc, nowMs: number): void {
    const before = catalog.byId(doc.id)?.doc;
    const table = catalog.put(doc);
    record({ kind: 'doc', name: tableSpace(doc.id), json: JSON.stringify(doc) });
    for (const listener of listeners) listener.onTableChange?.(table, before, doc, nowMs);
  }

  function applyDrop(tableId: string, nowMs: number): void {
    const table = present(catalog.byId(tableId), 'the table to drop');
    catalog.drop(tableId);
    record({ kind: 'drop-doc', name: tableSpace(tableId) });
    record({ kind: 'drop-space', space: tableSpace(tableId) });
    for (const listener of listeners) listener.onTableChange?.(table, table.doc, undefined, nowMs);
  }

  function applyWrite(write: ItemWrite, nowMs: number): void {
    if (!write.changed) return;
    const { table, key, newItem } = write;
    // Before the items change: an index that has not been built yet is built from the items as they were.
    for (const entry of write.indexWrites) {
      if (defer?.(write, entry, nowMs) !== true) applyIndexWrite(entry, newItem);
    }
    const space = tableSpace(table.doc.id);
    if (newItem === undefined) {
      table.items.delete(key);
      record({ kind: 'delete', space, key });
    } else {
      table.items.set(key, newItem, newItem.sizeBytes);
      record({ kind: 'put', space, key, json: newItem.json });
    }
    for (const listener of listeners) listener.onCommit(write, nowMs);
  }

  return {
    write: (write) => void staged.push({ kind: 'item', write }),
    putTable: (doc) => void staged.push({ kind: 'put-table', doc }),
    dropTable: (tableId) => void staged.push({ kind: 'drop-table', tableId }),
    follow: (effect) => void staged.push({ kind: 'effect', effect }),
    commit(nowMs) {
      if (staged.length === 0) return;
      const applied = staged;
      staged = [];
      for (const change of applied) {
        if (change.kind === 'item') applyWrite(change.write, nowMs);
        else if (change.kind === 'put-table') applyTable(change.doc, nowMs);
        else if (change.kind === 'drop-table') applyDrop(change.tableId, nowMs);
        else change.effect(nowMs);
      }
    },
    drop() {
      staged = [];
    },
  };
}

/** Moves an item's entry to where it belongs, with what the index shows of it. */
export function applyIndexWrite(
  { index, oldEntryKey, newEntryKey, newSizeBytes }: IndexWrite,
  newItem: StoredItem | undefined,
): void {
  if (oldEntryKey !== undefined && oldEntryKey !== newEntryKey) index.entries.delete(oldEntryKey);
  if (newEntryKey !== undefined && newItem !== undefined)
    index.entries.set(newEntryKey, newItem, newSizeBytes);
}
