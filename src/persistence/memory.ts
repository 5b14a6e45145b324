/** The memory adapter: keeps rows for as long as the process lives. */
import type { Persistence } from './port.ts';
import type { Row } from './row.ts';
import type { RowStore, StoreContent } from './row-store.ts';
import { createStoredPersistence } from './stored-persistence.ts';

export function createMemoryPersistence(): Persistence {
  return createStoredPersistence(createMemoryStore());
}

/** `initial` lets a test start from content of its own. */
export function createMemoryStore(initial: StoreContent = NOTHING): RowStore {
  let { format, head, docs } = initial;
  let log = [...initial.log];
  let pages = rowsByKey(initial.pages);

  return {
    async read() {
      return { format, head, log: [...log], pages: [...pages.values()], docs };
    },
    async readPages(keys) {
      return keys.flatMap((key) => pages.get(key) ?? []);
    },
    async append(rows) {
      log.push(...rows);
    },
    async checkpoint(checkpoint) {
      for (const key of checkpoint.removedPages) pages.delete(key);
      for (const page of checkpoint.pages) pages.set(page.key, page);
      ({ head, docs } = checkpoint);
      log = [];
    },
    async replace(content) {
      ({ format, head, docs } = content);
      log = [...content.log];
      pages = rowsByKey(content.pages);
    },
    async erase() {
      ({ format, head, docs } = NOTHING);
      log = [];
      pages = new Map();
    },
    async sizeBytes() {
      return sizeOf(log) + sizeOf([...pages.values()]) + sizeOf(docs);
    },
    close: () => undefined,
  };
}

const NOTHING: StoreContent = { format: undefined, head: undefined, log: [], pages: [], docs: [] };

function rowsByKey(rows: readonly Row<number>[]): Map<number, Row<number>> {
  return new Map(rows.map((row) => [row.key, row]));
}

/** JavaScript strings take one or two bytes a character; two is the safer guess. */
function sizeOf(rows: readonly Row<string | number>[]): number {
  return rows.reduce((sum, row) => sum + 2 * row.text.length, 0);
}
