/** The host and its storage: reload, crash, acknowledgement, back-pressure, and storage that fails. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryPersistence, createMemoryStore } from '../persistence/memory.ts';
import type { Persistence } from '../persistence/port.ts';
import { createStoredPersistence } from '../persistence/stored-persistence.ts';
import type { Host } from './host.ts';
import { LABEL, SETUP, WRITES } from './testing/setups.ts';
import { Stage } from './testing/stage.ts';
import { watch } from './testing/watcher.ts';

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});

describe('storage', () => {
  it('brings a paused run back as it was, clock, load and journal included', async () => {
    const persistence = createMemoryPersistence();
    const host = await stage.open(SETUP, persistence);
    await stage.time.during(host.step(4000));
    await stage.call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    await stage.paced(host, 10, 1000);
    await host.setSpeed(60);
    const before = await host.capture();
    const items = await stage.itemsOf(host);
    const first = watch(host);
    await stage.time.pass(10);

    const again = stage.start(persistence);
    const second = watch(again);
    await stage.time.pass(10);
    expect((await again.hello()).run).toEqual(LABEL);
    expect(second.last()).toMatchObject({
      nowMs: first.last().nowMs,
      running: false,
      speed: 60,
      loadCounters: first.last().loadCounters,
    });
    expect(await again.capture()).toEqual(before);
    expect(await stage.itemsOf(again)).toEqual(items);
    expect(second.log.some(({ kind }) => kind === 'throttled' || kind === 'stream')).toBe(true);
  });

  it('goes on after a reload as if nothing had happened', async () => {
    const persistence = createMemoryPersistence();
    const host = await stage.open(SETUP, persistence);
    await stage.paced(host, 10, 1234);
    const again = stage.start(persistence);
    const numbersTo20S = async (one: Host): Promise<unknown[]> => {
      const watcher = watch(one);
      await stage.time.pass(10);
      await stage.time.during(one.step(SETUP.startMs + 20_000 - watcher.last().nowMs));
      await stage.time.pass(200);
      await watcher.stop();
      return watcher.samples
        .filter(({ atS }) => atS >= SETUP.startMs / 1000 + 13)
        .map(({ atS, throttles, writeUnits, requests }) => ({ atS, throttles, writeUnits, requests }));
    };
    const resumed = await numbersTo20S(again);
    expect(resumed).toEqual(await numbersTo20S(await stage.open()));
    expect(resumed).toHaveLength(7);
    expect(JSON.stringify(resumed)).toContain('TableWriteProvisionedThroughputExceeded');
  });

  it('goes on after a crash with every acknowledged write, from the last durable record', async () => {
    const persistence = createMemoryPersistence();
    const host = await stage.open(
      { ...SETUP, physics: { ...SETUP.physics, throughput: false } },
      persistence,
    );
    await host.play();
    await stage.time.pass(3456);
    await stage.call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    const items = await stage.itemsOf(host);
    // The host is left running: nothing is flushed.
    const again = stage.start(persistence);
    const watcher = watch(again);
    await stage.time.pass(10);
    const ids = (texts: readonly string[]): string[] =>
      texts.map((text) => /"id":\{[^}]*\}/.exec(text)?.[0] ?? '');
    expect(ids(await stage.itemsOf(again))).toEqual(expect.arrayContaining(ids(items)));
    expect(ids(items)).toContain('"id":{"S":"mine"}');
    const { nowMs, loadCounters } = watcher.last();
    expect(nowMs).toBeGreaterThan(SETUP.startMs + 3300);
    await stage.time.during(again.step(2000));
    await stage.time.pass(200);
    expect(watcher.last().loadCounters.sent - loadCounters.sent).toBeGreaterThan(70);
    await watcher.stop();
  });

  it('acknowledges a call only when its record is stored', async () => {
    let store: () => void = () => undefined;
    const memory = createMemoryPersistence();
    const slow: Persistence = {
      ...memory,
      append: async (record) => {
        await new Promise<void>((resolve) => (store = resolve));
        return await memory.append(record);
      },
    };
    const host = stage.start(slow);
    await stage.time.during(host.open({ ...SETUP, load: { rows: [] } }, LABEL));
    let isAnswered = false;
    const reply = host.execute({
      operation: 'PutItem',
      body: '{"TableName":"Orders","Item":{"id":{"S":"mine"}}}',
    });
    void reply.then(() => (isAnswered = true));
    await stage.time.pass(1000);
    expect(isAnswered).toBe(false);
    store();
    await stage.time.pass(10);
    expect(isAnswered).toBe(true);
  });

  it('holds the load back while storage has too much to write', async () => {
    let isStuck = true;
    const waiting: (() => void)[] = [];
    const memory = createMemoryPersistence();
    const slow: Persistence = {
      ...memory,
      append: async (record) => {
        if (isStuck) await new Promise<void>((resolve) => waiting.push(resolve));
        return await memory.append(record);
      },
    };
    const host = stage.start(slow);
    const rows = [
      {
        ...WRITES,
        ratePerS: 2000,
        attributes: { ...WRITES.attributes, note: { from: 'text', bytes: 10_000 } as const },
      },
    ];
    await stage.time.during(
      host.open({ ...SETUP, physics: { ...SETUP.physics, throughput: false }, load: { rows } }, LABEL),
    );
    const watcher = watch(host);
    await host.play();
    await stage.time.pass(2000);
    const held = watcher.last();
    expect(held.behind).toBe(true);
    expect(held.loadCounters.sent).toBeLessThan(2000);
    isStuck = false;
    for (const resume of waiting) resume();
    await stage.time.pass(1000);
    expect(watcher.last().loadCounters.sent).toBeGreaterThan(held.loadCounters.sent + 500);
    await watcher.stop();
  });

  it('lives on in memory when storage refuses', async () => {
    const refusing: Persistence = {
      ...createMemoryPersistence(),
      load: async () => ({ ok: false, fault: { kind: 'refused', detail: 'private mode' } }),
    };
    const host = await stage.open(SETUP, refusing);
    expect((await host.hello()).storage).toEqual({ kind: 'memory-only', why: 'private mode' });
    await stage.time.during(host.step(1000));
    expect((await stage.itemsOf(host)).length).toBeGreaterThanOrEqual(20);
  });

  it('touches nothing that is corrupt until it is reset', async () => {
    const writes: string[] = [];
    let isCorrupt = true;
    const memory = createMemoryPersistence();
    const corrupt: Persistence = {
      ...memory,
      load: async () => ({ ok: false, fault: { kind: 'corrupt', detail: 'record 7' } }),
      append: async (record) => {
        writes.push('append');
        return await memory.append(record);
      },
      checkpoint: async (checkpoint, atMs) => {
        writes.push('checkpoint');
        return await memory.checkpoint(checkpoint, atMs);
      },
      replace: async (checkpoint, atMs) => {
        writes.push('replace');
        return await memory.replace(checkpoint, atMs);
      },
      reset: async () => {
        isCorrupt = false;
        return await memory.reset();
      },
      exportText: async () => ({ ok: true, value: 'what there is' }),
    };
    const host = await stage.open(SETUP, corrupt);
    expect((await host.hello()).storage).toEqual({ kind: 'failed', fault: 'corrupt', detail: 'record 7' });
    await stage.call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    expect(writes).toEqual([]);
    expect(isCorrupt).toBe(true);
    expect(await stage.time.during(host.exportStorage())).toBe('what there is');
    await stage.time.during(host.resetStorage());
    expect(await host.hello()).toMatchObject({ run: undefined, storage: { kind: 'saved' } });
    await stage.time.during(host.open(SETUP, LABEL));
    expect(writes).toContain('replace');
  });

  it('finds the former run when it dies before another one is stored, and that one afterwards', async () => {
    const store = createMemoryStore();
    const first = await stage.open(SETUP, createStoredPersistence(store));
    await stage.call(first, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    let die = (): void => undefined;
    const dying: Persistence = {
      ...createStoredPersistence(store),
      // Nothing of it is ever written, as when the browser is killed.
      replace: () => new Promise(() => die()),
    };
    const second = stage.start(dying);
    const died = new Promise<void>((resolve) => (die = resolve));
    void second.open({ ...SETUP, seed: 7 }, { ...LABEL, name: 'Another' });
    await stage.time.during(died);
    const third = stage.start(createStoredPersistence(store));
    expect((await stage.time.during(third.hello())).run?.name).toBe(LABEL.name);
    expect(await stage.itemsOf(third)).toContain('{"id":{"S":"mine"}}');

    await stage.time.during(third.open({ ...SETUP, seed: 7 }, { ...LABEL, name: 'Another' }));
    await stage.call(third, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'later' } } });
    const fourth = stage.start(createStoredPersistence(store));
    expect((await stage.time.during(fourth.hello())).run?.name).toBe('Another');
    const items = await stage.itemsOf(fourth);
    expect(items).toContain('{"id":{"S":"later"}}');
    expect(items).not.toContain('{"id":{"S":"mine"}}');
  });

  it('says so when storage is full and goes on', async () => {
    const full: Persistence = {
      ...createMemoryPersistence(),
      append: async () => ({ ok: false, fault: { kind: 'quota', detail: 'no room' } }),
    };
    const host = await stage.open(SETUP, full);
    expect(
      (await stage.call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } })).errorCode,
    ).toBeUndefined();
    expect((await host.hello()).storage).toEqual({ kind: 'failed', fault: 'quota', detail: 'no room' });
    expect(await stage.itemsOf(host)).toContain('{"id":{"S":"mine"}}');
  });
});
