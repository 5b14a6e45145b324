/** What a checkpoint stores of the engine. */
import type { Checkpoint, Page } from '../model/changes.ts';
import type { EngineState } from './engine-state.ts';
import { RUNTIME_DOC, runtimeJson } from './runtime-doc.ts';
import type { IndexCounters } from './storage/catalog.ts';
import { tableSpace } from './storage/write-batch.ts';
import { TOKEN_SPACE } from './transactions/request-tokens.ts';

/** Marks every page clean. */
export function takeCheckpoint(state: EngineState): Checkpoint {
  const { backups, catalog, streams, transactions } = state;
  const spaces = new Map(catalog.all().map(({ doc, items }) => [tableSpace(doc.id), items] as const));
  const pages: Page[] = [];
  const removedPages: { readonly space: string; readonly pageId: number }[] = [];
  for (const [space, map] of [
    ...spaces,
    ...streams.spaces(),
    ...backups.spaces(),
    [TOKEN_SPACE, transactions.tokens] as const,
  ]) {
    for (const page of map.takeDirtyPages()) pages.push({ space, ...page });
    for (const pageId of map.takeRemovedPages()) removedPages.push({ space, pageId });
  }
  const { removedSpaces } = state;
  state.removedSpaces = [];
  return { pages, removedPages, removedSpaces, docs: docsOf(state) };
}

function docsOf({
  backups,
  catalog,
  streams,
  clock,
  random,
  capacity,
  metrics,
  transactions,
  vectors,
}: EngineState): Readonly<Record<string, string>> {
  const tables = catalog.all();
  const indexes: IndexCounters = {
    ...Object.fromEntries(
      tables.flatMap((table) =>
        [...table.indexes.values()].map(({ doc, itemCount, sizeBytes }) => [
          doc.id,
          { itemCount, sizeBytes },
        ]),
      ),
    ),
    ...vectors.counts(),
  };
  return {
    ...Object.fromEntries(tables.map(({ doc }) => [tableSpace(doc.id), JSON.stringify(doc)])),
    ...streams.docs(),
    ...backups.docs(),
    [RUNTIME_DOC]: runtimeJson({
      nowMs: clock.nowMs,
      random: random.save(),
      capacity: capacity.saveRuntime(),
      metrics: metrics.save(),
      inFlight: transactions.saveRuntime(clock.nowMs),
      indexes,
    }),
  };
}
