import { describe, expect, it } from 'vitest';
import { createBench, type Bench } from './testing/bench-table.ts';

/** Requests of one unit, `perSecond` of them evenly through each second; returns how many were admitted in each. */
function run(
  bench: Bench,
  {
    fromS,
    seconds,
    perSecond,
    hash = () => 0,
  }: { fromS: number; seconds: number; perSecond: number; hash?: (i: number) => number },
): readonly number[] {
  const admitted: number[] = [];
  for (let second = 0; second < seconds; second++) {
    let count = 0;
    for (let i = 0; i < perSecond; i++) {
      const atMs = (fromS + second) * 1000 + (i * 1000) / perSecond;
      if (bench.request(atMs, bench.demand('write', 1, { hash: hash(i) })) === undefined) count++;
    }
    admitted.push(count);
  }
  return admitted;
}

const QUARTER = 2 ** 30;

describe('a table of 150 read units', () => {
  it('banks 45,000 units in 300 idle seconds, and no more', () => {
    const bench = createBench({ rcu: 150 });
    const level = (nowMs: number) => bench.capacity.snapshot(bench.table, nowMs)[0]?.read.level;
    expect(level(0)).toBe(150);
    expect(level(300_000)).toBe(45_000);
    expect(level(3_600_000)).toBe(45_000);
  });

  it('serves 200 a second for 900 seconds from a full bank, then 150', () => {
    const bench = createBench({ rcu: 150, physics: { splits: false } });
    const refusedMs: number[] = [];
    for (let atMs = 300_000; atMs < 1_210_000; atMs += 5) {
      if (bench.request(atMs, bench.demand('read', 1)) !== undefined) refusedMs.push(atMs);
    }
    expect((refusedMs[0] ?? 0) / 1000 - 300).toBeCloseTo(900, 1);
    expect(refusedMs.filter((atMs) => atMs >= 1_205_000)).toHaveLength(5 * 50);
  });
});

describe('a new table', () => {
  it('has one second of its rate and no bank', () => {
    const bench = createBench({ wcu: 5 });
    expect(run(bench, { fromS: 0, seconds: 1, perSecond: 100 })[0]).toBe(5 + 4);
  });

  it('is refused with the bucket, its level and its rate', () => {
    const bench = createBench({ wcu: 5 });
    expect(bench.request(0, bench.demand('write', 5))).toBeUndefined();
    expect(bench.request(100, bench.demand('write', 3))).toEqual({
      reason: 'TableWriteProvisionedThroughputExceeded',
      resourceArn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/Orders',
      table: 'Orders',
      partition: 0,
      unitsAsked: 3,
      unitsAvailable: 0.5,
      unitsPerSecond: 5,
      keyText: '{"id":{"S":"a"}}',
    });
  });

  it('lets a request larger than its bucket through once the bucket is full, and is in debt afterwards', () => {
    const bench = createBench({ wcu: 1 });
    expect(bench.request(0, bench.demand('write', 400))).toBeDefined();
    expect(bench.request(300_000, bench.demand('write', 400))).toBeUndefined();
    expect(bench.request(399_000, bench.demand('write', 1))).toBeDefined();
    expect(bench.request(401_000, bench.demand('write', 1))).toBeUndefined();
  });
});

describe('one partition key', () => {
  it('stops at 1,000 writes a second, however much the table has', () => {
    const bench = createBench({ wcu: 4000, physics: { splits: false } });
    run(bench, { fromS: 600, seconds: 1, perSecond: 1 });
    expect(run(bench, { fromS: 601, seconds: 3, perSecond: 1500 })).toEqual([1000, 1000, 1000]);
    const throttle = bench.request(603_999, bench.demand('write', 1));
    expect(throttle).toMatchObject({
      reason: 'TableWriteKeyRangeThroughputExceeded',
      unitsAvailable: 0,
      unitsPerSecond: 1000,
    });
  });

  it('stops at 3,000 reads a second', () => {
    const bench = createBench({ rcu: 12_000 });
    expect(bench.request(600_000, bench.demand('read', 2999))).toBeUndefined();
    expect(bench.request(600_001, bench.demand('read', 1))).toBeUndefined();
    expect(bench.request(600_002, bench.demand('read', 1))).toMatchObject({
      reason: 'TableReadKeyRangeThroughputExceeded',
    });
    expect(bench.request(601_000, bench.demand('read', 1))).toBeUndefined();
  });
});

