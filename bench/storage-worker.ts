/** The storage benchmark's worker: the persistence port as it is used, beside a plain row-per-item table. */
import { Dexie, type Table } from 'dexie';
import { createDexiePersistence } from '../src/persistence/dexie.ts';
import type { Persistence, Stored } from '../src/persistence/port.ts';
import { serve } from '../src/rpc/server.ts';
import { makeItem, VERSION, type Item, type StorageBench } from './storage-api.ts';

/** As the engine's leaves after splits. */
const ITEMS_A_PAGE = 64;
const ROWS_A_BULK_PUT = 1000;
const SPACE = 'table/bench';

let persistence: Persistence = createDexiePersistence({ name: 'bench-store' });
let rows = openRows();
let commits = 0;

const bench: StorageBench = {
  async prepare() {
    valueOf(await persistence.load());
    valueOf(await persistence.reset());
    await rows.clear();
  },
  async append(key, json) {
    commits += 1;
    valueOf(await persistence.append({ atMs: commits, changes: [{ kind: 'put', space: SPACE, key, json }] }));
  },
  async putRows(items) {
    await rows.bulkPut([...items]);
  },
  async fill(items) {
    const all = Array.from({ length: items }, (_, i) => makeItem(i));
    for (let at = 0; at < items; at += ROWS_A_BULK_PUT)
      await rows.bulkPut(all.slice(at, at + ROWS_A_BULK_PUT));
    const pages = Array.from({ length: Math.ceil(items / ITEMS_A_PAGE) }, (_, pageId) => {
      const onPage = all.slice(pageId * ITEMS_A_PAGE, (pageId + 1) * ITEMS_A_PAGE);
      return { space: SPACE, pageId, text: onPage.map(({ key, json }) => `${key}\n${json}\n`).join('') };
    });
    valueOf(
      await persistence.checkpoint({ pages, removedPages: [], removedSpaces: [], docs: { items: '1' } }, 1),
    );
  },
  async load() {
    const startMs = performance.now();
    const state = valueOf(await persistence.load());
    const ms = performance.now() - startMs;
    const chars = (state?.pages ?? []).reduce((sum, page) => sum + page.text.length, 0);
    return { ms, items: Math.round(chars / charsOf(makeItem(0))) };
  },
  async loadRows() {
    const startMs = performance.now();
    const all = await rows.toArray();
    return { ms: performance.now() - startMs, items: all.length };
  },
};

function openRows(): Table<Item, string> {
  const db = new Dexie('bench-rows', { chromeTransactionDurability: 'relaxed' });
  db.version(1).stores({ rows: 'key' });
  return db.table('rows');
}

function charsOf({ key, json }: Item): number {
  return key.length + json.length + 2;
}

function valueOf<T>(stored: Stored<T>): T {
  if (!stored.ok) throw new Error(`${stored.fault.kind}: ${stored.fault.detail}`);
  return stored.value;
}

serve(self, bench, { version: VERSION });
