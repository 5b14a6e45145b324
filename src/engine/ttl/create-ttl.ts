/** Time to live at work: a sweep on the clock deletes expired items, found by an index of expiries. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { EngineEvent } from '../../model/events.ts';
import type { Physics } from '../../model/physics.ts';
import type { TableDoc } from '../../model/table.ts';
import type { Clock } from '../clock.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Table } from '../storage/table.ts';
import type { CommitListener, CommittedWrite } from '../storage/commit.ts';
import { prepareWrite } from '../storage/item-write.ts';
import { attributesOf } from '../storage/stored-item.ts';
import type { WriteBatch } from '../storage/write-batch.ts';
import { hashOfKey } from '../values/key-encoding.ts';
import {
  countExpired,
  createExpiries,
  enter,
  type Expiries,
  forEachExpired,
  nextExpiryS,
  noteItem,
} from './expiries.ts';
import {
  BUILD_ITEMS,
  BUILD_STEP_MS,
  DELETIONS_A_PARTITION,
  PROMPT_DELETIONS,
  PROMPT_SWEEP_MS,
  SWEEP_MS,
} from './limits.ts';
import type { Ttl } from './ttl.ts';

export interface TtlDependencies {
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly physics: () => Physics;
  readonly emit: (event: EngineEvent) => void;
}

export interface RunningTtl extends Ttl, CommitListener {
  onTableChange: NonNullable<CommitListener['onTableChange']>;
  /** A `ttl-sweep` event of the clock: deletes through the batch, which the caller applies. */
  sweep(tableId: string, batch: WriteBatch, nowMs: number): void;
  /** After a restart: begins to build the index of expiries of every table that has TTL on. */
  restore(tables: readonly TableDoc[]): void;
}

/** A table with TTL on. */
interface Watched {
  readonly expiries: Expiries;
  /** The last item looked at while the index is built from items that were there before; undefined once it is complete. */
  builtTo: string | undefined;
  /** The sweep on the clock that counts; others are ignored when due. */
  nextSweepMs: number;
}

interface State extends TtlDependencies {
  /** By table id. */
  readonly watched: Map<string, Watched>;
}

export function createTtl(dependencies: TtlDependencies): RunningTtl {
  const state: State = { ...dependencies, watched: new Map() };
  const { watched, clock } = state;
  return {
    snapshot(table, nowMs) {
      const known = watched.get(table.doc.id);
      if (known === undefined) return undefined;
      const nextSweepMs = Number.isFinite(known.nextSweepMs) ? known.nextSweepMs : slotAfter(state, nowMs);
      return { expiredWaiting: countExpired(known.expiries, nowMs), nextSweepMs };
    },
    onCommit(write, nowMs) {
      const known = watched.get(write.table.doc.id);
      if (known !== undefined) note(state, known, { write, nowMs });
    },
    onTableChange(table, _before, after, nowMs) {
      if (after === undefined) watched.delete(table.doc.id);
      else watch(state, after, nowMs);
    },
    sweep(tableId, batch, nowMs) {
      const known = watched.get(tableId);
      const table = state.catalog.byId(tableId);
      if (known === undefined || table === undefined || known.nextSweepMs !== nowMs) return;
      if (known.builtTo !== undefined) build(known, table);
      const isMore = deleteExpired(state, known, { table, batch, nowMs });
      known.nextSweepMs = Infinity;
      schedule(state, known, { tableId, atMs: nextWorkMs(state, known, { nowMs, isMore }) });
    },
    restore(tables) {
      for (const doc of tables) watch(state, doc, clock.nowMs);
    },
  };
}

/** Begins or ends watching as the document says. */
function watch(state: State, doc: TableDoc, nowMs: number): void {
  const { watched } = state;
  const isOn =
    doc.status !== 'DELETING' && (doc.ttl?.status === 'ENABLED' || doc.ttl?.status === 'DISABLING');
  if (doc.ttl === undefined || !isOn) {
    watched.delete(doc.id);
    return;
  }
  if (watched.get(doc.id)?.expiries.attribute === doc.ttl.attribute) return;
  const known: Watched = { expiries: createExpiries(doc.ttl.attribute), builtTo: '', nextSweepMs: Infinity };
  watched.set(doc.id, known);
  schedule(state, known, { tableId: doc.id, atMs: nowMs + BUILD_STEP_MS });
}

