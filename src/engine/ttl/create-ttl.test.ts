import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../model/attribute-value.ts';
import type { EngineEvent } from '../../model/events.ts';
import { LIFELIKE, type Physics } from '../../model/physics.ts';
import type { TableDoc, TtlDoc } from '../../model/table.ts';
import { benchDoc } from '../capacity/testing/bench-table.ts';
import { createClock } from '../clock.ts';
import { createCatalog } from '../storage/catalog.ts';
import type { Table } from '../storage/table.ts';
import { prepareWrite } from '../storage/item-write.ts';
import { createStoredItem } from '../storage/stored-item.ts';
import { createWriteBatch } from '../storage/write-batch.ts';
import { encodeKey } from '../values/key-encoding.ts';
import { createTtl } from './create-ttl.ts';
import { BUILD_ITEMS, DELETIONS_A_PARTITION, IGNORED_AGE_S, SWEEP_MS } from './limits.ts';

const START_MS = 1_767_225_600_000;
const START_S = START_MS / 1000;

const ON: TtlDoc = { attribute: 'expires', status: 'ENABLED', changedAtMs: START_MS };

function createBench({ ttlDelay = true, partitions = 1 }: { ttlDelay?: boolean; partitions?: number } = {}) {
  const catalog = createCatalog();
  const clock = createClock(START_MS);
  const events: EngineEvent[] = [];
  const physics: Physics = { ...LIFELIKE, ttlDelay };
  const ttl = createTtl({ catalog, clock, physics: () => physics, emit: (event) => void events.push(event) });
  const causes: string[] = [];
  const batch = createWriteBatch({
    catalog,
    listeners: [ttl, { onCommit: ({ cause }) => void causes.push(cause) }],
    record: () => undefined,
  });
  const put = (doc: TableDoc) => {
    batch.putTable(doc);
    batch.commit(clock.nowMs);
  };
  put(benchDoc({ partitions }));
  const table = catalog.byId('table-1') as Table;

  function write(id: string, expires: AttributeValue | undefined): void {
    const item = { id: { S: id }, ...(expires === undefined ? {} : { expires }) };
    batch.write(prepareWrite(table, encodeKey(table.doc.key, item) ?? '', createStoredItem(item)));
    batch.commit(clock.nowMs);
  }

  /** Lets time pass, carrying out the sweeps that fall due. */
  function pass(byMs: number): void {
    const untilMs = clock.nowMs + byMs;
    for (let due = clock.takeDue(untilMs); due !== undefined; due = clock.takeDue(untilMs)) {
      if (due.kind === 'ttl-sweep') ttl.sweep(due.tableId, batch, clock.nowMs);
      batch.commit(clock.nowMs);
    }
    clock.moveTo(untilMs);
  }

  const turnOn = (more: Partial<TtlDoc> = {}) => put({ ...table.doc, ttl: { ...ON, ...more } });
  const waiting = () => ttl.snapshot(table, clock.nowMs)?.expiredWaiting;
  return { ttl, table, clock, events, causes, write, put, pass, turnOn, waiting };
}

const at = (seconds: number): AttributeValue => ({ N: String(START_S + seconds) });

describe('an expired item', () => {
  it('waits for the next sweep and is then deleted by the service, with its lateness told', () => {
    const { table, write, pass, turnOn, waiting, events, causes } = createBench();
    turnOn();
    pass(2000);
    write('a', at(3));
    pass(1500);
    expect([table.items.size, waiting()]).toEqual([1, 0]);
    pass(1000);
    expect([table.items.size, waiting()]).toEqual([1, 1]);
    pass(SWEEP_MS);
    expect([table.items.size, waiting()]).toEqual([0, 0]);
    expect(events).toEqual([
      {
        kind: 'ttl-deleted',
        atMs: START_MS + SWEEP_MS,
        table: 'Orders',
        keysText: '{"id":{"S":"a"}}',
        lateMs: 7000,
      },
    ]);
    expect(causes).toEqual(['request', 'ttl']);
  });

  it('goes within the second when there is no TTL delay', () => {
    const { write, pass, turnOn, events } = createBench({ ttlDelay: false });
    turnOn();
    pass(2000);
    write('a', at(30));
    pass(60_000);
    expect(events).toMatchObject([{ kind: 'ttl-deleted', lateMs: 1000 }]);
  });

  it('stays when its expiry was moved on or taken away meanwhile', () => {
    const { table, write, pass, turnOn } = createBench();
    turnOn();
    write('a', at(5));
    write('b', at(5));
    write('a', at(5000));
    write('b', undefined);
    pass(60_000);
    expect(table.items.size).toBe(2);
  });
});

