/** The host on a tiny engine: order, pacing, storage, capture, imports and what pages are told. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Persistence } from '../persistence/port.ts';
import { createMemoryPersistence } from '../persistence/memory.ts';
import type { Setup } from '../workload/setup.ts';
import type { ImportProgress } from './api.ts';
import { createHost, type Host, type HostOptions } from './host.ts';
import { RealTime } from './testing/real-time.ts';
import { LABEL, SETUP, WRITES } from './testing/setups.ts';
import { watch } from './testing/watcher.ts';

vi.mock('../engine/engine.ts', () => import('./testing/fake-engine.ts'));

const START_S = SETUP.startMs / 1000;

let time: RealTime;

beforeEach(() => {
  time = new RealTime();
});

function startHost(
  persistence: Persistence = createMemoryPersistence(),
  more: Partial<HostOptions> = {},
): Host {
  const { nowRealMs, schedule } = time;
  return createHost({ persistence, engineVersion: 'test', nowRealMs, schedule, ...more });
}

async function openHost(setup: Setup = SETUP, persistence?: Persistence): Promise<Host> {
  const host = startHost(persistence);
  await time.during(host.open(setup, LABEL));
  return host;
}

async function call(
  host: Host,
  operation: string,
  input: object,
): Promise<{ readonly errorCode?: string; readonly body: string }> {
  return await time.during(host.execute({ operation, body: JSON.stringify(input) }));
}

async function itemsOf(host: Host): Promise<string[]> {
  const { body } = await call(host, 'Scan', { TableName: 'Orders' });
  const { Items }: { Items: unknown[] } = JSON.parse(body);
  return Items.map((item) => JSON.stringify(item)).sort();
}

/** The part of the samples that the run decides, up to a second. */
async function numbersOf(host: Host, seconds: number, go: (host: Host) => Promise<void>): Promise<unknown[]> {
  const watcher = watch(host);
  await go(host);
  await time.pass(300);
  await watcher.stop();
  return watcher.samples
    .filter(({ atS }) => atS < START_S + seconds)
    .map(({ atS, table, writeUnits, throttles, requests, errors, streamInserts, partitions }) => ({
      atS,
      table,
      writeUnits,
      throttles,
      requests,
      errors,
      streamInserts,
      partitions,
    }));
}

async function paced(host: Host, speed: number, realMs: number): Promise<void> {
  await host.setSpeed(speed);
  await host.play();
  await time.pass(realMs);
  await time.during(host.pause());
}

