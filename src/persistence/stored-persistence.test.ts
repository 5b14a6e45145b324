/** What the port does above its adapters: group commit and faults that stick. */
import { describe, expect, it } from 'vitest';
import type { Change } from '../model/changes.ts';
import { createMemoryStore } from './memory.ts';
import type { RowStore } from './row-store.ts';
import { createStoredPersistence } from './stored-persistence.ts';
import { ok } from './testing/ok.ts';

const put = (key: string, json = '{}'): Change => ({ kind: 'put', space: 's', key, json });

/** A store whose appends wait to be let through, each with the text that it wrote. */
function createGatedStore(): {
  readonly store: RowStore;
  readonly appends: { text: string; pass(): void }[];
} {
  const memory = createMemoryStore();
  const appends: { text: string; pass(): void }[] = [];
  const store: RowStore = {
    ...memory,
    async append(rows) {
      await new Promise<void>((pass) => appends.push({ text: rows.map((row) => row.text).join('|'), pass }));
      await memory.append(rows);
    },
  };
  return { store, appends };
}

/** Lets everything that is ready run. */
async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('appends', () => {
  it('share one row when they come in one turn, and the next row while one is being written', async () => {
    const { store, appends } = createGatedStore();
    const persistence = createStoredPersistence(store);
    await ok(persistence.load());
    const settled: string[] = [];
    const append = async (key: string): Promise<void> => {
      await ok(persistence.append({ atMs: 1, changes: [put(key)] }));
      settled.push(key);
    };

    const first = [append('a'), append('b')];
    await turn();
    const second = [append('c'), append('d'), append('e')];
    await turn();
    expect(appends.map(({ text }) => text.slice(8))).toEqual(['T1:1P1:s1:a2:{}T1:1P1:s1:b2:{}']);
    expect(settled).toEqual([]);

    appends[0]?.pass();
    await Promise.all(first);
    await turn();
    expect(settled).toEqual(['a', 'b']);
    expect(appends).toHaveLength(2);

    appends[1]?.pass();
    await Promise.all(second);
    expect(settled).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect((await store.read()).log.map(({ key }) => key)).toEqual([1, 2]);
  });

  it('fill several rows when they are many, each with whole commits, and come back in order', async () => {
    const store = createMemoryStore();
    const persistence = createStoredPersistence(store);
    await ok(persistence.load());
    const changes = Array.from({ length: 300 }, (_, i) => put(`k${i}`, 'x'.repeat(1000)));
    await Promise.all(changes.map((change) => ok(persistence.append({ atMs: 1, changes: [change] }))));
    const { log } = await store.read();
    expect(log.map(({ key }) => key)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(Math.max(...log.map(({ text }) => text.length))).toBeLessThan(64_000);
    const reopened = createStoredPersistence(store);
    expect((await ok(reopened.load()))?.changes).toEqual(changes);
  });

  it('before load are a mistake of the caller, told as a refusal', async () => {
    const persistence = createStoredPersistence(createMemoryStore());
    const result = await persistence.append({ atMs: 1, changes: [] });
    expect(result).toHaveProperty('fault.detail', expect.stringContaining('load comes before append'));
  });
});

describe('a fault', () => {
  it('sticks: the append that met it and all later writes fail, until a reset', async () => {
    const memory = createMemoryStore();
    let full = false;
    const persistence = createStoredPersistence({
      ...memory,
      append: (rows) =>
        full ? Promise.reject(new DOMException('No room.', 'QuotaExceededError')) : memory.append(rows),
    });
    await ok(persistence.load());
    await ok(persistence.append({ atMs: 1, changes: [put('kept')] }));

    full = true;
    const refusal = { ok: false, fault: { kind: 'quota', detail: 'QuotaExceededError: No room.' } };
    const sameTurn = [1, 2].map(() => persistence.append({ atMs: 2, changes: [put('lost')] }));
    expect(await Promise.all(sameTurn)).toEqual([refusal, refusal]);
    full = false;
    expect(await persistence.append({ atMs: 3, changes: [put('late')] })).toEqual(refusal);
    expect(
      await persistence.checkpoint({ pages: [], removedPages: [], removedSpaces: [], docs: {} }, 3),
    ).toEqual(refusal);

    const reopened = createStoredPersistence(memory);
    expect((await ok(reopened.load()))?.changes).toEqual([put('kept')]);
    await ok(persistence.reset());
    await ok(persistence.append({ atMs: 4, changes: [put('again')] }));
  });

  it('meets a first load too when the store refuses writes', async () => {
    const persistence = createStoredPersistence({
      ...createMemoryStore(),
      replace: () => Promise.reject(new DOMException('Read only.', 'InvalidStateError')),
    });
    expect(await persistence.load()).toEqual({
      ok: false,
      fault: { kind: 'refused', detail: 'InvalidStateError: Read only.' },
    });
  });
});
