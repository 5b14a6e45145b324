/** Imports through the host: throughput, back-off, bad lines, leaving. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Setup } from '../workload/setup.ts';
import type { ImportProgress } from './api.ts';
import type { Host } from './host.ts';
import { LABEL, SETUP } from './testing/setups.ts';
import { Stage } from './testing/stage.ts';

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});

describe('an import', () => {
  const items = (count: number): { line: number; json: string }[] =>
    Array.from({ length: count }, (_, number) => ({
      line: number + 1,
      json: `{"id":{"S":"i-${number}"},"kind":{"S":"k-${number % 3}"}}`,
    }));

  async function importInto(
    host: Host,
    request: { line: number; json: string }[],
  ): Promise<ImportProgress[]> {
    const told: ImportProgress[] = [];
    for await (const progress of host.importItems({ table: 'Orders', items: request })) told.push(progress);
    return told;
  }

  /** 5 WCU, and as much for an index. */
  const quiet: Setup = {
    ...SETUP,
    load: { rows: [] },
    tables: [
      {
        create: {
          TableName: 'Orders',
          AttributeDefinitions: [
            { AttributeName: 'id', AttributeType: 'S' },
            { AttributeName: 'kind', AttributeType: 'S' },
          ],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          GlobalSecondaryIndexes: [
            {
              IndexName: 'by-kind',
              KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'ALL' },
              ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
            },
          ],
          ProvisionedThroughput: { ReadCapacityUnits: 50, WriteCapacityUnits: 5 },
        },
      },
    ],
  };

  it('writes everything under a small throughput, throttled on its way, in virtual time', async () => {
    const host = await stage.open(quiet);
    await host.setSpeed(10);
    await host.play();
    const told = await stage.time.during(importInto(host, items(500)));
    expect(told.at(-1)).toMatchObject({ total: 500, written: 500, rejected: [], state: 'done' });
    expect(told.at(-1)?.throttled).toBeGreaterThan(100);
    expect(told.some(({ state }) => state === 'backing-off')).toBe(true);
    expect(await stage.itemsOf(host)).toHaveLength(500);
  });

  it('waits while the clock stands and tells so', async () => {
    const host = await stage.open(quiet);
    const told: ImportProgress[] = [];
    const done = (async () => {
      for await (const progress of host.importItems({ table: 'Orders', items: items(20) }))
        told.push(progress);
    })();
    await stage.time.pass(1000);
    expect(told.at(-1)).toMatchObject({ written: 5, state: 'waiting' });
    await host.play();
    await stage.time.during(done);
    expect(told.at(-1)).toMatchObject({ written: 20, state: 'done' });
  });

  it('is done at once on a standing clock when there is throughput enough', async () => {
    const host = await stage.open({
      ...SETUP,
      load: { rows: [] },
      physics: { ...SETUP.physics, throughput: false },
    });
    const told = await stage.time.during(importInto(host, items(1000)));
    expect(told.at(-1)).toMatchObject({ written: 1000, throttled: 0, state: 'done' });
    expect(await stage.itemsOf(host)).toHaveLength(1020);
  });

  it('reports bad lines with their words and writes the others', async () => {
    const host = await stage.open({ ...SETUP, load: { rows: [] } });
    const bad = [
      { line: 26, json: '{"other":{"S":"x"}}' },
      { line: 27, json: '{"id":' },
      { line: 28, json: '[1]' },
    ];
    await host.play();
    const told = await stage.time.during(importInto(host, [...items(30), ...bad]));
    expect(told.at(-1)).toMatchObject({ total: 33, written: 30, state: 'done' });
    const rejected = [...(told.at(-1)?.rejected ?? [])].sort((a, b) => a.line - b.line);
    expect(rejected.map(({ line }) => line)).toEqual([26, 27, 28]);
    expect(rejected[0]?.why).toContain('does not match the schema');
    expect(rejected[1]?.why).toContain('not JSON');
  });

  it('stops when the reader leaves', async () => {
    const host = await stage.open(quiet);
    await host.play();
    const stream = host.importItems({ table: 'Orders', items: items(500) })[Symbol.asyncIterator]();
    await stage.time.during(stream.next());
    await stage.time.pass(2000);
    await stream.return?.();
    const count = (await stage.itemsOf(host)).length;
    await stage.time.pass(5000);
    expect(await stage.itemsOf(host)).toHaveLength(count);
    expect(count).toBeLessThan(50);
  });

  it('ends with its run', async () => {
    const host = await stage.open(quiet);
    const told: ImportProgress[] = [];
    const done = (async () => {
      for await (const progress of host.importItems({ table: 'Orders', items: items(500) }))
        told.push(progress);
    })();
    await stage.time.pass(500);
    await stage.time.during(host.open(SETUP, LABEL));
    await stage.time.during(done);
    expect(told.at(-1)?.state).not.toBe('done');
  });

  it('replays what it wrote', async () => {
    const host = await stage.open(quiet);
    await host.setSpeed(10);
    await host.play();
    await stage.time.during(importInto(host, items(60)));
    await stage.time.during(host.pause());
    const { setup } = await host.capture();
    const replayed = await stage.open(setup);
    await stage.time.during(replayed.step(60_000));
    expect(await stage.itemsOf(replayed)).toEqual(await stage.itemsOf(host));
  });
});