describe('an expiry is ignored', () => {
  it.each([
    ['as text', { S: String(START_S - 60) }],
    ['more than five years ago', { N: String(START_S - IGNORED_AGE_S - 60) }],
    ['in milliseconds, which is far in the future', { N: String(START_MS - 60_000) }],
    ['below zero', { N: '-1' }],
  ])('%s', (_name, expires: AttributeValue) => {
    const { table, write, pass, turnOn } = createBench();
    turnOn();
    write('a', expires);
    pass(120_000);
    expect(table.items.size).toBe(1);
  });
});

describe('the sweep', () => {
  it('deletes a bounded number a partition each time, longest expired first', () => {
    const { table, write, pass, turnOn, waiting } = createBench();
    turnOn();
    pass(2000);
    const count = DELETIONS_A_PARTITION * 2 + 100;
    for (let i = 0; i < count; i++) write(`k${i}`, at(-count + i));
    pass(SWEEP_MS - 2000);
    expect(waiting()).toBe(count - DELETIONS_A_PARTITION);
    const left: string[] = [];
    table.items.forEach({}, (item) => void left.push(item.json));
    expect(left.some((json) => json.includes('"k0"'))).toBe(false);
    expect(left.some((json) => json.includes(`"k${count - 1}"`))).toBe(true);
    pass(2 * SWEEP_MS);
    expect(table.items.size).toBe(0);
  });

  it('puts nothing on the clock when nothing will ever expire', () => {
    const { write, pass, turnOn, clock } = createBench();
    turnOn();
    write('a', undefined);
    pass(60_000);
    expect(clock.nextEventMs()).toBeUndefined();
  });

  it('sleeps until something expires', () => {
    const { write, pass, turnOn, clock } = createBench();
    turnOn();
    pass(2000);
    write('a', at(86_400));
    expect(clock.nextEventMs()).toBe(START_MS + 86_400_000 + SWEEP_MS);
  });
});

describe('turning TTL on', () => {
  it('finds the items that were there before, a bounded number a second', () => {
    const { write, pass, turnOn, table, waiting } = createBench({ ttlDelay: false });
    for (let i = 0; i < BUILD_ITEMS + 10; i++) write(`k${i}`, at(-60));
    turnOn();
    expect(waiting()).toBe(0);
    pass(1000);
    expect(table.items.size).toBeGreaterThanOrEqual(10);
    pass(5000);
    expect(table.items.size).toBe(0);
  });

  it('has no effect before its state is ENABLED, and none after it is DISABLED', () => {
    const { write, pass, turnOn, table } = createBench();
    turnOn({ status: 'ENABLING' });
    write('a', at(-5));
    pass(60_000);
    expect(table.items.size).toBe(1);
    turnOn({ status: 'ENABLED' });
    turnOn({ status: 'DISABLED' });
    pass(60_000);
    expect(table.items.size).toBe(1);
  });
});

describe('after a restart', () => {
  it('expired items are found again', () => {
    const before = createBench();
    before.put({ ...before.table.doc, ttl: ON });
    before.write('a', at(5));
    before.ttl.onTableChange(before.table, before.table.doc, undefined, START_MS);
    before.ttl.restore([before.table.doc]);
    before.pass(60_000);
    expect(before.table.items.size).toBe(0);
  });
});
