/** Each scenario of the gallery, run on the real engine for a virtual minute: what its notes say happens does happen. */
import { describe, expect, it } from 'vitest';
import { createHost, type Host } from '../../host/host.ts';
import { RealTime } from '../../host/testing/real-time.ts';
import { watch, type Watcher } from '../../host/testing/watcher.ts';
import type { Sample } from '../../host/api.ts';
import { createMemoryPersistence } from '../../persistence/memory.ts';
import type { Load, LoadRow } from '../../workload/load.ts';
import type { Scenario } from '../scenario.ts';
import { FIRST_TABLE } from './first-table.ts';
import { GALLERY } from './gallery.ts';
import { linkToScenario, scenarioToLink } from '../link.ts';
import { HOT_PARTITION } from './hot-partition.ts';
import { TTL_AND_STREAMS } from './ttl-and-streams.ts';

/** A virtual minute of the busiest scenario is 130,000 requests. */
const LONG_MS = 60_000;

interface Ran {
  readonly host: Host;
  readonly time: RealTime;
  readonly watcher: Watcher;
}

async function open({ name, notes, console, setup }: Scenario): Promise<Ran> {
  const time = new RealTime();
  const { nowRealMs, schedule } = time;
  const host = createHost({
    persistence: createMemoryPersistence(),
    engineVersion: 'test',
    nowRealMs,
    schedule,
  });
  const watcher = watch(host);
  await time.during(host.open(setup, { name, notes, console: { ...console } }));
  return { host, time, watcher };
}

async function run(scenario: Scenario, seconds: number): Promise<Ran> {
  const ran = await open(scenario);
  await ran.time.during(ran.host.step(seconds * 1000));
  await ran.time.pass(200);
  return ran;
}

function sum(samples: readonly Sample[], value: (sample: Sample) => number): number {
  return samples.reduce((total, sample) => total + value(sample), 0);
}

/** The scenario's load with one row changed. */
function edited({ setup }: Scenario, id: string, change: Partial<LoadRow>): Load {
  const row = setup.load.rows.find((one) => one.id === id);
  if (row === undefined) throw new Error(`There is no row ${id}.`);
  return { rows: setup.load.rows.map((one) => (one === row ? Object.assign({}, row, change) : one)) };
}

/** Statements of the API tab: operation and body. */
function statementsOf(text: string): { readonly operation: string; readonly body: string }[] {
  return text
    .split(/\n\n(?=[A-Z])/)
    .map((statement) => /^(\w+) (\{[^]*\})\s*$/.exec(statement))
    .map((match) => ({ operation: match?.[1] ?? '', body: match?.[2] ?? '' }));
}

describe.each(GALLERY)('$slug', { timeout: LONG_MS }, ({ scenario }) => {
  it('is alive in its first seconds, and nothing of its load is refused as wrong', async () => {
    const { watcher } = await run(scenario, 5);
    const { loadCounters, tables } = watcher.last();
    expect(loadCounters.sent).toBeGreaterThan(50);
    expect(loadCounters.admitted + loadCounters.throttled).toBe(loadCounters.sent);
    expect(tables.every(({ doc }) => doc.status === 'ACTIVE')).toBe(true);
    for (const { doc } of tables) {
      const first = watcher.samples.filter(({ table }) => table === doc.name);
      expect(sum(first, ({ readUnits, writeUnits }) => readUnits + writeUnits)).toBeGreaterThan(0);
    }
  });

  it('has API statements that run', async () => {
    const { host, time } = await open(scenario);
    const statements = statementsOf(scenario.console.api);
    expect(statements.length).toBeGreaterThanOrEqual(4);
    for (const { operation, body } of statements) {
      const reply = await time.during(host.execute({ operation, body }));
      // Two statements that change a table are choices: the second finds it changing.
      const expected = operation === 'UpdateTable' ? [undefined, 'ResourceInUseException'] : [undefined];
      expect([operation, expected.includes(reply.errorCode) || reply.errorMessage]).toEqual([
        operation,
        true,
      ]);
      if (operation === 'Query') expect(reply.body).toMatch(/"Count":[1-9]/);
    }
  });

  it('has PartiQL statements that run', async () => {
    const { host, time } = await open(scenario);
    const statements = scenario.console.partiql.split(/;\s*/).filter((text) => text !== '');
    for (const Statement of statements) {
      const reply = await time.during(
        host.execute({ operation: 'ExecuteStatement', body: JSON.stringify({ Statement }) }),
      );
      expect([Statement, reply.errorMessage]).toEqual([Statement, undefined]);
    }
  });
});

