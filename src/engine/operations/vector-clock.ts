/** Vector indexes over time: what a document puts on the clock, and what happens when it falls due. */
import type { TableDoc, VectorIndexDoc } from '../../model/table.ts';
import type { Clock, ClockEvent } from '../clock.ts';
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';
import {
  BUILD_VECTOR_INDEX_MS,
  SEARCH_LAG_MS,
  VECTOR_BACKFILL_ITEMS,
  VECTOR_BACKFILL_STEP_MS,
} from '../vectors/limits.ts';
import { emitStatuses } from './update-table.ts';
import { withVectorIndex, withoutVectorIndex } from './vector-indexes.ts';

export type VectorEvent = Extract<ClockEvent, { readonly kind: 'vector-index-due' | 'vector-backfill-step' }>;

/** As `scheduleTable`, for the vector indexes of the document. */
export function scheduleVectors(clock: Clock, before: TableDoc | undefined, after: TableDoc): void {
  const { id: tableId } = after;
  for (const { id: indexId, changesAtMs, backfilling } of after.vectorIndexes ?? []) {
    const was = before?.vectorIndexes?.find(({ id }) => id === indexId);
    if (changesAtMs !== undefined && changesAtMs !== was?.changesAtMs) {
      clock.schedule(changesAtMs, { kind: 'vector-index-due', tableId, indexId });
    }
    if (backfilling === true && changesAtMs === undefined && was?.backfilling !== true) {
      clock.schedule(clock.nowMs, { kind: 'vector-backfill-step', tableId, indexId, afterKey: '' });
    }
  }
}

/** Carries out a due event; the caller applies `context.batch`. What has lost its meaning meanwhile does nothing. */
export function runVectorEvent(context: Context, event: VectorEvent): void {
  const table = context.catalog.byId(event.tableId);
  const index = table?.doc.vectorIndexes?.find(({ id }) => id === event.indexId);
  if (table === undefined || index === undefined) return;
  if (event.kind === 'vector-backfill-step') backfillStep(context, table, { index, event });
  else if ((index.changesAtMs ?? Infinity) <= context.nowMs) phaseOver(context, table.doc, index);
}

function phaseOver(context: Context, doc: TableDoc, { id, status, backfilling }: VectorIndexDoc): void {
  if (status === 'DELETING') return put(context, doc, withoutVectorIndex(doc, id));
  if (status !== 'CREATING') return undefined;
  if (backfilling === true) return activate(context, doc, id);
  const filling = withVectorIndex(doc, id, ({ changesAtMs: _over, ...rest }) => ({
    ...rest,
    backfilling: true,
  }));
  return put(context, doc, filling);
}

function backfillStep(
  context: Context,
  table: Table,
  {
    index,
    event,
  }: {
    readonly index: VectorIndexDoc;
    readonly event: Extract<VectorEvent, { readonly kind: 'vector-backfill-step' }>;
  },
): void {
  if (index.status !== 'CREATING' || index.backfilling !== true) return;
  const { physics, clock, nowMs, vectors } = context;
  const afterKey = vectors.fill(table, index, { afterKey: event.afterKey, limit: VECTOR_BACKFILL_ITEMS });
  if (afterKey !== undefined) {
    clock.schedule(nowMs + (physics.controlPlaneDelays ? VECTOR_BACKFILL_STEP_MS : 0), {
      ...event,
      afterKey,
    });
    return;
  }
  if (!physics.controlPlaneDelays) return activate(context, table.doc, index.id);
  const changesAtMs = nowMs + BUILD_VECTOR_INDEX_MS;
  put(
    context,
    table.doc,
    withVectorIndex(table.doc, index.id, (doc) => ({ ...doc, changesAtMs })),
  );
}

/** The description says ACTIVE before the search endpoint does. */
function activate(context: Context, doc: TableDoc, indexId: string): void {
  const searchableAtMs = context.nowMs + SEARCH_LAG_MS;
  const lag = context.physics.controlPlaneDelays ? { searchableAtMs } : {};
  const active = withVectorIndex(doc, indexId, ({ backfilling: _done, changesAtMs: _over, ...rest }) => ({
    ...rest,
    ...lag,
    status: 'ACTIVE',
  }));
  put(context, doc, active);
}

function put(context: Context, before: TableDoc, after: TableDoc): void {
  context.batch.putTable(after);
  emitStatuses(context, before, after);
}
