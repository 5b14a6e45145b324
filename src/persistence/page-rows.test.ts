/** How pages are packed into rows, and which rows a checkpoint rewrites. */
import { describe, expect, it } from 'vitest';
import type { Checkpoint, Page } from '../model/changes.ts';
import { openPageRows, PageRows, type PageRowsPlan } from './page-rows.ts';
import type { Row } from './row.ts';
import { ok } from './testing/ok.ts';

const NOTHING: Checkpoint = { pages: [], removedPages: [], removedSpaces: [], docs: {} };

function page(pageId: number, chars: number, letter = 'x', space = 's'): Page {
  return { space, pageId, text: letter.repeat(chars) };
}

/** A store of rows, to which plans are applied. */
function createRows(): {
  readonly rows: Map<number, Row<number>>;
  readonly read: number[];
  checkpoint(checkpoint: Partial<Checkpoint>): Promise<PageRowsPlan>;
  letters(): Promise<readonly string[]>;
} {
  const rows = new Map<number, Row<number>>();
  const pageRows = new PageRows();
  const read: number[] = [];
  return {
    rows,
    read,
    async checkpoint(checkpoint) {
      const plan = await ok(
        pageRows.plan({ ...NOTHING, ...checkpoint }, async (keys) => {
          read.push(...keys);
          return keys.flatMap((key) => rows.get(key) ?? []);
        }),
      );
      for (const key of plan.removed) rows.delete(key);
      for (const row of plan.written) rows.set(row.key, row);
      expect(pageRows.rowCount).toBe(rows.size);
      return plan;
    },
    async letters() {
      const { pages } = await ok(Promise.resolve(openPageRows([...rows.values()])));
      expect(pages).toHaveLength(pageRows.pageCount);
      return pages.map(({ space, pageId, text }) => `${space}${pageId}${text.charAt(0)}`).sort();
    },
  };
}

describe('pages', () => {
  it('share rows of about a megabyte, and a larger page has its own', async () => {
    const { checkpoint, rows } = createRows();
    await checkpoint({ pages: Array.from({ length: 40 }, (_, i) => page(i, 60_000)) });
    expect(rows.size).toBe(3);
    await checkpoint({ pages: [page(90, 5_000_000), page(91, 300_000)] });
    expect(rows.size).toBe(5);
  });

  it('go to a new row when they are written again, and the old row stays while most of it counts', async () => {
    const { checkpoint, rows, read, letters } = createRows();
    await checkpoint({ pages: [1, 2, 3, 4, 5].map((id) => page(id, 199_000, 'a')) });
    const plan = await checkpoint({ pages: [page(3, 199_000, 'b')] });
    expect(plan.removed).toEqual([]);
    expect(read).toEqual([]);
    expect([...rows.keys()]).toEqual([1, 2]);
    expect(await letters()).toEqual(['s1a', 's2a', 's3b', 's4a', 's5a']);
  });

  it('are moved together when too little of their row counts', async () => {
    const { checkpoint, rows, read, letters } = createRows();
    await checkpoint({ pages: [1, 2, 3, 4, 5].map((id) => page(id, 199_000, 'a')) });
    await checkpoint({ pages: [page(1, 300_000, 'b')] });
    await checkpoint({ pages: [page(2, 300_000, 'c')] });
    expect(read).toEqual([1]);
    expect(rows.has(1)).toBe(false);
    expect(await letters()).toEqual(['s1b', 's2c', 's3a', 's4a', 's5a']);
  });

  it('in small rows are joined, so that rows stay few', async () => {
    const { checkpoint, rows, letters } = createRows();
    for (let id = 1; id <= 30; id++) await checkpoint({ pages: [page(id, 10_000)] });
    expect(rows.size).toBeLessThanOrEqual(2);
    expect(await letters()).toHaveLength(30);
  });

  it('that were removed do not come back with their row', async () => {
    const { checkpoint, letters } = createRows();
    await checkpoint({ pages: [1, 2, 3, 4, 5].map((id) => page(id, 199_000, 'a')) });
    await checkpoint({ pages: [page(1, 300_000, 'a', 't'), page(2, 300_000, 'a', 't')] });
    await checkpoint({ removedPages: [{ space: 's', pageId: 2 }], removedSpaces: ['t'] });
    expect(await letters()).toEqual(['s1a', 's3a', 's4a', 's5a']);
  });

  it('leave no row behind when all are gone', async () => {
    const { checkpoint, rows, read } = createRows();
    await checkpoint({ pages: [page(1, 500_000), page(2, 600_000)] });
    await checkpoint({ removedSpaces: ['s'] });
    expect(rows.size).toBe(0);
    expect(read).toEqual([]);
  });

  it('are not lost silently when a row that has to move is damaged', async () => {
    const { checkpoint, rows } = createRows();
    await checkpoint({ pages: [1, 2, 3].map((id) => page(id, 1000)) });
    rows.set(1, { key: 1, text: '00000000nonsense' });
    await expect(checkpoint({ pages: [page(1, 1000)] })).rejects.toThrow(
      'corrupt: Page record 1 is damaged.',
    );
  });
});