describe('a shared run', { timeout: LONG_MS }, () => {
  /** What the run decides, whoever watches it and however fast. */
  function numbersOf(watcher: Watcher, untilMs: number): unknown[] {
    return watcher.samples
      .filter(({ atS }) => atS < untilMs / 1000)
      .map((sample) => [
        sample.atS,
        sample.table,
        sample.index,
        sample.readUnits,
        sample.writeUnits,
        sample.throttles,
        sample.requests,
        sample.errors,
        sample.partitions,
        sample.streamInserts + sample.streamModifies + sample.streamRemoves,
        sample.ttlDeleted,
      ]);
  }

  it.each([FIRST_TABLE, TTL_AND_STREAMS])(
    '$name: gives the same numbers at the same second',
    async (scenario) => {
      const { startMs } = scenario.setup;
      const table = scenario.setup.tables[0]?.create['TableName'];
      const key =
        table === 'Orders' ? { customer: { S: 'me' }, orderId: { N: '1' } } : { sessionId: { S: 'me' } };
      const first = await open(scenario);
      await first.host.setSpeed(10);
      await first.host.play();
      await first.time.pass(1234);
      const body = JSON.stringify({
        TableName: table,
        Item: { ...key, expiresAt: { N: String(startMs / 1000 + 20) } },
      });
      await first.time.during(first.host.execute({ operation: 'PutItem', body }));
      await first.time.pass(1000);
      const { rows } = scenario.setup.load;
      await first.host.setLoad({
        rows: rows.slice(0, 1).map((row) => Object.assign({}, row, { ratePerS: 60 })),
      });
      await first.time.pass(1500);
      await first.time.during(first.host.pause());
      await first.time.pass(200);

      const { setup, label } = await first.host.capture();
      const { name, notes } = label;
      const link = scenarioToLink({ ...scenario, name, notes, setup });
      const received = link.ok ? linkToScenario(link.fragment) : undefined;
      if (received?.ok !== true) throw new Error('The link does not arrive.');
      const { nowMs } = first.watcher.last();
      const second = await run(received.scenario, Math.ceil((nowMs - startMs) / 1000));
      const numbers = numbersOf(first.watcher, Math.floor(nowMs / 1000) * 1000);
      expect(numbers.length).toBeGreaterThan(60);
      expect(numbersOf(second.watcher, Math.floor(nowMs / 1000) * 1000)).toEqual(numbers);
    },
  );
});

describe('what the notes say', { timeout: LONG_MS }, () => {
  it('First table: gentle as it is, throttled at 40 orders a second', async () => {
    const { host, time, watcher } = await run(FIRST_TABLE, 60);
    expect(watcher.last().loadCounters.throttled).toBe(0);
    await host.setLoad(edited(FIRST_TABLE, 'new orders', { ratePerS: 40 }));
    await time.during(host.step(180_000));
    await time.pass(200);
    expect(watcher.last().loadCounters.throttled).toBeGreaterThan(100);
  });

  it('Hot partition: one partition at 1,000 WCU throttles while the table uses less than half', async () => {
    const { watcher } = await run(HOT_PARTITION, 40);
    const later = watcher.samples.filter(({ atS }) => atS >= HOT_PARTITION.setup.startMs / 1000 + 20);
    for (const { throttles, writeUnits, provisionedWrite, partitions } of later) {
      expect(throttles.TableWriteKeyRangeThroughputExceeded ?? 0).toBeGreaterThan(0);
      expect(provisionedWrite).toBe(4000);
      expect(writeUnits).toBeLessThan(2000);
      const hottest = partitions.map(([, , write]) => write).sort((a, b) => b - a);
      expect(hottest[0]).toBeGreaterThan(990);
      expect(hottest[0]).toBeLessThanOrEqual(1000);
      expect(hottest[1]).toBeLessThan(400);
    }
    expect(
      watcher.log.some(({ kind, throttle }) => kind === 'throttled' && throttle?.keyText.includes('c-0000')),
    ).toBe(true);
    expect(watcher.log.some(({ kind }) => kind === 'split')).toBe(false);
  });

  it.each([
    ['raising the table to 8,000 WCU', 0, false],
    ['on-demand', 1, false],
    ['uniform keys', undefined, true],
  ] as const)('Hot partition: %s', async (_remedy, statement, cures) => {
    const { host, time, watcher } = await run(HOT_PARTITION, 16);
    const call = statement === undefined ? undefined : statementsOf(HOT_PARTITION.console.api)[statement];
    if (call === undefined) {
      await host.setLoad(edited(HOT_PARTITION, 'orders', { keys: { kind: 'uniform', keys: 300 } }));
    } else {
      expect((await time.during(host.execute(call))).errorCode).toBeUndefined();
    }
    await time.during(host.step(24_000));
    await time.pass(200);
    const atS = watcher.last().nowMs / 1000;
    const last = watcher.samples.filter((sample) => sample.atS > atS - 5);
    const throttled = sum(last, ({ throttles }) => throttles.TableWriteKeyRangeThroughputExceeded ?? 0);
    expect(throttled === 0).toBe(cures);
  });

  it('TTL and streams: sessions expire in sweeps, and the stream tells of every change', async () => {
    const { watcher } = await run(TTL_AND_STREAMS, 60);
    const sessions = watcher.samples.filter(({ table }) => table === 'Sessions');
    expect(sum(sessions, ({ ttlDeleted }) => ttlDeleted)).toBeGreaterThan(300);
    expect(sessions.filter(({ ttlDeleted }) => ttlDeleted > 0).length).toBeGreaterThanOrEqual(5);
    expect(sum(sessions, ({ streamInserts }) => streamInserts)).toBeGreaterThan(300);
    expect(sum(sessions, ({ streamModifies }) => streamModifies)).toBeGreaterThan(50);
    expect(sum(sessions, ({ streamRemoves }) => streamRemoves)).toBeGreaterThan(300);
    expect(Math.max(...sessions.map(({ ttlWaiting }) => ttlWaiting))).toBeGreaterThan(10);
    expect(watcher.last().loadCounters.throttled).toBe(0);
    const profiles = watcher.samples.filter(({ table }) => table === 'Profiles');
    expect(sum(profiles, ({ ttlDeleted, streamInserts }) => ttlDeleted + streamInserts)).toBe(0);
    const kinds = new Set(watcher.log.map(({ kind }) => kind));
    expect(kinds).toContain('ttl');
    expect(kinds).toContain('stream');
  });
});
