/** The contract of the persistence port: one suite that every adapter passes. */
import { assert, asyncProperty } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Checkpoint, StoredState } from '../../model/changes.ts';
import { FORMAT_VERSION } from '../format.ts';
import type { Persistence, StorageFault } from '../port.ts';
import type { RowStore, StoreContent } from '../row-store.ts';
import { createStoredPersistence } from '../stored-persistence.ts';
import { ok } from './ok.ts';
import { followHistory, histories } from './histories.ts';

/** Each call opens the same store anew, as after a restart. */
export type OpenStore = () => RowStore;

/** `createOpen` makes a way to a store of its own, empty at first. */
export function describePersistence(adapter: string, createOpen: () => OpenStore): void {
  describe(`${adapter}: what was acknowledged`, () => {
    describeKeeping(createOpen);
  });
  describe(`${adapter}: what is damaged`, () => {
    describeDamage(createOpen);
  });
  describe(`${adapter}: what is found after any history`, () => {
    describeHistories(createOpen);
  });
}

const put = (key: string, json: string, space = 'table/a'): Change => ({ kind: 'put', space, key, json });

const NO_CHECKPOINT: Checkpoint = { pages: [], removedPages: [], removedSpaces: [], docs: {} };

const page = (space: string, pageId: number, text: string): Checkpoint['pages'][number] => ({
  space,
  pageId,
  text,
});

