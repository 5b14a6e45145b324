/** The host: order in virtual time, pacing, calls, capture, and what pages are told. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryPersistence } from '../persistence/memory.ts';
import type { Setup } from '../workload/setup.ts';
import type { Host } from './host.ts';
import { LABEL, SETUP, WRITES } from './testing/setups.ts';
import { Stage } from './testing/stage.ts';
import { watch } from './testing/watcher.ts';

const START_S = SETUP.startMs / 1000;

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});

/** The part of the samples that the run decides, up to a second. */
async function numbersOf(host: Host, seconds: number, go: (host: Host) => Promise<void>): Promise<unknown[]> {
  const watcher = watch(host);
  await go(host);
  await stage.time.pass(300);
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

describe('the clock', () => {
  it('starts paused at the start of the run and says so', async () => {
    const host = await stage.open();
    const watcher = watch(host);
    await stage.time.pass(1000);
    expect(watcher.frames).toHaveLength(1);
    expect(watcher.last()).toMatchObject({ nowMs: SETUP.startMs, running: false, speed: 1, seed: 42 });
    expect(watcher.last().tables[0]?.itemCount).toBe(20);
    await watcher.stop();
  });

  it('runs as many times faster than real time as asked', async () => {
    const host = await stage.open();
    const watcher = watch(host);
    await stage.paced(host, 10, 2000);
    await stage.time.pass(200);
    const { nowMs, behind } = watcher.last();
    expect(nowMs - SETUP.startMs).toBeGreaterThan(19_700);
    expect(nowMs - SETUP.startMs).toBeLessThanOrEqual(20_000);
    expect(behind).toBe(false);
    await watcher.stop();
  });

  it('gives the same run at 1×, at 60×, with pauses and by steps', async () => {
    const slow = await numbersOf(await stage.open(), 20, (host) => stage.paced(host, 1, 21_000));
    const fast = await numbersOf(await stage.open(), 20, (host) => stage.paced(host, 60, 400));
    const halting = await numbersOf(await stage.open(), 20, async (host) => {
      for (let part = 0; part < 31; part += 1) await stage.paced(host, 1 + (part % 3), 371);
      await stage.time.during(host.step(777));
      await stage.paced(host, 10, 900);
    });
    const stepped = await numbersOf(await stage.open(), 20, async (host) => {
      for (const ms of [1, 999, 1500, 0, 12_345, 6000]) await stage.time.during(host.step(ms));
    });
    expect(slow).toHaveLength(20);
    expect(fast).toEqual(slow);
    expect(halting).toEqual(slow);
    expect(stepped).toEqual(slow);
    expect(JSON.stringify(slow)).toContain('TableWriteProvisionedThroughputExceeded');
  });

  it('falls behind honestly when the machine is too slow, and still answers calls', async () => {
    const host = await stage.open();
    const watcher = watch(host);
    await host.setSpeed(1000);
    stage.time.costOfLookMs = 1;
    await host.play();
    await stage.time.pass(1500);
    const reply = stage.call(host, 'Scan', { TableName: 'Orders' });
    expect((await reply).errorCode).toBeUndefined();
    expect(watcher.last()).toMatchObject({ running: true, behind: true, speed: 1000 });
    expect(watcher.last().nowMs).toBeLessThan(SETUP.startMs + 1_500_000);
    await watcher.stop();
  });

  it('stops a step where it is when it is cancelled', async () => {
    const host = await stage.open();
    const watcher = watch(host);
    const leaving = new AbortController();
    stage.time.costOfLookMs = 1;
    const step = host.step(24 * 3_600_000, leaving.signal);
    await stage.time.pass(500);
    leaving.abort();
    await stage.time.during(step);
    const { nowMs } = watcher.last();
    expect(nowMs).toBeGreaterThan(SETUP.startMs);
    expect(nowMs).toBeLessThan(SETUP.startMs + 24 * 3_600_000);
    await stage.time.pass(1000);
    expect(watcher.last().nowMs).toBe(nowMs);
    await watcher.stop();
  });

  it('goes on at its pace after a step', async () => {
    const host = await stage.open();
    const watcher = watch(host);
    await host.play();
    await stage.time.during(host.step(60_000));
    await stage.time.pass(1000);
    expect(watcher.last().running).toBe(true);
    expect(watcher.last().nowMs).toBeGreaterThan(SETUP.startMs + 60_800);
    await watcher.stop();
  });
});

describe('calls', () => {
  it('take effect at the present moment while the clock stands', async () => {
    const host = await stage.open({ ...SETUP, load: { rows: [] } });
    await stage.time.during(host.step(5000));
    await stage.call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    expect(await stage.itemsOf(host)).toContain('{"id":{"S":"mine"}}');
    const { setup } = await host.capture();
    expect(setup.timeline).toMatchObject([
      { kind: 'call', atMs: SETUP.startMs + 5000, operation: 'PutItem' },
    ]);
  });

  it('are refused in words when they are no JSON', async () => {
    const host = await stage.open();
    const reply = await stage.time.during(host.execute({ operation: 'PutItem', body: '{"TableName": ' }));
    expect(reply).toMatchObject({ status: 400, errorCode: 'SerializationException' });
    expect(reply.errorMessage).toContain('JSON');
  });

  it('appear in the log, each throttled one by itself and the load coalesced', async () => {
    const host = await stage.open();
    const watcher = watch(host);
    await stage.time.during(host.step(30_000));
    for (let attempt = 0; attempt < 60; attempt += 1) {
      await stage.call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    }
    await stage.call(host, 'Scan', { TableName: 'Orders' });
    await stage.time.pass(200);
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
    const host = await stage.open();
    await stage.time.during(host.step(3000));
    await stage.call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    await host.setLoad({ rows: [{ ...WRITES, ratePerS: 80 }] });
    await stage.call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' }, n: { N: '2' } } });
    await stage.time.during(host.step(4000));
    await host.setPhysics({ ...SETUP.physics, throughput: false });
    await stage.time.during(host.step(3000));
    const { setup, label, callsDropped } = await host.capture();
    expect(callsDropped).toBe(0);
    expect(label).toEqual(LABEL);

    const replayed = await stage.open(setup);
    await stage.time.during(replayed.step(10_000));
    expect(await stage.itemsOf(replayed)).toEqual(await stage.itemsOf(host));
    const original = watch(host);
    const copy = watch(replayed);
    await stage.time.pass(200);
    expect(copy.last().loadCounters).toEqual(original.last().loadCounters);
    expect(copy.last().physics).toEqual(original.last().physics);
    const shown = original.samples.map(({ atS, throttles, requests }) => ({ atS, throttles, requests }));
    expect(copy.samples.map(({ atS, throttles, requests }) => ({ atS, throttles, requests }))).toEqual(shown);
    await original.stop();
    await copy.stop();
  });

  it('leaves reads out and counts what no longer fits', async () => {
    const host = await stage.open({
      ...SETUP,
      load: { rows: [] },
      physics: { ...SETUP.physics, throughput: false },
    });
    await stage.call(host, 'Scan', { TableName: 'Orders' });
    const note = 'x'.repeat(300_000);
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await stage.call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: id }, note: { S: note } } });
    }
    const { setup, callsDropped } = await host.capture();
    expect(setup.timeline).toHaveLength(3);
    expect(callsDropped).toBe(2);
  });
});