describe('adaptive capacity', () => {
  const load = (i: number) => Math.min(3, Math.floor(i / 50)) * QUARTER;

  it('serves 50/50/50/150 on 400 write units and 4 partitions, after throttling only while its burst was short', () => {
    const bench = createBench({ wcu: 400, partitions: 4 });
    const admitted = run(bench, { fromS: 0, seconds: 20, perSecond: 300, hash: load });
    expect(admitted.some((count) => count < 300)).toBe(true);
    expect(admitted.findLastIndex((count) => count < 300)).toBeLessThan(5);
    expect(admitted.slice(5).every((count) => count === 300)).toBe(true);
  });

  it('does not give a hot partition more than the table has', () => {
    const bench = createBench({ wcu: 400, partitions: 4, physics: { splits: false } });
    const admitted = run(bench, { fromS: 0, seconds: 30, perSecond: 600 });
    expect(Math.max(...admitted.slice(5))).toBeLessThanOrEqual(401);
    expect(Math.min(...admitted.slice(5))).toBeGreaterThanOrEqual(399);
  });
});

describe('a request with several demands', () => {
  it('is refused by a GSI that cannot take it, and then takes nothing from the table', () => {
    const bench = createBench({ wcu: 1000, indexWcu: 1 });
    const write = () => [bench.demand('write', 1), bench.demand('write', 1, { index: 'by-owner' })];
    expect(bench.request(0, ...write())).toBeUndefined();
    const throttle = bench.request(0, ...write());
    expect(throttle).toMatchObject({
      reason: 'IndexWriteProvisionedThroughputExceeded',
      resourceArn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/Orders/index/by-owner',
      index: 'by-owner',
      unitsPerSecond: 1,
    });
    expect(bench.capacity.snapshot(bench.table, 0)[0]?.write.level).toBe(999);
  });

  it('counts demands on one bucket together', () => {
    const bench = createBench({ wcu: 5 });
    const both = [bench.demand('write', 3), bench.demand('write', 3)];
    expect(bench.request(0, ...both)).toMatchObject({ unitsAsked: 3, unitsAvailable: 2 });
    expect(bench.request(0, bench.demand('write', 5))).toBeUndefined();
  });
});

describe('an on-demand table', () => {
  it('begins with four partitions, 4,000 writes a second, each partition with its own limit', () => {
    const bench = createBench({ billingMode: 'PAY_PER_REQUEST' });
    expect(bench.table.doc.partitions['table-1']).toHaveLength(4);
    for (let partition = 0; partition < 4; partition++) {
      const hash = partition * QUARTER;
      expect(bench.request(0, bench.demand('write', 1000, { hash }))).toBeUndefined();
      expect(bench.request(0, bench.demand('write', 1, { hash }))).toMatchObject({
        reason: 'TableWriteKeyRangeThroughputExceeded',
      });
    }
  });
});

describe('with throughput off', () => {
  it('admits everything, and still counts it', () => {
    const bench = createBench({ wcu: 1, physics: { throughput: false } });
    expect(run(bench, { fromS: 10, seconds: 1, perSecond: 2000 })).toEqual([2000]);
    expect(bench.capacity.snapshot(bench.table, 11_000)[0]?.partitions[0]?.writePerS).toBe(2000);
    expect(bench.events.filter(({ kind }) => kind === 'consumed')).toHaveLength(2000);
  });

  it('leaves no debt behind when it is turned on again', () => {
    const bench = createBench({ wcu: 1, physics: { throughput: false } });
    bench.request(0, bench.demand('write', 500));
    bench.setPhysics({ throughput: true });
    expect(bench.request(1000, bench.demand('write', 1))).toBeUndefined();
  });
});

