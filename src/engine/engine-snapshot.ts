/** Gauges of all tables at this moment. */
import type { EngineSnapshot, TableSnapshot } from '../model/snapshot.ts';
import type { EngineState } from './engine-state.ts';
import type { Table } from './storage/table.ts';

export function takeSnapshot(state: EngineState): EngineSnapshot {
  return { nowMs: state.clock.nowMs, tables: state.catalog.all().map((table) => snapshotOf(state, table)) };
}

function snapshotOf({ capacity, ttl, streams, clock }: EngineState, table: Table): TableSnapshot {
  const waiting = ttl.snapshot(table, clock.nowMs);
  const stream = streams.snapshot(table.doc);
  return {
    doc: table.doc,
    itemCount: table.items.size,
    sizeBytes: table.sizeBytes,
    resources: capacity.snapshot(table, clock.nowMs),
    indexes: Object.fromEntries(
      [...table.indexes, ...table.vectorCounts].map(([name, { itemCount, sizeBytes }]) => [
        name,
        { itemCount, sizeBytes },
      ]),
    ),
    ...(waiting === undefined ? {} : { ttl: waiting }),
    ...(stream === undefined ? {} : { stream }),
  };
}
