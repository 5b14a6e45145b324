/** The write batch: the only way to change items and documents; applied whole or not at all. */
import { present } from '../../base/assert.ts';
import type { Change } from '../../model/changes.ts';
import type { TableDoc } from '../../model/table.ts';
import type { MutableCatalog } from './catalog.ts';
import type { CommitListener } from './commit.ts';
import type { ItemWrite } from './item-write.ts';

export interface WriteBatch {
  /** At most one write an item. */
  write(write: ItemWrite): void;
  /** Creates or replaces a table's document; new indexes start empty, indexes that left the document are dropped. */
  putTable(doc: TableDoc): void;
  /** Removes the table with its items and indexes. */
  dropTable(tableId: string): void;
}

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
}

type Staged =
  | { readonly kind: 'item'; readonly write: ItemWrite }
  | { readonly kind: 'put-table'; readonly doc: TableDoc }
  | { readonly kind: 'drop-table'; readonly tableId: string };

/** Where a table's items are stored, and its document. */
export function tableSpace(tableId: string): string {
  return `table/${tableId}`;
}

export function createWriteBatch({ catalog, listeners, record }: WriteBatchDependencies): CommittableBatch {
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
    applyToIndexes(write);
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
    commit(nowMs) {
      if (staged.length === 0) return;
      const applied = staged;
      staged = [];
      for (const change of applied) {
        if (change.kind === 'item') applyWrite(change.write, nowMs);
        else if (change.kind === 'put-table') applyTable(change.doc, nowMs);
        else applyDrop(change.tableId, nowMs);
      }
    },
    drop() {
      staged = [];
    },
  };
}

/** Before the items change: an index that has not been built yet is built from the items as they were. */
function applyToIndexes({ newItem, indexWrites }: ItemWrite): void {
  for (const { index, oldEntryKey, newEntryKey, newSizeBytes } of indexWrites) {
    if (oldEntryKey !== undefined && oldEntryKey !== newEntryKey) index.entries.delete(oldEntryKey);
    if (newEntryKey !== undefined && newItem !== undefined)
      index.entries.set(newEntryKey, newItem, newSizeBytes);
  }
}
