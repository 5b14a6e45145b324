import { describe, expect, it } from 'vitest';
import { createStoredItem } from '../storage/stored-item.ts';
import { hashPrefix } from '../values/key-encoding.ts';
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
    const bench = createBench({ wcu: 1000, indexWcu: 1, physics: { indexLag: false } });
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

  it('do not come when one key has all of the load', () => {
    const bench = createBench({ wcu: 1000, partitions: 1 });
    run(bench, { fromS: 0, seconds: 300, perSecond: 900, hash: () => 7 });
    expect(bench.table.doc.partitions['table-1']).toHaveLength(1);
  });

  it('move a key that has most of the load apart from the others', () => {
    const bench = createBench({ wcu: 2000, partitions: 1 });
    const hash = (i: number) => (i % 10 < 6 ? 7 : spread(i));
    const admitted = run(bench, { fromS: 0, seconds: 130, perSecond: 1500, hash });
    const bounds = bench.table.doc.partitions['table-1']?.map(({ fromHash, toHash }) => [fromHash, toHash]);
    expect(bounds).toEqual([
      [0, 7],
      [7, 8],
      [8, 2 ** 32],
    ]);
    expect(admitted[100]).toBe(1000);
    expect(admitted[129]).toBe(1500);
  });

  it('cut between two hot keys that lie in the same half', () => {
    const bench = createBench({ wcu: 1000, partitions: 1 });
    run(bench, {
      fromS: 0,
      seconds: 122,
      perSecond: 900,
      hash: (i) => [1000, 2000, 2000, 1000, 3e9][i % 5] ?? 0,
    });
    expect(bench.table.doc.partitions['table-1']?.map(({ fromHash }) => fromHash)).toEqual([0, 2000]);
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

describe('the items of one hot partition key', () => {
  /** Key text of the n-th item of the one collection, with hash 7. */
  const itemKey = (n: number) => `${hashPrefix(7)}customer\0\0${String(n).padStart(6, '0')}\0\0`;

  function heat(bench: Bench, item: (i: number) => number): void {
    for (let i = 0; i < 900 * 125; i++) {
      bench.request((i * 1000) / 900, bench.demand('write', 1, { hash: 7, key: itemKey(item(i)) }));
    }
  }
  const scattered = (i: number) => ((i * 0x9e3779b1) >>> 0) % 1000;

  it('are divided by their sort key', () => {
    const bench = createBench({ wcu: 1000, partitions: 1, hasSortKey: true });
    heat(bench, scattered);
    const [lower, upper] = bench.table.doc.partitions['table-1'] ?? [];
    expect(lower?.toKey).toBe(upper?.fromKey);
    expect([lower?.fromHash, lower?.toHash, upper?.fromHash, upper?.toHash]).toEqual([0, 8, 7, 2 ** 32]);
    const idOf = (n: number) => bench.capacity.partitionOf(bench.table, undefined, 7, itemKey(n));
    expect([idOf(0), idOf(999)]).toEqual([lower?.id, upper?.id]);
    expect(bench.events.find(({ kind }) => kind === 'partition-split')).toMatchObject({
      cause: 'heat',
      keyText: '{"id":{"S":"a"}}',
    });
  });

  it.each([
    ['with an LSI', { hasLsi: true }, scattered],
    ['when sort keys only ever grow', {}, (i: number) => i],
    ['when one item has all of the heat', {}, () => 5],
  ] as const)('stay together %s', (_why, options, item) => {
    const bench = createBench({ wcu: 1000, partitions: 1, hasSortKey: true, ...options });
    heat(bench, item);
    expect(bench.table.doc.partitions['table-1']).toHaveLength(1);
  });
});

describe('a partition of nearly 10 GB', () => {
  const GB = 1024 ** 3;
  const item = createStoredItem({ id: { S: 'a' } });

  /** Ten parts of a GB under the hashes given, and a write that finds them. */
  function fill(bench: Bench, keys: readonly string[]): void {
    for (const key of keys) bench.table.items.set(key, item, GB);
    const [key = ''] = keys;
    bench.capacity.onCommit(
      { table: bench.table, key, oldItem: undefined, newItem: item, cause: 'request' },
      0,
    );
    bench.request(1, bench.demand('write', 1));
  }

  it('is cut where half of its bytes are', () => {
    const bench = createBench({ wcu: 10 });
    fill(
      bench,
      Array.from({ length: 10 }, (_, i) => `${hashPrefix(1000 + i)}x`),
    );
    expect(bench.events.filter(({ kind }) => kind === 'partition-split')).toMatchObject([{ cause: 'size' }]);
    expect(bench.table.doc.partitions['table-1']?.[1]?.fromHash).toBe(1005);
  });

  it('is cut inside a partition key, even one whose sort keys only grow, but not with an LSI', () => {
    const keys = Array.from({ length: 10 }, (_, i) => `${hashPrefix(7)}pk\0\0${i}`);
    const bench = createBench({ wcu: 10, hasSortKey: true });
    fill(bench, keys);
    expect(bench.table.doc.partitions['table-1']?.[1]?.fromKey).toBe(keys[5]);
    const withLsi = createBench({ wcu: 10, hasSortKey: true, hasLsi: true });
    fill(withLsi, keys);
    expect(withLsi.table.doc.partitions['table-1']?.some(({ fromKey }) => fromKey !== undefined)).toBe(false);
  });
});

describe('a GSI of nearly 10 GB', () => {
  it('is cut as well', () => {
    const bench = createBench({ wcu: 10, indexWcu: 10 });
    const { table } = bench;
    const item = createStoredItem({ id: { S: 'a' } });
    const entries = table.indexes.get('by-owner')?.entries;
    for (let i = 0; i < 10; i++) entries?.set(`${hashPrefix(1000 + i)}x`, item, 1024 ** 3);
    const key = `${hashPrefix(1)}x`;
    bench.capacity.onCommit({ table, key, oldItem: undefined, newItem: item, cause: 'request' }, 0);
    bench.request(1, bench.demand('write', 1));
    expect(bench.events.find(({ kind }) => kind === 'partition-split')).toMatchObject({
      index: 'by-owner',
      cause: 'size',
    });
  });
});

describe('an index that follows its table', () => {
  const write = (bench: Bench) => [bench.demand('write', 1), bench.demand('write', 1, { index: 'by-owner' })];

  it('lets ten seconds of its throughput wait, and then refuses the table', () => {
    const bench = createBench({ wcu: 1000, indexWcu: 1 });
    const admitted = Array.from({ length: 50 }, () => bench.request(0, ...write(bench)));
    expect(admitted.filter((throttle) => throttle === undefined)).toHaveLength(1 + 10);
    expect(admitted.at(-1)).toMatchObject({ reason: 'IndexWriteProvisionedThroughputExceeded' });
    expect(bench.capacity.snapshot(bench.table, 0)[0]?.write.level).toBe(1000 - 11);
  });

  it('refuses writes that leave it alone, for as long as its buffer is full', () => {
    const bench = createBench({ wcu: 1000, indexWcu: 1 });
    expect(bench.request(0, bench.demand('write', 1))).toBeUndefined();
    for (let i = 0; i < 20; i++) bench.request(0, ...write(bench));
    expect(bench.request(0, bench.demand('write', 1))).toMatchObject({ index: 'by-owner' });
    expect(bench.request(1000, bench.demand('write', 1))).toBeUndefined();
  });
});

describe('an on-demand table', () => {
  const spread = (i: number) => (i * 0x9e3779b1) >>> 0;
  const HALF_HOUR_S = 1800;

  it('serves twice its previous peak, which a higher load becomes after half an hour', () => {
    const bench = createBench({ billingMode: 'PAY_PER_REQUEST' });
    const demand = (units: number, i: number) => bench.demand('write', units, { hash: spread(i) });
    const burst = (atS: number) => {
      let units = 0;
      for (let i = 0; i < 400; i++) if (bench.request(atS * 1000, demand(50, i)) === undefined) units += 50;
      return units;
    };
    expect(burst(0)).toBe(4000);
    expect(burst(60)).toBe(4000);
    expect(burst(HALF_HOUR_S - 1)).toBe(4000);
    bench.request(HALF_HOUR_S * 1000, demand(1, 0));
    expect(burst(HALF_HOUR_S + 1)).toBe(8000);
    expect(bench.table.doc.warm).toEqual({ read: 12_000, write: 8000 });
    expect(bench.table.doc.partitions['table-1']).toHaveLength(8);
    expect(burst(HALF_HOUR_S + 2)).toBe(8000);
  });

  it('is refused above the quota of 40,000, whatever it is warm for', () => {
    const bench = createBench({ billingMode: 'PAY_PER_REQUEST', partitions: 64, warm: 60_000 });
    const refusals = Array.from({ length: 64 }, (_, i) =>
      bench.request(0, bench.demand('write', 1000, { hash: i * 2 ** 26 })),
    );
    expect(refusals.filter((throttle) => throttle === undefined)).toHaveLength(40);
    expect(refusals[40]).toMatchObject({ reason: 'TableWriteAccountLimitExceeded', unitsPerSecond: 40_000 });
  });

  it('keeps to the maximum that was set, with its burst', () => {
    const bench = createBench({ billingMode: 'PAY_PER_REQUEST', maxWrite: 10 });
    const admitted = run(bench, { fromS: 0, seconds: 10, perSecond: 30, hash: spread });
    expect(admitted.slice(1).every((count) => count === 10)).toBe(true);
    expect(bench.request(9_999, bench.demand('write', 5))).toMatchObject({
      reason: 'TableWriteMaxOnDemandThroughputExceeded',
      unitsPerSecond: 10,
    });
    expect(bench.request(300_000, bench.demand('write', 900))).toBeUndefined();
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
