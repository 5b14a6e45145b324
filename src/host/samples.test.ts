/** Events folded to samples. */
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../model/events.ts';
import type { EngineSnapshot, ResourceSnapshot } from '../model/snapshot.ts';
import { createEngine } from '../engine/engine.ts';
import { SETUP } from './testing/setups.ts';
import { SAMPLE_HISTORY_S, Samples } from './samples.ts';

const AT = { atMs: SETUP.startMs, table: 'Orders' } as const;

/** A table with an index and two partitions. */
function gauges(): EngineSnapshot {
  const engine = createEngine(SETUP);
  const create = SETUP.tables[0]?.create ?? {};
  engine.handle({ operation: 'CreateTable', input: create, atMs: SETUP.startMs, origin: 'setup' });
  const [table] = engine.snapshot().tables;
  const [resource] = table?.resources ?? [];
  const [partition] = resource?.partitions ?? [];
  if (table === undefined || resource === undefined || partition === undefined) throw new Error('no table');
  const second = { ...partition, doc: { ...partition.doc, id: 7 } };
  const resources: ResourceSnapshot[] = [
    { ...resource, partitions: [second, partition] },
    { ...resource, index: 'by-status' },
  ];
  const indexes = { 'by-status': { itemCount: 3, sizeBytes: 30 } };
  return { nowMs: SETUP.startMs, tables: [{ ...table, resources, indexes }] };
}

function fold(events: readonly EngineEvent[]): Samples {
  const samples = new Samples();
  for (const event of events) samples.add(event);
  return samples;
}

describe('samples', () => {
  it('sum each second of each table and index, per partition in hash order', () => {
    const samples = fold([
      { kind: 'consumed', ...AT, index: undefined, partition: 7, action: 'write', units: 2 },
      { kind: 'consumed', ...AT, index: undefined, partition: 0, action: 'read', units: 0.5 },
      { kind: 'consumed', ...AT, index: 'by-status', partition: 0, action: 'write', units: 4 },
      { kind: 'request', ...AT, operation: 'PutItem', origin: 'load', latencyMs: 8 },
      {
        kind: 'request',
        ...AT,
        operation: 'PutItem',
        origin: 'load',
        latencyMs: 8,
        errorCode: 'ValidationException',
      },
      { kind: 'ttl-deleted', ...AT, keysText: '{}', lateMs: 5 },
    ]);
    samples.closeSecond(10, gauges());
    const [table, index] = samples.since(9);
    expect(table).toMatchObject({
      atS: 10,
      table: 'Orders',
      readUnits: 0.5,
      writeUnits: 2,
      provisionedWrite: 30,
      requests: 2,
      errors: 1,
      ttlDeleted: 1,
      partitions: [
        [7, 0, 2, 0],
        [0, 0.5, 0, 0],
      ],
    });
    expect(table).not.toHaveProperty('index');
    expect(table?.latencyP50Ms).toBeCloseTo(8, 0);
    expect(index).toMatchObject({ index: 'by-status', writeUnits: 4, requests: 0, items: 3, sizeBytes: 30 });
  });

  it('count throttles by reason where they happened', () => {
    const throttle = {
      reason: 'IndexWriteProvisionedThroughputExceeded',
      resourceArn: '',
      table: 'Orders',
      index: 'by-status',
      partition: 0,
      unitsAsked: 1,
      unitsAvailable: 0,
      unitsPerSecond: 1,
      keyText: '',
    } as const;
    const event: EngineEvent = { kind: 'throttled', atMs: 0, operation: 'PutItem', origin: 'load', throttle };
    const samples = fold([event, event]);
    samples.closeSecond(10, gauges());
    const [table, index] = samples.since(9);
    expect(table?.throttles).toEqual({});
    expect(index?.throttles).toEqual({ IndexWriteProvisionedThroughputExceeded: 2 });
    expect(index?.partitions).toEqual([[0, 0, 0, 2]]);
  });

  it('start every second at zero, quiet ones included', () => {
    const samples = fold([
      { kind: 'consumed', ...AT, index: undefined, partition: 0, action: 'write', units: 2 },
    ]);
    samples.closeSecond(10, gauges());
    samples.closeSecond(11, gauges());
    expect(samples.since(10).map(({ atS, writeUnits }) => [atS, writeUnits])).toEqual([
      [11, 0],
      [11, 0],
    ]);
  });

  it('keep five minutes', () => {
    const samples = new Samples();
    for (let atS = 1; atS <= 1000; atS += 1) samples.closeSecond(atS, gauges());
    const seconds = new Set(samples.since(-Infinity).map(({ atS }) => atS));
    expect(seconds.size).toBe(SAMPLE_HISTORY_S);
    expect(Math.min(...seconds)).toBe(701);
    expect(samples.since(998).map(({ atS }) => atS)).toEqual([999, 999, 1000, 1000]);
  });

  it('forget a deleted table', () => {
    const samples = fold([
      { kind: 'consumed', ...AT, index: undefined, partition: 0, action: 'write', units: 2 },
      { kind: 'table-status', ...AT, status: 'DELETED' },
    ]);
    samples.closeSecond(10, gauges());
    expect(samples.since(9)[0]?.writeUnits).toBe(0);
  });
});
