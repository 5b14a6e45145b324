/** The catalog: every table by name and id, with its document and its stored items. */
import { SortedMap } from '../../base/sorted-map.ts';
import type { IndexDoc, TableDoc } from '../../model/table.ts';
import { createIndex } from './secondary-index.ts';
import { STORED_ITEM_CODEC } from './stored-item.ts';
import type { StoredItem } from './stored-item.ts';
import type { Index, Table } from './table.ts';

export interface Catalog {
  byName(name: string): Table | undefined;
  byId(id: string): Table | undefined;
  /** In name order. */
  all(): readonly Table[];
}

/** The catalog as the write batch and the restore see it. */
export interface MutableCatalog extends Catalog {
  /** Creates the table or replaces its document; new indexes start empty, indexes that left the document are dropped. */
  put(doc: TableDoc): Table;
  /** As `put` for a table that was stored: its indexes are built from its items when first used. */
  restore(doc: TableDoc, counters: IndexCounters): Table;
  drop(id: string): void;
}

/** Entry counts and bytes by index id, as they were when stored. */
export type IndexCounters = Readonly<
  Record<string, { readonly itemCount: number; readonly sizeBytes: number }>
>;

interface CatalogTable extends Table {
  readonly indexes: Map<string, Index & { doc: IndexDoc }>;
}

export function createCatalog(): MutableCatalog {
  const ids = new Map<string, CatalogTable>();
  const names = new Map<string, CatalogTable>();

  function create(doc: TableDoc): CatalogTable {
    const items = new SortedMap<StoredItem>(STORED_ITEM_CODEC);
    const table: CatalogTable = {
      doc,
      items,
      indexes: new Map(),
      vectorCounts: new Map(),
      get sizeBytes() {
        return items.sizeBytes;
      },
    };
    ids.set(doc.id, table);
    names.set(doc.name, table);
    return table;
  }

  /** With `counters`, what is new is built from the items when first used. */
  function put(doc: TableDoc, counters: IndexCounters | undefined): Table {
    const table = ids.get(doc.id) ?? create(doc);
    table.doc = doc;
    const known = new Map(table.indexes);
    table.indexes.clear();
    for (const indexDoc of doc.indexes) {
      const before = known.get(indexDoc.name);
      const stored = counters && (counters[indexDoc.id] ?? { itemCount: 0, sizeBytes: 0 });
      const index = before?.doc.id === indexDoc.id ? before : createIndex(table, indexDoc, stored);
      index.doc = indexDoc;
      table.indexes.set(indexDoc.name, index);
    }
    return table;
  }

  return {
    byName: (name) => names.get(name),
    byId: (id) => ids.get(id),
    all: () => [...names.values()].sort((a, b) => (a.doc.name < b.doc.name ? -1 : 1)),
    put: (doc) => put(doc, undefined),
    restore: put,
    drop(id) {
      const table = ids.get(id);
      if (table === undefined) return;
      ids.delete(id);
      if (names.get(table.doc.name) === table) names.delete(table.doc.name);
    },
  };
}