describe('opening', () => {
  it('leaves the present run alone when the new one is impossible, and says why', async () => {
    const host = await stage.open();
    const bad: Setup = { ...SETUP, tables: [{ create: { TableName: 'bad' } }] };
    await expect(stage.time.during(host.open(bad, { ...LABEL, name: 'Bad' }))).rejects.toThrow(
      'Table bad cannot be made',
    );
    expect((await host.hello()).run).toEqual(LABEL);
    expect(await stage.itemsOf(host)).toHaveLength(20);
  });

  it('knows no run on a first visit', async () => {
    const host = stage.start();
    expect(await host.hello()).toMatchObject({ run: undefined, attached: false, storage: { kind: 'saved' } });
  });

  it('keeps what was made before any scenario', async () => {
    const persistence = createMemoryPersistence();
    const host = stage.start(persistence);
    const [table] = SETUP.tables;
    await stage.call(host, 'CreateTable', { ...table?.create });
    await stage.time.during(host.step(6000));
    await stage.call(host, 'PutItem', { TableName: 'Orders', Item: { id: { S: 'mine' } } });
    expect(await stage.itemsOf(stage.start(persistence))).toEqual(['{"id":{"S":"mine"}}']);
  });
});

describe('frames', () => {
  it('come at most ten times a second, the first with the history', async () => {
    const host = await stage.open();
    await stage.time.during(host.step(400_000));
    const watcher = watch(host);
    await host.play();
    await stage.time.pass(5000);
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
    const host = await stage.open();
    const first = watch(host);
    await stage.paced(host, 10, 1000);
    const second = watch(host);
    await stage.paced(host, 10, 1000);
    await stage.time.pass(200);
    expect(second.samples).toEqual(first.samples);
    await first.stop();
    await second.stop();
  });
});

describe('metrics', () => {
  it('tell by the minute what the load has consumed, and nothing of what was set up', async () => {
    const host = await stage.open();
    expect(await host.metrics({ metricName: 'ConsumedWriteCapacityUnits' })).toEqual([]);
    await stage.time.during(host.step(90_000));
    const [consumed] = await host.metrics({ metricName: 'ConsumedWriteCapacityUnits' });
    expect(consumed?.Datapoints.map(({ Timestamp }) => Timestamp)).toEqual([START_S, START_S + 60]);
    expect(consumed?.Datapoints[0]?.Sum).toBeGreaterThan(0);
  });
});