describe('the clock', () => {
  it('starts paused at the start of the run and says so', async () => {
    const host = await openHost();
    const watcher = watch(host);
    await time.pass(1000);
    expect(watcher.frames).toHaveLength(1);
    expect(watcher.last()).toMatchObject({ nowMs: SETUP.startMs, running: false, speed: 1, seed: 42 });
    expect(watcher.last().tables[0]?.itemCount).toBe(20);
    await watcher.stop();
  });

  it('runs as many times faster than real time as asked', async () => {
    const host = await openHost();
    const watcher = watch(host);
    await paced(host, 10, 2000);
    await time.pass(200);
    const { nowMs, behind } = watcher.last();
    expect(nowMs - SETUP.startMs).toBeGreaterThan(19_700);
    expect(nowMs - SETUP.startMs).toBeLessThanOrEqual(20_000);
    expect(behind).toBe(false);
    await watcher.stop();
  });

  it('gives the same run at 1×, at 60×, with pauses and by steps', async () => {
    const slow = await numbersOf(await openHost(), 20, (host) => paced(host, 1, 21_000));
    const fast = await numbersOf(await openHost(), 20, (host) => paced(host, 60, 400));
    const halting = await numbersOf(await openHost(), 20, async (host) => {
      for (let part = 0; part < 31; part += 1) await paced(host, 1 + (part % 3), 371);
      await time.during(host.step(777));
      await paced(host, 10, 900);
    });
    const stepped = await numbersOf(await openHost(), 20, async (host) => {
      for (const ms of [1, 999, 1500, 0, 12_345, 6000]) await time.during(host.step(ms));
    });
    expect(slow).toHaveLength(20);
    expect(fast).toEqual(slow);
    expect(halting).toEqual(slow);
    expect(stepped).toEqual(slow);
    expect(JSON.stringify(slow)).toContain('TableWriteProvisionedThroughputExceeded');
  });

  it('falls behind honestly when the machine is too slow, and still answers calls', async () => {
    const host = await openHost();
    const watcher = watch(host);
    await host.setSpeed(1000);
    time.costOfLookMs = 1;
    await host.play();
    await time.pass(3000);
    const reply = call(host, 'Scan', { TableName: 'Orders' });
    expect((await reply).errorCode).toBeUndefined();
    expect(watcher.last()).toMatchObject({ running: true, behind: true, speed: 1000 });
    expect(watcher.last().nowMs).toBeLessThan(SETUP.startMs + 3_000_000);
    await watcher.stop();
  });

  it('stops a step where it is when it is cancelled', async () => {
    const host = await openHost();
    const watcher = watch(host);
    const leaving = new AbortController();
    time.costOfLookMs = 1;
    const step = host.step(24 * 3_600_000, leaving.signal);
    await time.pass(500);
    leaving.abort();
    await time.during(step);
    const { nowMs } = watcher.last();
    expect(nowMs).toBeGreaterThan(SETUP.startMs);
    expect(nowMs).toBeLessThan(SETUP.startMs + 24 * 3_600_000);
    await time.pass(1000);
    expect(watcher.last().nowMs).toBe(nowMs);
    await watcher.stop();
  });

  it('goes on at its pace after a step', async () => {
    const host = await openHost();
    const watcher = watch(host);
    await host.play();
    await time.during(host.step(60_000));
    await time.pass(1000);
    expect(watcher.last().running).toBe(true);
    expect(watcher.last().nowMs).toBeGreaterThan(SETUP.startMs + 60_800);
    await watcher.stop();
  });
});

describe('calls', () => {
  it('take effect at the present moment while the clock stands', async () => {
    const host = await openHost({ ...SETUP, load: { rows: [] } });
    await time.during(host.step(5000));
    await call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    expect(await itemsOf(host)).toContain('{"id":{"S":"mine"}}');
    const { setup } = await host.capture();
    expect(setup.timeline).toMatchObject([
      { kind: 'call', atMs: SETUP.startMs + 5000, operation: 'PutItem' },
    ]);
  });

  it('are refused in words when they are no JSON', async () => {
    const host = await openHost();
    const reply = await time.during(host.execute({ operation: 'PutItem', body: '{"TableName": ' }));
    expect(reply).toMatchObject({ status: 400, errorCode: 'SerializationException' });
    expect(reply.errorMessage).toContain('JSON');
  });

  it('appear in the log, each throttled one by itself and the load coalesced', async () => {
    const host = await openHost();
    const watcher = watch(host);
    await time.during(host.step(30_000));
    for (let attempt = 0; attempt < 60; attempt += 1) {
      await call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    }
    await call(host, 'Scan', { TableName: 'Orders' });
    await time.pass(200);
    const kinds = watcher.log.map(({ kind }) => kind);
    expect(kinds).toContain('call');
    const throttledSeconds = watcher.log.filter(
      ({ kind, atMs }) => kind === 'throttled' && atMs < SETUP.startMs + 29_000,
    );
    expect(throttledSeconds.some(({ count }) => count > 3)).toBe(true);
    expect(new Set(throttledSeconds.map(({ atMs }) => Math.floor(atMs / 1000))).size).toBe(
      throttledSeconds.length,
    );
    expect(
      watcher.log.some(({ text, count }) => text.startsWith('PutItem mine on Orders') && count === 1),
    ).toBe(true);
    const ids = watcher.log.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    await watcher.stop();
  });
});

