/** The memory adapter against the contract. */
import { describe, expect, it } from 'vitest';
import { createMemoryPersistence, createMemoryStore } from './memory.ts';
import { describePersistence } from './testing/contract.ts';

describePersistence('memory', () => {
  const store = createMemoryStore();
  return () => store;
});

describe('createMemoryPersistence', () => {
  it('starts empty and tells its size', async () => {
    const persistence = createMemoryPersistence();
    expect(await persistence.load()).toEqual({ ok: true, value: undefined });
    expect(await persistence.sizeBytes()).toBe(0);
    await persistence.append({ atMs: 1, changes: [{ kind: 'put', space: 's', key: 'k', json: '{}' }] });
    expect(await persistence.sizeBytes()).toBeGreaterThan(0);
  });
});
