/** Brings an engine back from its pages, its documents and the changes logged since. */
import type { SortedMap } from '../base/sorted-map.ts';
import { hash32 } from '../base/hash.ts';
import { createRandom, restoreRandom } from '../base/random.ts';
import type { Random } from '../base/random.ts';
import type { Change, StoredState } from '../model/changes.ts';
import type { TableDoc } from '../model/table.ts';
import type { Former } from './backups/change-log.ts';
import { createState } from './engine-state.ts';
import type { EngineState, StateOptions } from './engine-state.ts';
import { scheduleTable } from './operations/table-clock.ts';
import { readRuntime, RUNTIME_DOC } from './runtime-doc.ts';
import type { Runtime } from './runtime-doc.ts';
import { restoreStoredItem } from './storage/stored-item.ts';
import type { StoredItem } from './storage/stored-item.ts';
import { tableSpace } from './storage/write-batch.ts';
import { TOKEN_SPACE } from './transactions/request-tokens.ts';

const TABLE_PREFIX = tableSpace('');
const STREAM_PREFIX = 'stream/';

/** Names of spaces and documents that are not the engine's are passed over. */
export function restoreState(stored: StoredState, options: StateOptions): EngineState {
  const runtimeText = stored.docs[RUNTIME_DOC];
  const runtime = runtimeText === undefined ? undefined : readRuntime(runtimeText);
  const startMs = Math.max(options.startMs, stored.nowMs, runtime?.nowMs ?? 0);
  const state = createState({ ...options, startMs });
  // Ids are never used twice, so what was dropped needs no replay; its pages go at the next checkpoint.
  const dropped = new Set(
    stored.changes.flatMap((change) => (change.kind === 'drop-space' ? [change.space] : [])),
  );
  state.removedSpaces.push(...dropped);
  const docs: Record<string, string> = { ...stored.docs };
  // But what was copied before it was dropped is needed until then.
  const copied = new Set(
    stored.changes.flatMap((change) => (change.kind === 'copy-space' ? [change.from] : [])),
  );
  const skipped = new Set([...dropped].filter((space) => !copied.has(space)));
  for (const [name, json] of Object.entries(docs)) {
    restoreTable(state, { name, json, runtime, dropped: skipped });
  }
  loadPages(state, stored, skipped);
  for (const change of stored.changes) {
    if (change.kind === 'doc') {
      docs[change.name] = change.json;
      restoreTable(state, { ...change, runtime, dropped: skipped });
    } else if (change.kind === 'put' || change.kind === 'delete') {
      if (!skipped.has(change.space)) replay(state, change);
    } else if (change.kind === 'copy-space' && !skipped.has(change.to)) copySpace(state, change);
  }
  for (const space of dropped) if (copied.has(space)) forgetSpace(state, space);
  const tables = state.catalog.all().map(({ doc }) => doc);
  state.streams.restore(docs, tables);
  state.ttl.restore(tables);
  state.vectors.restore(state.catalog.all(), runtime?.indexes ?? {});
  state.backups.load(withoutSpaces(docs, dropped), tables);
  state.transactions.indexTokens();
  for (const doc of tables) scheduleTable(state.clock, undefined, doc);
  if (runtime !== undefined) {
    state.random = restoredRandom(runtime, stored);
    state.capacity.loadRuntime(runtime.capacity);
    if (runtime.metrics !== undefined) state.metrics.load(runtime.metrics);
    if (runtime.inFlight !== undefined) state.transactions.loadRuntime(runtime.inFlight);
  }
  return state;
}

interface StoredDoc {
  readonly name: string;
  readonly json: string;
  readonly runtime: Runtime | undefined;
  readonly dropped: ReadonlySet<string>;
}

function restoreTable({ catalog }: EngineState, { name, json, runtime, dropped }: StoredDoc): void {
  if (!name.startsWith(TABLE_PREFIX) || dropped.has(name)) return;
  catalog.restore(JSON.parse(json) as TableDoc, runtime?.indexes ?? {});
}

function loadPages(state: EngineState, { pages }: StoredState, dropped: ReadonlySet<string>): void {
  const bySpace = new Map<string, { readonly pageId: number; readonly text: string }[]>();
  for (const { space, pageId, text } of pages) {
    if (dropped.has(space)) continue;
    const known = bySpace.get(space) ?? [];
    known.push({ pageId, text });
    bySpace.set(space, known);
  }
  for (const [space, spacePages] of bySpace) spaceNamed(state, space)?.loadPages(spacePages);
}

/** The items of a table or a backup. */
function itemsOf({ backups, catalog }: EngineState, space: string): SortedMap<StoredItem> | undefined {
  return backups.items(space) ?? catalog.byId(space.slice(TABLE_PREFIX.length))?.items;
}

function copySpace(state: EngineState, { from, to }: Extract<Change, { readonly kind: 'copy-space' }>): void {
  const target = itemsOf(state, to);
  itemsOf(state, from)?.forEach({}, (item, key, sizeBytes) => void target?.set(key, item, sizeBytes));
}

function forgetSpace({ backups, catalog }: EngineState, space: string): void {
  if (space.startsWith(TABLE_PREFIX)) catalog.drop(space.slice(TABLE_PREFIX.length));
  else backups.forget(space);
}

function withoutSpaces(
  docs: Readonly<Record<string, string>>,
  dropped: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(docs).filter(([name]) => !dropped.has(name)));
}

function spaceNamed(
  state: EngineState,
  space: string,
): SortedMap<string> | SortedMap<StoredItem> | SortedMap<Former> | undefined {
  const own = state.backups.space(space);
  if (own !== undefined) return own;
  if (space.startsWith(STREAM_PREFIX)) return state.streams.space(space);
  if (space === TOKEN_SPACE) return state.transactions.tokens;
  return state.catalog.byId(space.slice(TABLE_PREFIX.length))?.items;
}

function replay(state: EngineState, change: Extract<Change, { readonly kind: 'put' | 'delete' }>): void {
  const { space, key } = change;
  if (state.backups.replay(change)) return;
  if (change.kind === 'delete') spaceNamed(state, space)?.delete(key);
  else if (space.startsWith(STREAM_PREFIX))
    state.streams.space(space).set(key, change.json, change.json.length);
  else if (space === TOKEN_SPACE) state.transactions.tokens.set(key, change.json, change.json.length);
  else {
    const item = restoreStoredItem(change.json);
    state.catalog.byId(space.slice(TABLE_PREFIX.length))?.items.set(key, item, item.sizeBytes);
  }
}

/** After a crash the log may hold ids drawn since the checkpoint: another sequence then, so that none comes twice. */
function restoredRandom({ random }: Runtime, { changes, nowMs }: StoredState): Random {
  if (changes.length === 0) return restoreRandom(random);
  return createRandom(hash32(JSON.stringify([random, nowMs, changes.length])));
}