describe('splits', () => {
  const spread = (i: number) => (i * 0x9e3779b1) >>> 0;

  it('come after two minutes near the limit, at the middle of the range', () => {
    const bench = createBench({ wcu: 1000, partitions: 1 });
    run(bench, { fromS: 0, seconds: 120, perSecond: 900, hash: spread });
    expect(bench.table.doc.partitions['table-1']).toHaveLength(1);
    run(bench, { fromS: 120, seconds: 2, perSecond: 900, hash: spread });
    expect(bench.events.find(({ kind }) => kind === 'partition-split')).toEqual({
      kind: 'partition-split',
      atMs: 120_000,
      table: 'Orders',
      index: undefined,
      parent: 0,
      children: [1, 2],
      at: 0.5,
      cause: 'heat',
    });
    expect(
      bench.capacity.snapshot(bench.table, 122_000)[0]?.partitions.map(({ writePerS }) => writePerS),
    ).toEqual([450, 450]);
  });

  it('do not come when one key has most of the load', () => {
    const bench = createBench({ wcu: 1000, partitions: 1 });
    run(bench, { fromS: 0, seconds: 300, perSecond: 900, hash: (i) => (i % 10 < 6 ? 7 : spread(i)) });
    expect(bench.table.doc.partitions['table-1']).toHaveLength(1);
  });

  it('do not come when the load pauses, or with physics.splits off', () => {
    const pausing = createBench({ wcu: 1000, partitions: 1 });
    for (let minute = 0; minute < 4; minute++) {
      run(pausing, { fromS: minute * 100, seconds: 80, perSecond: 900, hash: spread });
    }
    expect(pausing.table.doc.partitions['table-1']).toHaveLength(1);
    const still = createBench({ wcu: 1000, partitions: 1, physics: { splits: false } });
    run(still, { fromS: 0, seconds: 200, perSecond: 900, hash: spread });
    expect(still.table.doc.partitions['table-1']).toHaveLength(1);
  });

  it('give two hot halves twice the throughput of one partition', () => {
    const bench = createBench({ wcu: 2000, partitions: 1 });
    const admitted = run(bench, { fromS: 0, seconds: 150, perSecond: 1800, hash: spread });
    expect(admitted[60]).toBe(1000);
    expect(admitted[140]).toBe(1800);
  });
});

describe('what a snapshot shows', () => {
  it('names the hottest keys with their share of the partition', () => {
    const bench = createBench({ wcu: 1000 });
    for (let i = 0; i < 800; i++) {
      const isHot = i % 5 < 3;
      const key = isHot ? 'hot' : `cold-${i}`;
      bench.request(i, bench.demand('write', 1, { hash: isHot ? 99 : i + 1000, keyText: () => key }));
    }
    const [hottest] = bench.capacity.snapshot(bench.table, 800)[0]?.partitions[0]?.hotKeys ?? [];
    expect(hottest?.keyText).toBe('hot');
    expect(hottest?.share).toBeGreaterThan(0.5);
    expect(hottest?.share).toBeLessThan(0.7);
  });

  it('counts refusals of the last whole second', () => {
    const bench = createBench({ wcu: 1 });
    for (let i = 0; i < 5; i++) bench.request(100, bench.demand('write', 1));
    const throttled = (nowMs: number) =>
      bench.capacity.snapshot(bench.table, nowMs)[0]?.partitions[0]?.throttledPerS;
    expect([throttled(900), throttled(1000), throttled(2000)]).toEqual([0, 4, 0]);
  });
});

describe('after a restart', () => {
  it('buckets stand where they stood', () => {
    const bench = createBench({ wcu: 10, rcu: 20, indexWcu: 3 });
    bench.request(100_000, bench.demand('write', 400), bench.demand('write', 1, { index: 'by-owner' }));
    const saved = JSON.parse(JSON.stringify(bench.capacity.saveRuntime()));
    const restored = createBench({ wcu: 10, rcu: 20, indexWcu: 3 });
    restored.capacity.loadRuntime(saved);
    const levels = ({ capacity, table }: Bench) =>
      capacity
        .snapshot(table, 100_500)
        .map(({ read, write, partitions }) => [
          read,
          write,
          partitions.map(({ read, write, writePerS }) => [read, write, writePerS]),
        ]);
    expect(levels(restored)).toEqual(levels(bench));
    expect(restored.capacity.snapshot(restored.table, 100_500)[0]?.write.level).toBeCloseTo(615, 6);
  });
});
