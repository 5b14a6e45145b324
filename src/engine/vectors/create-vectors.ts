/** Vector indexes at work: each keeps an entry for every item with a vector, following the commits. */
import type { EngineEvent } from '../../model/events.ts';
import type { TableDoc, VectorIndexDoc } from '../../model/table.ts';
import type { CommitListener, CommittedWrite } from '../storage/commit.ts';
import { attributesOf } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import type { Table } from '../storage/table.ts';
import { VectorEntries } from './vector-entries.ts';
import { type VectorEntry, vectorEntry } from './vector-entry.ts';
import { vectorWritesOf } from './vector-writes.ts';
import type { Vectors } from './vectors.ts';

interface Counts {
  readonly itemCount: number;
  readonly sizeBytes: number;
}

/** By the index's id. */
type CountsById = Readonly<Record<string, Counts>>;

export interface RunningVectors extends Vectors, CommitListener {
  onTableChange: NonNullable<CommitListener['onTableChange']>;
  /** Entry counts and bytes, for checkpoints: what is not built after a restore is still described by them. */
  counts(): CountsById;
  /** After a restore has filled the tables: entries are built when first needed. */
  restore(tables: readonly Table[], stored: CountsById): void;
}

/** One index. */
interface Holder {
  doc: VectorIndexDoc;
  /** Undefined until they are built from the table's items. */
  entries: VectorEntries | undefined;
  /** As they were when stored; they count while the entries are not built. */
  readonly stored: Counts;
}

const NO_COUNTS: Counts = { itemCount: 0, sizeBytes: 0 };

export function createVectors(emit: (event: EngineEvent) => void): RunningVectors {
  /** By the index's id. */
  const holders = new Map<string, Holder>();

  function hold(table: Table, doc: VectorIndexDoc, start: Pick<Holder, 'entries' | 'stored'>): void {
    const holder: Holder = { doc, ...start };
    holders.set(doc.id, holder);
    table.vectorCounts.set(doc.name, {
      get itemCount() {
        return holder.entries?.size ?? holder.stored.itemCount;
      },
      get sizeBytes() {
        return holder.entries?.sizeBytes ?? holder.stored.sizeBytes;
      },
    });
  }

  function follow(table: Table, before: TableDoc | undefined, after: TableDoc | undefined): void {
    for (const { id, name } of before?.vectorIndexes ?? []) {
      if (after?.vectorIndexes?.some((kept) => kept.id === id) === true) continue;
      holders.delete(id);
      table.vectorCounts.delete(name);
    }
    for (const doc of after?.vectorIndexes ?? []) {
      const holder = holders.get(doc.id);
      if (holder === undefined) hold(table, doc, { entries: new VectorEntries(), stored: NO_COUNTS });
      else holder.doc = doc;
    }
  }

  return {
    entries: (table, { id }, partition) => {
      const holder = holders.get(id);
      return holder === undefined ? new Map<string, VectorEntry>() : built(holder, table).of(partition);
    },
    rebuild({ doc }) {
      for (const { id } of doc.vectorIndexes ?? []) {
        const holder = holders.get(id);
        if (holder !== undefined) holder.entries = undefined;
      }
    },
    fill: (table, { id }, options) => {
      const holder = holders.get(id);
      return holder === undefined ? undefined : fill(holder, table, options);
    },
    onCommit(write, nowMs) {
      const { vectorIndexes, name: table } = write.table.doc;
      if (vectorIndexes === undefined) return;
      for (const { id } of vectorIndexes) {
        const holder = holders.get(id);
        if (holder !== undefined) enter(holder, write);
      }
      for (const { index, bytes } of vectorWritesOf(write)) {
        emit({ kind: 'vector-metered', atMs: nowMs, table, index: index.name, action: 'write', bytes });
      }
    },
    onTableChange: follow,
    counts: () =>
      Object.fromEntries(
        [...holders].map(([id, { entries, stored }]) => [
          id,
          entries === undefined ? stored : { itemCount: entries.size, sizeBytes: entries.sizeBytes },
        ]),
      ),
    restore(tables, stored) {
      for (const table of tables) {
        for (const doc of table.doc.vectorIndexes ?? []) {
          const entries = isBeingFilled(doc) ? new VectorEntries() : undefined;
          hold(table, doc, { entries, stored: stored[doc.id] ?? NO_COUNTS });
        }
      }
    },
  };
}

/** The phases in which the entries are not complete: back-fill begins anew after a restore. */
function isBeingFilled({ status, backfilling, changesAtMs }: VectorIndexDoc): boolean {
  return status === 'CREATING' && backfilling !== undefined && !(backfilling && changesAtMs !== undefined);
}

function built(holder: Holder, table: Table): VectorEntries {
  if (holder.entries !== undefined) return holder.entries;
  const entries = new VectorEntries();
  holder.entries = entries;
  table.items.forEach({}, (item, key) => {
    const entry = entryOf(holder, table, { key, item });
    if (entry !== undefined) entries.set(entry);
  });
  return entries;
}

function entryOf(
  { doc }: Holder,
  table: Table,
  { key, item }: { readonly key: string; readonly item: StoredItem },
): VectorEntry | undefined {
  // Without its name in the text there is no vector, and nothing needs parsing.
  if (!item.json.includes(JSON.stringify(doc.attribute))) return undefined;
  return vectorEntry(table.doc, doc, { key, item, attributes: attributesOf(item) });
}

function enter(holder: Holder, { table, key, newItem }: CommittedWrite): void {
  const entries = built(holder, table);
  const entry = newItem && entryOf(holder, table, { key, item: newItem });
  if (entry === undefined) entries.delete(key);
  else entries.set(entry);
}

function fill(
  holder: Holder,
  table: Table,
  { afterKey, limit }: { readonly afterKey: string; readonly limit: number },
): string | undefined {
  const entries = built(holder, table);
  let last: string | undefined;
  let count = 0;
  table.items.forEach({ from: afterKey, fromExclusive: true }, (item, key) => {
    const entry = entryOf(holder, table, { key, item });
    if (entry !== undefined) entries.set(entry);
    last = key;
    return ++count < limit;
  });
  return count < limit ? undefined : last;
}
