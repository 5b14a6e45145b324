/** Table and index states over time: what a document puts on the clock, and what happens when it falls due. */
import { assert } from '../../base/assert.ts';
import type { IndexDoc, TableDoc } from '../../model/table.ts';
import type { Clock, ClockEvent } from '../clock.ts';
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';
import { addIndexEntry } from '../storage/secondary-index.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { BACKFILL_ITEMS, BACKFILL_STEP_MS } from './control-plane-limits.ts';
import { dropTable } from './delete-table.ts';
import { withoutIndex } from './update-indexes.ts';
import { nextScalingMs, scaleTable } from './scale-table.ts';
import { beginUpdate, emitStatuses } from './update-table.ts';
import { settleThroughput } from './update-throughput.ts';
import { scheduleVectors } from './vector-clock.ts';

export type TableEvent = Extract<
  ClockEvent,
  { readonly kind: 'table-due' | 'index-due' | 'backfill-step' | 'ttl-due' | 'auto-scaling' }
>;

/**
 * Puts on the clock what the document waits for and its predecessor did not. Call for every document put, and with
 * `before` undefined for every table after a restore.
 */
export function scheduleTable(clock: Clock, before: TableDoc | undefined, after: TableDoc): void {
  const { id: tableId, changesAtMs, ttl, indexes } = after;
  if (changesAtMs !== undefined && changesAtMs !== before?.changesAtMs) {
    clock.schedule(changesAtMs, { kind: 'table-due', tableId });
  }
  if (ttl?.changesAtMs !== undefined && ttl.changesAtMs !== before?.ttl?.changesAtMs) {
    clock.schedule(ttl.changesAtMs, { kind: 'ttl-due', tableId });
  }
  scheduleVectors(clock, before, after);
  const { autoScalingSinceMs: sinceMs } = after;
  if (sinceMs !== undefined && sinceMs !== before?.autoScalingSinceMs) {
    clock.schedule(nextScalingMs(clock.nowMs), { kind: 'auto-scaling', tableId, sinceMs });
  }
  for (const index of indexes) {
    const was = before?.indexes.find(({ id }) => id === index.id);
    if (index.changesAtMs !== undefined && index.changesAtMs !== was?.changesAtMs) {
      clock.schedule(index.changesAtMs, { kind: 'index-due', tableId, indexId: index.id });
    }
    if (index.backfilling === true && was?.backfilling !== true) {
      clock.schedule(clock.nowMs, { kind: 'backfill-step', tableId, indexId: index.id, afterKey: '' });
    }
  }
}

/** Carries out a due event; the caller applies `context.batch`. What has lost its meaning meanwhile does nothing. */
export function runTableEvent(context: Context, event: TableEvent): void {
  const table = context.catalog.byId(event.tableId);
  if (table === undefined) return;
  switch (event.kind) {
    case 'table-due':
      return tableDue(context, table.doc);
    case 'ttl-due':
      return ttlDue(context, table.doc);
    case 'index-due':
      return indexDue(context, table.doc, event.indexId);
    case 'backfill-step':
      return backfillStep(context, table, event);
    case 'auto-scaling':
      return autoScaling(context, table.doc, event);
  }
}

function autoScaling(
  context: Context,
  doc: TableDoc,
  event: Extract<TableEvent, { readonly kind: 'auto-scaling' }>,
): void {
  if (doc.autoScalingSinceMs !== event.sinceMs) return;
  context.clock.schedule(nextScalingMs(context.nowMs), event);
  const scaled = scaleTable(context, doc);
  if (scaled !== doc) put(context, doc, beginUpdate(context, scaled));
}

function tableDue(context: Context, doc: TableDoc): void {
  if (!isDue(context, doc.changesAtMs)) return;
  if (doc.status === 'DELETING') {
    dropTable(context, doc);
    return;
  }
  const isNew = doc.status === 'CREATING';
  const settled = settleThroughput(context, doc);
  put(context, doc, isNew ? withActiveIndexes(settled) : settled);
}

/** Indexes that were made with their table are ready with it. */
function withActiveIndexes({ vectorIndexes, ...doc }: TableDoc): TableDoc {
  const active = <Index extends { readonly status: string }>(index: Index) => ({
    ...index,
    status: 'ACTIVE' as const,
  });
  return {
    ...doc,
    indexes: doc.indexes.map(active),
    ...(vectorIndexes === undefined ? {} : { vectorIndexes: vectorIndexes.map(active) }),
  };
}

function ttlDue(context: Context, doc: TableDoc): void {
  if (doc.ttl === undefined || !isDue(context, doc.ttl.changesAtMs)) return;
  const { changesAtMs: _done, ...ttl } = doc.ttl;
  const status = ttl.status === 'ENABLING' ? 'ENABLED' : 'DISABLED';
  put(context, doc, { ...doc, ttl: { ...ttl, status } });
}

function indexDue(context: Context, doc: TableDoc, indexId: string): void {
  const index = doc.indexes.find(({ id }) => id === indexId);
  if (index === undefined || !isDue(context, index.changesAtMs)) return;
  if (index.status === 'DELETING') {
    put(context, doc, withoutIndex(doc, indexId));
    return;
  }
  const { changesAtMs: _done, ...rest } = index;
  put(context, doc, withIndex(doc, { ...rest, backfilling: true }));
}

/** Enters the next items in an index being filled. Items whose key attributes do not fit are passed over. */
function backfillStep(
  context: Context,
  { doc, items, indexes }: Table,
  event: Extract<TableEvent, { readonly kind: 'backfill-step' }>,
): void {
  const indexDoc = doc.indexes.find(({ id }) => id === event.indexId);
  if (indexDoc?.backfilling !== true || indexDoc.status !== 'CREATING') return;
  const index = indexes.get(indexDoc.name);
  assert(index !== undefined, `the index ${indexDoc.name} of the document is stored`);
  const found: { readonly key: string; readonly item: StoredItem }[] = [];
  items.forEach({ from: event.afterKey, fromExclusive: true }, (item, key) => {
    found.push({ key, item });
    return found.length < BACKFILL_ITEMS;
  });
  for (const { key, item } of found) addIndexEntry(index, key, item);
  const last = found.at(-1);
  if (last === undefined || found.length < BACKFILL_ITEMS) {
    const { backfilling: _done, ...rest } = indexDoc;
    put(context, doc, withIndex(doc, { ...rest, status: 'ACTIVE' }));
    return;
  }
  const stepMs = context.physics.controlPlaneDelays ? BACKFILL_STEP_MS : 0;
  context.clock.schedule(context.nowMs + stepMs, { ...event, afterKey: last.key });
}

function withIndex(doc: TableDoc, index: IndexDoc): TableDoc {
  return { ...doc, indexes: doc.indexes.map((other) => (other.id === index.id ? index : other)) };
}

function put(context: Context, before: TableDoc, after: TableDoc): void {
  context.batch.putTable(after);
  emitStatuses(context, before, after);
}

/** A change that was put off, or came already, is not due. */
function isDue({ nowMs }: Context, changesAtMs: number | undefined): boolean {
  return changesAtMs !== undefined && changesAtMs <= nowMs;
}