describe('a captured run', () => {
  it('replays to the same numbers at the same second, user calls and edits included', async () => {
    const host = await openHost();
    await time.during(host.step(3000));
    await call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    await host.setLoad({ rows: [{ ...WRITES, ratePerS: 80 }] });
    await call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' }, n: { N: '2' } } });
    await time.during(host.step(4000));
    await host.setPhysics({ ...SETUP.physics, throughput: false });
    await time.during(host.step(3000));
    const { setup, label, callsDropped } = await host.capture();
    expect(callsDropped).toBe(0);
    expect(label).toEqual(LABEL);

    const replayed = await openHost(setup);
    await time.during(replayed.step(10_000));
    expect(await itemsOf(replayed)).toEqual(await itemsOf(host));
    const original = watch(host);
    const copy = watch(replayed);
    await time.pass(200);
    expect(copy.last().loadCounters).toEqual(original.last().loadCounters);
    expect(copy.last().physics).toEqual(original.last().physics);
    const shown = original.samples.map(({ atS, throttles, requests }) => ({ atS, throttles, requests }));
    expect(copy.samples.map(({ atS, throttles, requests }) => ({ atS, throttles, requests }))).toEqual(shown);
    await original.stop();
    await copy.stop();
  });

  it('leaves reads out and counts what no longer fits', async () => {
    const host = await openHost({
      ...SETUP,
      load: { rows: [] },
      physics: { ...SETUP.physics, throughput: false },
    });
    await call(host, 'Scan', { TableName: 'Orders' });
    const note = 'x'.repeat(300_000);
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: id }, note: { S: note } } });
    }
    const { setup, callsDropped } = await host.capture();
    expect(setup.timeline).toHaveLength(3);
    expect(callsDropped).toBe(2);
  });
});

describe('storage', () => {
  it('brings a paused run back as it was, clock, load and journal included', async () => {
    const persistence = createMemoryPersistence();
    const host = await openHost(SETUP, persistence);
    await time.during(host.step(4000));
    await call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    await paced(host, 10, 1000);
    await host.setSpeed(60);
    const before = await host.capture();
    const items = await itemsOf(host);
    const first = watch(host);
    await time.pass(10);

    const again = startHost(persistence);
    const second = watch(again);
    await time.pass(10);
    expect((await again.hello()).run).toEqual(LABEL);
    expect(second.last()).toMatchObject({
      nowMs: first.last().nowMs,
      running: false,
      speed: 60,
      loadCounters: first.last().loadCounters,
    });
    expect(await again.capture()).toEqual(before);
    expect(await itemsOf(again)).toEqual(items);
    expect(second.log.some(({ kind }) => kind === 'throttled' || kind === 'stream')).toBe(true);
  });

  it('goes on after a crash with every acknowledged write, from the last durable record', async () => {
    const persistence = createMemoryPersistence();
    const host = await openHost({ ...SETUP, physics: { ...SETUP.physics, throughput: false } }, persistence);
    await host.play();
    await time.pass(3456);
    await call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    const items = await itemsOf(host);
    // The host is left running: nothing is flushed.
    const again = startHost(persistence);
    const watcher = watch(again);
    await time.pass(10);
    const ids = (texts: readonly string[]): string[] =>
      texts.map((text) => /"id":\{[^}]*\}/.exec(text)?.[0] ?? '');
    expect(ids(await itemsOf(again))).toEqual(expect.arrayContaining(ids(items)));
    expect(ids(items)).toContain('"id":{"S":"mine"}');
    const { nowMs, loadCounters } = watcher.last();
    expect(nowMs).toBeGreaterThan(SETUP.startMs + 3300);
    await time.during(again.step(2000));
    await time.pass(200);
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
    const host = startHost(slow);
    await time.during(host.open({ ...SETUP, load: { rows: [] } }, LABEL));
    let isAnswered = false;
    const reply = host.execute({
      operation: 'PutItem',
      body: '{"TableName":"Orders","Item":{"id":{"S":"mine"}}}',
    });
    void reply.then(() => (isAnswered = true));
    await time.pass(1000);
    expect(isAnswered).toBe(false);
    store();
    await time.pass(10);
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
    const host = startHost(slow);
    const rows = [
      {
        ...WRITES,
        ratePerS: 2000,
        attributes: { ...WRITES.attributes, note: { from: 'text', bytes: 10_000 } as const },
      },
    ];
    await time.during(
      host.open({ ...SETUP, physics: { ...SETUP.physics, throughput: false }, load: { rows } }, LABEL),
    );
    const watcher = watch(host);
    await host.play();
    await time.pass(4000);
    const held = watcher.last();
    expect(held.behind).toBe(true);
    expect(held.loadCounters.sent).toBeLessThan(2000);
    isStuck = false;
    for (const resume of waiting) resume();
    await time.pass(3000);
    expect(watcher.last().loadCounters.sent).toBeGreaterThan(held.loadCounters.sent + 2000);
    await watcher.stop();
  });

  it('lives on in memory when storage refuses', async () => {
    const refusing: Persistence = {
      ...createMemoryPersistence(),
      load: async () => ({ ok: false, fault: { kind: 'refused', detail: 'private mode' } }),
    };
    const host = await openHost(SETUP, refusing);
    expect((await host.hello()).storage).toEqual({ kind: 'memory-only', why: 'private mode' });
    await time.during(host.step(1000));
    expect((await itemsOf(host)).length).toBeGreaterThanOrEqual(20);
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
      reset: async () => {
        isCorrupt = false;
        return await memory.reset();
      },
      exportText: async () => ({ ok: true, value: 'what there is' }),
    };
    const host = await openHost(SETUP, corrupt);
    expect((await host.hello()).storage).toEqual({ kind: 'failed', fault: 'corrupt', detail: 'record 7' });
    await call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    expect(writes).toEqual([]);
    expect(isCorrupt).toBe(true);
    expect(await time.during(host.exportStorage())).toBe('what there is');
    await time.during(host.resetStorage());
    expect(await host.hello()).toMatchObject({ run: undefined, storage: { kind: 'saved' } });
    await time.during(host.open(SETUP, LABEL));
    expect(writes).toContain('checkpoint');
  });

  it('says so when storage is full and goes on', async () => {
    const full: Persistence = {
      ...createMemoryPersistence(),
      append: async () => ({ ok: false, fault: { kind: 'quota', detail: 'no room' } }),
    };
    const host = await openHost(SETUP, full);
    expect(
      (await call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } })).errorCode,
    ).toBeUndefined();
    expect((await host.hello()).storage).toEqual({ kind: 'failed', fault: 'quota', detail: 'no room' });
    expect(await itemsOf(host)).toContain('{"id":{"S":"mine"}}');
  });
});

