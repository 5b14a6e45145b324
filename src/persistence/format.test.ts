/** The format's chain of versions, and old stores as they really were. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMAT, FORMAT_VERSION, UPGRADES, upgradeContent, type FormatChain } from './format.ts';
import { createMemoryStore } from './memory.ts';
import type { StoreContent } from './row-store.ts';
import { createStoredPersistence } from './stored-persistence.ts';
import { ok } from './testing/ok.ts';

const SAMPLES = new URL('samples/', import.meta.url);
const VERSIONS = Array.from({ length: FORMAT_VERSION }, (_, i) => i + 1);

/** An exported store of this format version. */
function readSample(version: number): StoreContent {
  return JSON.parse(readFileSync(new URL(`v${version}.json`, SAMPLES), 'utf8')) as StoreContent;
}

describe('the stored format', () => {
  it('has one step from each version to the next, without a gap', () => {
    expect(UPGRADES.map(({ from }) => from)).toEqual(VERSIONS.slice(0, -1));
  });

  it('has a sample of each version', () => {
    expect(readdirSync(SAMPLES).sort()).toEqual(VERSIONS.map((version) => `v${version}.json`).sort());
  });

  it.each(VERSIONS)('version %i still loads', async (version) => {
    const persistence = createStoredPersistence(createMemoryStore(readSample(version)));
    expect(await ok(persistence.load())).toEqual({
      nowMs: 1_790_000_000_500,
      pages: [
        { space: 'table/0001', pageId: 1, text: '["k1",{"pk":{"S":"é😀"}}]' },
        { space: 'table/0001', pageId: 4, text: '["k2",{"pk":{"S":"\ud800"}}]' },
      ],
      docs: { 'table/0001': '{"name":"Orders"}', runtime: '{"seed":7}' },
      changes: [
        { kind: 'put', space: 'table/0001', key: 'k3\u0000', json: '{"pk":{"S":"3"}}' },
        { kind: 'delete', space: 'table/0001', key: 'k1' },
        { kind: 'doc', name: 'table/0002', json: '{}' },
        { kind: 'drop-doc', name: 'table/0002' },
        { kind: 'drop-space', space: 'table/0002' },
      ],
    });
  });
});

describe('a chain of upgrades', () => {
  const content: StoreContent = { format: 1, head: 'head', log: [], pages: [], docs: [] };
  const chain: FormatChain = {
    version: 3,
    upgrades: [
      { from: 1, upgrade: (content) => ({ ...content, head: `${content.head} 1→2` }) },
      { from: 2, upgrade: (content) => ({ ...content, head: `${content.head} 2→3` }) },
    ],
  };

  it('takes every step in turn', () => {
    expect(upgradeContent(content, chain)).toEqual({ ...content, format: 3, head: 'head 1→2 2→3' });
    expect(upgradeContent({ ...content, format: 3 }, chain)).toEqual({ ...content, format: 3 });
  });

  it('leads nowhere from an unknown version', () => {
    expect(upgradeContent({ ...content, format: 9 }, chain)).toBeUndefined();
  });

  it('is taken once: the store is rewritten in the present format', async () => {
    const store = createMemoryStore(readSample(FORMAT_VERSION));
    const next: FormatChain = {
      version: FORMAT_VERSION + 1,
      upgrades: [
        ...UPGRADES,
        { from: FORMAT_VERSION, upgrade: (content) => ({ ...content, docs: [...content.docs] }) },
      ],
    };
    await ok(createStoredPersistence(store, next).load());
    expect((await store.read()).format).toBe(FORMAT_VERSION + 1);
    expect(await createStoredPersistence(store, FORMAT).load()).toMatchObject({
      fault: { kind: 'newer-format' },
    });
  });
});