function describeKeeping(createOpen: () => OpenStore): void {
  it('is nothing for an empty store, however often it is opened', async () => {
    const open = createOpen();
    expect(await restart(open)).toBeUndefined();
    expect(await restart(open)).toBeUndefined();
  });

  it('comes back as changes in the order of the calls', async () => {
    const open = createOpen();
    const changes: readonly Change[] = [
      put('k', '{"a":{"S":"1"}}'),
      { kind: 'delete', space: 'table/a', key: 'k' },
      { kind: 'doc', name: 'table/a', json: '{}' },
      { kind: 'drop-space', space: 'stream/2026:01:01' },
      { kind: 'drop-doc', name: 'table/b' },
      { kind: 'copy-space', from: 'table/a', to: 'backup/c' },
    ];
    await use(open, (persistence) =>
      Promise.all(changes.map((change, i) => ok(persistence.append({ atMs: 100 + i, changes: [change] })))),
    );
    expect(await restart(open)).toEqual({ pages: [], docs: {}, changes, nowMs: 105 });
  });

  it('survives lone surrogates, control characters and the format’s own separators', async () => {
    const open = createOpen();
    const text = '\ud800\u0000\n1:P#\udfff"\\ é€😀';
    await use(open, async (persistence) => {
      await ok(
        persistence.checkpoint({ ...NO_CHECKPOINT, pages: [page('table/a', 7, text)], docs: { d: text } }, 1),
      );
      await ok(persistence.append({ atMs: 2, changes: [put(text, text)] }));
    });
    const state = await restart(open);
    expect(state?.pages).toEqual([page('table/a', 7, text)]);
    expect(state?.docs).toEqual({ d: text });
    expect(state?.changes).toEqual([put(text, text)]);
  });

  it('is trimmed of what came before a checkpoint, and of nothing after it', async () => {
    const open = createOpen();
    await use(open, async (persistence) => {
      const writes = [
        persistence.append({ atMs: 1, changes: [put('before', '1')] }),
        persistence.checkpoint(
          { ...NO_CHECKPOINT, pages: [page('table/a', 1, '[before]')], docs: { clock: '1' } },
          5,
        ),
        persistence.append({ atMs: 3, changes: [put('after', '2')] }),
      ];
      await Promise.all(writes.map(ok));
    });
    expect(await restart(open)).toEqual({
      pages: [page('table/a', 1, '[before]')],
      docs: { clock: '1' },
      changes: [put('after', '2')],
      nowMs: 5,
    });
  });

  it('loses the pages and documents that a checkpoint leaves out, and keeps the rest', async () => {
    const open = createOpen();
    await use(open, async (persistence) => {
      const pages = [page('a', 1, 'a1'), page('a', 2, 'a2'), page('ab', 1, 'ab1'), page('b', 1, 'b1')];
      await ok(persistence.checkpoint({ ...NO_CHECKPOINT, pages, docs: { a: '1', b: '2' } }, 1));
    });
    await use(open, async (persistence) => {
      const removal: Checkpoint = {
        pages: [page('a', 3, 'a3')],
        removedPages: [
          { space: 'ab', pageId: 1 },
          { space: 'ab', pageId: 9 },
        ],
        removedSpaces: ['b', 'never'],
        docs: { b: '3' },
      };
      await ok(persistence.checkpoint(removal, 2));
    });
    const state = await restart(open);
    expect(state?.pages.map(({ text }) => text).sort()).toEqual(['a1', 'a2', 'a3']);
    expect(state?.docs).toEqual({ b: '3' });
  });

  it('is forgotten by a reset, and what comes after it is kept', async () => {
    const open = createOpen();
    await use(open, async (persistence) => {
      await ok(persistence.checkpoint({ ...NO_CHECKPOINT, pages: [page('a', 1, 'x')], docs: { d: '1' } }, 1));
      await ok(persistence.append({ atMs: 2, changes: [put('old', '1')] }));
      await ok(persistence.reset());
      await ok(persistence.append({ atMs: 3, changes: [put('new', '2')] }));
    });
    expect(await restart(open)).toEqual({ pages: [], docs: {}, changes: [put('new', '2')], nowMs: 3 });
  });

  it('is replaced as a whole by another state, and what comes after that is kept', async () => {
    const open = createOpen();
    await use(open, async (persistence) => {
      const pages = [page('a', 1, 'x'), page('b', 1, 'y')];
      await ok(persistence.checkpoint({ ...NO_CHECKPOINT, pages, docs: { d: '1', e: '2' } }, 1));
      await ok(persistence.append({ atMs: 2, changes: [put('old', '1')] }));
      await ok(persistence.replace({ ...NO_CHECKPOINT, pages: [page('a', 1, 'z')], docs: { d: '3' } }, 1));
      await ok(persistence.append({ atMs: 3, changes: [put('new', '2')] }));
      await ok(persistence.checkpoint({ ...NO_CHECKPOINT, pages: [page('a', 2, 'w')], docs: { d: '4' } }, 4));
      await ok(persistence.append({ atMs: 5, changes: [put('newer', '3')] }));
    });
    const state = await restart(open);
    expect(state?.pages.map(({ text }) => text).sort()).toEqual(['w', 'z']);
    expect(state).toMatchObject({ docs: { d: '4' }, changes: [put('newer', '3')], nowMs: 5 });
  });

  it('is exported as text that holds every row', async () => {
    const open = createOpen();
    const text = await use(open, async (persistence) => {
      await ok(
        persistence.checkpoint(
          { ...NO_CHECKPOINT, pages: [page('a', 1, 'my page')], docs: { d: 'my doc' } },
          1,
        ),
      );
      await ok(persistence.append({ atMs: 2, changes: [put('my key', 'my item')] }));
      return ok(persistence.exportText());
    });
    for (const part of ['my page', 'my doc', 'my key', 'my item']) expect(text).toContain(part);
    expect(JSON.parse(text)).toMatchObject({ format: FORMAT_VERSION });
  });
}

interface Damage {
  readonly what: string;
  readonly spoil: (content: StoreContent) => StoreContent;
  readonly fault: StorageFault;
}

const flip = <R extends { readonly text: string }>(row: R): R => ({
  ...row,
  text: `${row.text.slice(0, -1)}~`,
});

const corrupt = (detail: string): StorageFault => ({ kind: 'corrupt', detail });