describe('opening', () => {
  it('leaves the present run alone when the new one is impossible, and says why', async () => {
    const host = await openHost();
    const bad: Setup = { ...SETUP, tables: [{ create: { TableName: 'bad' } }] };
    await expect(time.during(host.open(bad, { ...LABEL, name: 'Bad' }))).rejects.toThrow(
      'Table bad cannot be made',
    );
    expect((await host.hello()).run).toEqual(LABEL);
    expect(await itemsOf(host)).toHaveLength(20);
  });

  it('knows no run on a first visit', async () => {
    const host = startHost();
    expect(await host.hello()).toMatchObject({ run: undefined, attached: false, storage: { kind: 'saved' } });
  });

  it('keeps what was made before any scenario', async () => {
    const persistence = createMemoryPersistence();
    const host = startHost(persistence);
    const [table] = SETUP.tables;
    await call(host, 'CreateTable', { ...table?.create });
    await call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    expect(await itemsOf(startHost(persistence))).toEqual(['{"id":{"S":"mine"}}']);
  });
});

describe('frames', () => {
  it('come at most ten times a second, the first with the history', async () => {
    const host = await openHost();
    await time.during(host.step(400_000));
    const watcher = watch(host);
    await host.play();
    await time.pass(5000);
    expect(watcher.frames.length).toBeGreaterThan(40);
    expect(watcher.frames.length).toBeLessThanOrEqual(52);
    expect(watcher.frames[0]?.samples).toHaveLength(300);
    expect(watcher.frames[0]?.log).toHaveLength(50);
    expect(watcher.frames[0]?.logDropped).toBeGreaterThan(0);
    const seconds = watcher.samples.map(({ atS }) => atS);
    expect(seconds).toEqual(seconds.map((_, number) => (seconds[0] ?? 0) + number));
    await watcher.stop();
  });

  it('serve two readers each with everything', async () => {
    const host = await openHost();
    const first = watch(host);
    await paced(host, 10, 1000);
    const second = watch(host);
    await paced(host, 10, 1000);
    await time.pass(200);
    expect(second.samples).toEqual(first.samples);
    await first.stop();
    await second.stop();
  });
});

