/** The IndexedDB adapter, through Dexie: four tables of strings under keys of their own. */
import { Dexie, type Table } from 'dexie';
import type { Persistence } from './port.ts';
import type { Row } from './row.ts';
import type { RowStore, StoreContent } from './row-store.ts';
import { createStoredPersistence } from './stored-persistence.ts';

export interface DexieOptions {
  /** The IndexedDB database. */
  readonly name: string;
  /** `strict` also waits until the operating system has flushed to the disk: for power loss. `relaxed` survives the browser's death. */
  readonly durability?: 'relaxed' | 'strict';
}

export function createDexiePersistence(options: DexieOptions): Persistence {
  return createStoredPersistence(createDexieStore(options));
}

/** The shape of IndexedDB's tables; what lies in them has its own version, in format.ts. */
const SCHEMA_VERSION = 1;
const SCHEMA = { meta: '', log: '', pages: '', docs: '' };
const FORMAT_KEY = 'format';
const HEAD_KEY = 'head';

export function createDexieStore(options: DexieOptions): RowStore {
  const db = new Dexie(options.name, {
    // Never opened behind our back: a database that the browser closed or cleared must fail, not start empty.
    autoOpen: false,
    chromeTransactionDurability: options.durability ?? 'relaxed',
    cache: 'disabled',
  });
  db.version(SCHEMA_VERSION).stores(SCHEMA);
  const meta: Table<string | number, string> = db.table('meta');
  const log: Table<string, number> = db.table('log');
  const pages: Table<string, number> = db.table('pages');
  const docs: Table<string, string> = db.table('docs');
  const tables = [meta, log, pages, docs];

  const openOnce = async (): Promise<void> => {
    if (!db.isOpen() && !db.hasBeenClosed()) await db.open();
  };
  const putContent = async (content: StoreContent): Promise<void> => {
    await Promise.all(tables.map((table) => table.clear()));
    if (content.format !== undefined) await meta.put(content.format, FORMAT_KEY);
    if (content.head !== undefined) await meta.put(content.head, HEAD_KEY);
    await Promise.all([
      putRows(log, content.log),
      putRows(pages, content.pages),
      putRows(docs, content.docs),
    ]);
  };

  return {
    async read() {
      await openOnce();
      return db.transaction('r', tables, async () => {
        const [format, head] = await meta.bulkGet([FORMAT_KEY, HEAD_KEY]);
        const [logRows, pageRows, docRows] = await Promise.all([
          readRows(log),
          readRows(pages),
          readRows(docs),
        ]);
        return {
          format: format as number | undefined,
          head: head as string | undefined,
          log: logRows,
          pages: pageRows,
          docs: docRows,
        };
      });
    },
    async readPages(keys) {
      const texts = await pages.bulkGet([...keys]);
      return keys.flatMap((key, i) => rowOf(key, texts[i]));
    },
    append: (rows) => addRows(log, rows),
    checkpoint: (checkpoint) =>
      db.transaction('rw', tables, async () => {
        await Promise.all([log.clear(), docs.clear(), pages.bulkDelete([...checkpoint.removedPages])]);
        await Promise.all([
          meta.put(checkpoint.head, HEAD_KEY),
          putRows(pages, checkpoint.pages),
          putRows(docs, checkpoint.docs),
        ]);
      }),
    async replace(content) {
      await openOnce();
      await db.transaction('rw', tables, () => putContent(content));
    },
    async erase() {
      await db.delete();
      await db.open();
    },
    sizeBytes: estimateBytes,
    close: () => db.close(),
  };
}

/** Fails where a row is there already. */
async function addRows(table: Table<string, number>, rows: readonly Row<number>[]): Promise<void> {
  await table.bulkAdd(
    rows.map((row) => row.text),
    rows.map((row) => row.key),
  );
}

async function putRows<Key extends string | number>(
  table: Table<string, Key>,
  rows: readonly Row<Key>[],
): Promise<void> {
  await table.bulkPut(
    rows.map((row) => row.text),
    rows.map((row) => row.key),
  );
}

async function readRows<Key extends string | number>(
  table: Table<string, Key>,
): Promise<readonly Row<Key>[]> {
  const [keys, texts] = await Promise.all([table.toCollection().primaryKeys(), table.toArray()]);
  return keys.flatMap((key, i) => rowOf(key, texts[i]));
}

function rowOf<Key extends string | number>(key: Key, text: string | undefined): readonly Row<Key>[] {
  return text === undefined ? [] : [{ key, text }];
}

/** Of the whole origin, which is the database for all but some kilobytes. */
async function estimateBytes(): Promise<number | undefined> {
  if (typeof navigator === 'undefined' || navigator.storage === undefined) return undefined;
  const { usage } = await navigator.storage.estimate();
  return usage;
}