const DAMAGES: readonly Damage[] = [
  {
    what: 'a damaged page',
    spoil: (content) => ({ ...content, pages: content.pages.map(flip) }),
    fault: corrupt('Page record 1 is damaged.'),
  },
  {
    what: 'a page under another’s key',
    spoil: (content) => ({ ...content, pages: content.pages.map((row) => ({ ...row, key: 9 })) }),
    fault: corrupt('Page record 9 is damaged.'),
  },
  {
    what: 'a lost page',
    spoil: (content) => ({ ...content, pages: [] }),
    fault: corrupt('The store should hold 1 page records but holds 0.'),
  },
  {
    what: 'a damaged document',
    spoil: (content) => ({ ...content, docs: content.docs.map(flip) }),
    fault: corrupt('Document runtime is damaged.'),
  },
  {
    what: 'a lost document',
    spoil: (content) => ({ ...content, docs: [] }),
    fault: corrupt('The store should hold 1 documents but holds 0.'),
  },
  {
    what: 'a damaged last log record',
    spoil: (content) => ({ ...content, log: content.log.map((row, i) => (i === 2 ? flip(row) : row)) }),
    fault: corrupt('Log record 3, the last of the log, is damaged.'),
  },
  {
    what: 'a log record cut short',
    spoil: (content) => ({
      ...content,
      log: content.log.map((row) => ({ ...row, text: row.text.slice(0, 5) })),
    }),
    fault: corrupt('Log record 1 of 3 is damaged.'),
  },
  {
    what: 'a lost log record',
    spoil: (content) => ({ ...content, log: content.log.filter(({ key }) => key !== 2) }),
    fault: corrupt('Log record 2 is missing; the next one there is 3.'),
  },
  {
    what: 'a lost head',
    spoil: (content) => ({ ...content, head: undefined }),
    fault: corrupt('The head record is missing or damaged.'),
  },
  {
    what: 'a lost format record',
    spoil: (content) => ({ ...content, format: undefined }),
    fault: corrupt('The format record is missing.'),
  },
  {
    what: 'a format that nobody wrote',
    spoil: (content) => ({ ...content, format: 0 }),
    fault: corrupt('The format record says 0.'),
  },
  {
    what: 'a newer format',
    spoil: (content) => ({ ...content, format: FORMAT_VERSION + 1 }),
    fault: {
      kind: 'newer-format',
      detail: `The stored data has format ${FORMAT_VERSION + 1}; this version reads up to ${FORMAT_VERSION}.`,
    },
  },
];

function describeDamage(createOpen: () => OpenStore): void {
  it.each(DAMAGES)('$what is named, refuses writes, can be exported and reset', async ({ spoil, fault }) => {
    const open = createOpen();
    await fillAndSpoil(open, spoil);

    await use(
      open,
      async (persistence) => {
        const refusal = { ok: false, fault };
        expect(await persistence.load()).toEqual(refusal);
        expect(await persistence.append({ atMs: 9, changes: [put('k', '1')] })).toEqual(refusal);
        expect(await persistence.checkpoint(NO_CHECKPOINT, 9)).toEqual(refusal);
        expect(await ok(persistence.exportText())).toContain('my item 1');
        await ok(persistence.reset());
        await ok(persistence.append({ atMs: 9, changes: [put('k', '1')] }));
      },
      'unloaded',
    );
    expect((await restart(open))?.changes).toEqual([put('k', '1')]);
  });
}

async function fillAndSpoil(open: OpenStore, spoil: (content: StoreContent) => StoreContent): Promise<void> {
  await use(open, async (persistence) => {
    const pages = [page('table/a', 1, 'my item 1'), page('table/a', 2, 'my item 2')];
    await ok(persistence.checkpoint({ ...NO_CHECKPOINT, pages, docs: { runtime: '{}' } }, 1));
    for (const key of ['x', 'y', 'z'])
      await ok(persistence.append({ atMs: 2, changes: [put(key, 'my item 1')] }));
  });
  const store = open();
  await store.replace(spoil(await store.read()));
  store.close();
}

function describeHistories(createOpen: () => OpenStore): void {
  it('is the last checkpoint of each page and every later change', async () => {
    const property = asyncProperty(histories, async (steps) => {
      const { found, expected } = await followHistory(steps, createOpen());
      expect(found).toEqual(expected);
    });
    await expect(assert(property, { numRuns: 40 })).resolves.toBeUndefined();
  });
}

/** Runs `work` on the store, loaded unless `unloaded`, and closes it. */
async function use<T>(
  open: OpenStore,
  work: (persistence: Persistence) => Promise<T>,
  state: 'loaded' | 'unloaded' = 'loaded',
): Promise<T> {
  const persistence = createStoredPersistence(open());
  if (state === 'loaded') await ok(persistence.load());
  const result = await work(persistence);
  persistence.close();
  return result;
}

async function restart(open: OpenStore): Promise<StoredState | undefined> {
  const persistence = createStoredPersistence(open());
  const state = await ok(persistence.load());
  persistence.close();
  return state;
}
