/** The Dexie adapter against the contract, under a simulated IndexedDB. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { createDexiePersistence, createDexieStore } from './dexie.ts';
import { describePersistence } from './testing/contract.ts';

let databases = 0;

function newName(): string {
  databases += 1;
  return `test-${databases}`;
}

describePersistence('dexie', () => {
  const name = newName();
  return () => createDexieStore({ name });
});

describe('createDexiePersistence', () => {
  it('keeps what it acknowledged under its name', async () => {
    const name = newName();
    const change = { kind: 'put', space: 's', key: 'k', json: '{}' } as const;
    const before = createDexiePersistence({ name, durability: 'strict' });
    await before.load();
    await before.append({ atMs: 1, changes: [change] });
    before.close();

    const after = createDexiePersistence({ name });
    expect(await after.load()).toEqual({
      ok: true,
      value: { pages: [], docs: {}, changes: [change], nowMs: 1 },
    });
    after.close();
  });

  it('refuses to write once its database was closed, rather than start another', async () => {
    const persistence = createDexiePersistence({ name: newName() });
    await persistence.load();
    persistence.close();
    const result = await persistence.append({ atMs: 1, changes: [] });
    expect(result).toMatchObject({ ok: false, fault: { kind: 'refused' } });
  });

  it('refuses when the platform has no IndexedDB to open', async () => {
    const { open } = indexedDB;
    indexedDB.open = () => {
      throw new DOMException('Access is denied.', 'SecurityError');
    };
    const result = await createDexiePersistence({ name: newName() }).load();
    indexedDB.open = open;
    expect(result).toMatchObject({ ok: false, fault: { kind: 'refused' } });
    expect(result).toHaveProperty('fault.detail', expect.stringContaining('Access is denied.'));
  });
});
