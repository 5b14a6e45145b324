/** UpdateTable: capacity, billing mode, indexes, stream, encryption, class and deletion protection. */
import type { InputOf } from '../../model/operations.ts';
import type { TableDoc } from '../../model/table.ts';
import type { Context } from '../context.ts';
import { UPDATE_TABLE_MS } from './control-plane-limits.ts';
import { assertChangeable, findTable } from './control-plane-table.ts';
import { countsOf, describeTableDoc } from './table-description.ts';
import { assertSimulated, changeStreams, encryption } from './table-settings.ts';
import { updateIndexes } from './update-indexes.ts';
import { settleThroughput, updateThroughput } from './update-throughput.ts';
import { assertVectorUpdates, updateVectorIndexes } from './vector-indexes.ts';

type Input = InputOf<'UpdateTable'>;

const NOT_SIMULATED = [
  'ReplicaUpdates',
  'MultiRegionConsistency',
  'GlobalTableWitnessUpdates',
  'GlobalTableSettingsReplicationMode',
];

/** Each step takes the document so far and gives the next, or throws: the request is carried out whole or not at all. */
export function updateTable(context: Context, input: Input): string {
  assertSimulated(input, NOT_SIMULATED);
  const table = findTable(context, input.TableName);
  assertVectorUpdates(table.doc, input);
  assertChangeable(table.doc);
  const throughput = updateThroughput(context, table.doc, input);
  const indexes = updateIndexes(context, throughput, input);
  const vectors = updateVectorIndexes(context, indexes, input);
  const settings = updateSettings(context, vectors, input);
  const doc = beginUpdate(context, settings);
  context.batch.putTable(doc);
  emitStatuses(context, table.doc, doc);
  return JSON.stringify({ TableDescription: describeTableDoc(doc, countsOf(table), context.nowMs) });
}

function updateSettings(context: Context, doc: TableDoc, input: Input): TableDoc {
  const { StreamSpecification, SSESpecification, TableClass, DeletionProtectionEnabled } = input;
  const { sse: _before, ...rest } = doc;
  const sse = SSESpecification === undefined ? doc.sse : encryption(context, SSESpecification);
  return {
    ...rest,
    ...(sse === undefined ? {} : { sse }),
    streams:
      StreamSpecification === undefined ? doc.streams : changeStreams(context, doc, StreamSpecification),
    tableClass: TableClass ?? doc.tableClass,
    deletionProtection: DeletionProtectionEnabled ?? doc.deletionProtection,
  };
}

/** Settings take effect at once; the table is UPDATING until its throughput and indexes have followed. */
export function beginUpdate(context: Context, doc: TableDoc): TableDoc {
  if (!context.physics.controlPlaneDelays) return settleThroughput(context, doc);
  return { ...doc, status: 'UPDATING', changesAtMs: context.nowMs + UPDATE_TABLE_MS };
}

/** Reports every status that differs between two documents. */
export function emitStatuses(
  { nowMs, emit }: Pick<Context, 'nowMs' | 'emit'>,
  before: TableDoc,
  after: TableDoc,
): void {
  const table = after.name;
  if (before.status !== after.status)
    emit({ kind: 'table-status', atMs: nowMs, table, status: after.status });
  const [was, is] = [allIndexes(before), allIndexes(after)];
  for (const { id, name, status, backfilling = false } of is) {
    const old = was.find((index) => index.id === id);
    if (old?.status === status && (old.backfilling ?? false) === backfilling) continue;
    emit({ kind: 'index-status', atMs: nowMs, table, index: name, status, backfilling });
  }
  for (const { id, name } of was) {
    if (is.some((index) => index.id === id)) continue;
    emit({ kind: 'index-status', atMs: nowMs, table, index: name, status: 'DELETED', backfilling: false });
  }
}

function allIndexes({ indexes, vectorIndexes = [] }: TableDoc) {
  return [...indexes, ...vectorIndexes];
}