describe('an import', () => {
  const items = (count: number): { line: number; json: string }[] =>
    Array.from({ length: count }, (_, number) => ({ line: number + 1, json: `{"id":{"S":"i-${number}"}}` }));

  async function importInto(
    host: Host,
    request: { line: number; json: string }[],
  ): Promise<ImportProgress[]> {
    const told: ImportProgress[] = [];
    for await (const progress of host.importItems({ table: 'Orders', items: request })) told.push(progress);
    return told;
  }

  const quiet: Setup = {
    ...SETUP,
    load: { rows: [] },
    tables: SETUP.tables.map(({ create }) => ({
      create: { ...create, ProvisionedThroughput: { WriteCapacityUnits: 5 } },
    })),
  };

  it('writes everything under a small throughput, throttled on its way, in virtual time', async () => {
    const host = await openHost(quiet);
    await host.setSpeed(10);
    await host.play();
    const told = await time.during(importInto(host, items(500)));
    expect(told.at(-1)).toMatchObject({ total: 500, written: 500, rejected: [], state: 'done' });
    expect(told.at(-1)?.throttled).toBeGreaterThan(100);
    expect(told.some(({ state }) => state === 'backing-off')).toBe(true);
    expect(await itemsOf(host)).toHaveLength(500);
  });

  it('waits while the clock stands and tells so', async () => {
    const host = await openHost(quiet);
    const told: ImportProgress[] = [];
    const done = (async () => {
      for await (const progress of host.importItems({ table: 'Orders', items: items(20) }))
        told.push(progress);
    })();
    await time.pass(1000);
    expect(told.at(-1)).toMatchObject({ written: 5, state: 'waiting' });
    await host.play();
    await time.during(done);
    expect(told.at(-1)).toMatchObject({ written: 20, state: 'done' });
  });

  it('is done at once on a standing clock when there is throughput enough', async () => {
    const host = await openHost({
      ...SETUP,
      load: { rows: [] },
      physics: { ...SETUP.physics, throughput: false },
    });
    const told = await time.during(importInto(host, items(1000)));
    expect(told.at(-1)).toMatchObject({ written: 1000, throttled: 0, state: 'done' });
    expect(await itemsOf(host)).toHaveLength(1020);
  });

  it('reports bad lines with their words and writes the others', async () => {
    const host = await openHost({ ...SETUP, load: { rows: [] } });
    const bad = [
      { line: 26, json: '{"other":{"S":"x"}}' },
      { line: 27, json: '{"id":' },
      { line: 28, json: '[1]' },
    ];
    await host.play();
    const told = await time.during(importInto(host, [...items(30), ...bad]));
    expect(told.at(-1)).toMatchObject({ total: 33, written: 30, state: 'done' });
    const rejected = [...(told.at(-1)?.rejected ?? [])].sort((a, b) => a.line - b.line);
    expect(rejected.map(({ line }) => line)).toEqual([26, 27, 28]);
    expect(rejected[0]?.why).toBe('Missing the key id in the item');
    expect(rejected[1]?.why).toContain('not JSON');
  });

  it('stops when the reader leaves', async () => {
    const host = await openHost(quiet);
    await host.play();
    const stream = host.importItems({ table: 'Orders', items: items(500) })[Symbol.asyncIterator]();
    await time.during(stream.next());
    await time.pass(2000);
    await stream.return?.();
    const count = (await itemsOf(host)).length;
    await time.pass(5000);
    expect(await itemsOf(host)).toHaveLength(count);
    expect(count).toBeLessThan(50);
  });

  it('ends with its run', async () => {
    const host = await openHost(quiet);
    const told: ImportProgress[] = [];
    const done = (async () => {
      for await (const progress of host.importItems({ table: 'Orders', items: items(500) }))
        told.push(progress);
    })();
    await time.pass(500);
    await time.during(host.open(SETUP, LABEL));
    await time.during(done);
    expect(told.at(-1)?.state).not.toBe('done');
  });

  it('replays what it wrote', async () => {
    const host = await openHost(quiet);
    await host.setSpeed(10);
    await host.play();
    await time.during(importInto(host, items(60)));
    await time.during(host.pause());
    const { setup } = await host.capture();
    const replayed = await openHost(setup);
    await time.during(replayed.step(60_000));
    expect(await itemsOf(replayed)).toEqual(await itemsOf(host));
  });
});