function note(
  state: State,
  known: Watched,
  { write, nowMs }: { write: CommittedWrite; nowMs: number },
): void {
  const expiryS = noteItem(known.expiries, write.key, write);
  if (expiryS === undefined) return;
  const atMs = slotAfter(state, Math.max(nowMs, expiryS * 1000));
  schedule(state, known, { tableId: write.table.doc.id, atMs });
}

/** Looks at the next items that were there before TTL was turned on, or before a restart. */
function build(known: Watched, { items }: Table): void {
  let looked = 0;
  let last: string | undefined;
  items.forEach({ from: known.builtTo ?? '', fromExclusive: true }, (item, key) => {
    enter(known.expiries, key, item);
    last = key;
    return ++looked < BUILD_ITEMS;
  });
  known.builtTo = looked < BUILD_ITEMS ? undefined : last;
}

/** Deletes up to the sweep's bounds, longest expired first. True when expired items are left. */
function deleteExpired(
  state: State,
  known: Watched,
  { table, batch, nowMs }: { table: Table; batch: WriteBatch; nowMs: number },
): boolean {
  const { doc } = table;
  const due = dueKeys(state, known, { doc, nowMs });
  for (const { key, expiredAtS } of due) {
    const write = prepareWrite(table, key, undefined, 'ttl');
    batch.write(write);
    const keysText = JSON.stringify(
      keyOf(doc, write.oldItem === undefined ? {} : attributesOf(write.oldItem)),
    );
    state.emit({
      kind: 'ttl-deleted',
      atMs: nowMs,
      table: doc.name,
      keysText,
      lateMs: nowMs - expiredAtS * 1000,
    });
  }
  return countExpired(known.expiries, nowMs) > due.length;
}

interface DueItem {
  readonly key: string;
  readonly expiredAtS: number;
}

function dueKeys(
  state: State,
  known: Watched,
  { doc, nowMs }: { doc: TableDoc; nowMs: number },
): readonly DueItem[] {
  const isLate = state.physics().ttlDelay;
  const partitions = doc.partitions[doc.id] ?? [];
  const most = isLate ? DELETIONS_A_PARTITION * partitions.length : PROMPT_DELETIONS;
  const deletions = new Map<number, number>();
  const due: DueItem[] = [];
  let looked = 0;
  forEachExpired(known.expiries, nowMs, (key, expiredAtS) => {
    const hash = hashOfKey(key);
    const partition = partitions.findIndex(({ toHash }) => hash < toHash);
    const count = deletions.get(partition) ?? 0;
    if (!isLate || count < DELETIONS_A_PARTITION) {
      deletions.set(partition, count + 1);
      due.push({ key, expiredAtS });
    }
    return due.length < most && ++looked < 2 * most;
  });
  return due;
}

function keyOf({ key }: TableDoc, attributes: AttributeMap): AttributeMap {
  const names = new Set([...key.pk, ...key.sk].map(({ name }) => name));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.has(name)));
}

/** When a sweep has something to do again: at once, at the next sweep, when something expires, or never. */
function nextWorkMs(
  state: State,
  known: Watched,
  { nowMs, isMore }: { nowMs: number; isMore: boolean },
): number {
  if (known.builtTo !== undefined) return nowMs + BUILD_STEP_MS;
  if (isMore) return state.physics().ttlDelay ? slotAfter(state, nowMs) : nowMs;
  const expiryS = nextExpiryS(known.expiries, nowMs);
  return expiryS === undefined ? Infinity : slotAfter(state, expiryS * 1000);
}

/** Puts a sweep on the clock unless one is due as early. */
function schedule(state: State, known: Watched, { tableId, atMs }: { tableId: string; atMs: number }): void {
  if (atMs >= known.nextSweepMs) return;
  known.nextSweepMs = atMs;
  state.clock.schedule(atMs, { kind: 'ttl-sweep', tableId });
}

/** The first sweep after a moment. Sweeps come at whole multiples of their interval. */
function slotAfter(state: State, atMs: number): number {
  const intervalMs = state.physics().ttlDelay ? SWEEP_MS : PROMPT_SWEEP_MS;
  return (Math.floor(atMs / intervalMs) + 1) * intervalMs;
}
