/** Random histories of a store, played against the port and against two plain collections. */
import {
  array,
  boolean,
  constant,
  constantFrom,
  nat,
  oneof,
  record,
  string,
  type Arbitrary,
} from 'fast-check';
import type { Change, Checkpoint, Page } from '../../model/changes.ts';
import type { RowStore } from '../row-store.ts';
import { createStoredPersistence } from '../stored-persistence.ts';
import { ok } from './ok.ts';

type Step =
  | { readonly kind: 'append'; readonly key: string; readonly json: string }
  | {
      readonly kind: 'checkpoint';
      readonly space: string;
      readonly pageId: number;
      readonly removes: boolean;
    }
  | { readonly kind: 'restart' };

const text = string({ unit: 'binary', maxLength: 12 });

/** Spaces whose names look like one another's page keys. */
const step: Arbitrary<Step> = oneof(
  record({ kind: constant('append' as const), key: text, json: text }),
  record({
    kind: constant('checkpoint' as const),
    space: constantFrom('s', 's#1', 't'),
    pageId: nat(3),
    removes: boolean(),
  }),
  record({ kind: constant('restart' as const) }),
);

export const histories: Arbitrary<readonly Step[]> = array(step, { maxLength: 12 });

interface Observed {
  readonly changes: readonly Change[];
  readonly pages: ReadonlySet<Page>;
}

/** What each restart found, and what it should have. */
export async function followHistory(
  steps: readonly Step[],
  open: () => RowStore,
): Promise<{ readonly found: readonly Observed[]; readonly expected: readonly Observed[] }> {
  const found: Observed[] = [];
  const expected: Observed[] = [];
  const pages = new Map<string, Page>();
  let changes: Change[] = [];
  let persistence = createStoredPersistence(open());
  await ok(persistence.load());
  for (const [i, step] of [...steps, { kind: 'restart' } as const].entries()) {
    if (step.kind === 'append') {
      const change: Change = { kind: 'put', space: 's', key: step.key, json: step.json };
      changes.push(change);
      await ok(persistence.append({ atMs: i, changes: [change] }));
    } else if (step.kind === 'checkpoint') {
      await ok(persistence.checkpoint(checkpointOf(step, pages, `written at ${i}`), i));
      changes = [];
    } else {
      persistence.close();
      persistence = createStoredPersistence(open());
      const state = await ok(persistence.load());
      found.push({ changes: state?.changes ?? [], pages: new Set(state?.pages) });
      expected.push({ changes: [...changes], pages: new Set(pages.values()) });
    }
  }
  persistence.close();
  return { found, expected };
}

/** Carries the step out on `pages`, too. */
function checkpointOf(
  { space, pageId, removes }: Extract<Step, { readonly kind: 'checkpoint' }>,
  pages: Map<string, Page>,
  text: string,
): Checkpoint {
  const page = { space, pageId, text };
  if (removes) pages.delete(`${space} ${pageId}`);
  else pages.set(`${space} ${pageId}`, page);
  return {
    pages: removes ? [] : [page],
    removedPages: removes ? [{ space, pageId }] : [],
    removedSpaces: [],
    docs: { text },
  };
}
