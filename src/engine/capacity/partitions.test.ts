import { describe, expect, it } from 'vitest';
import {
  createPartitions,
  growPartitions,
  partitionsNeeded,
  positionOfHash,
  splitPartition,
} from './partitions.ts';

const HASH_SPACE = 2 ** 32;

describe('partitionsNeeded', () => {
  it.each([
    [{ rcu: 1, wcu: 1 }, 1],
    [{ rcu: 3000, wcu: 0 }, 1],
    [{ rcu: 3000, wcu: 1 }, 2],
    [{ rcu: 5500, wcu: 1500 }, 4],
    [{ rcu: 0, wcu: 4001 }, 5],
  ])('counts %j as %i partitions', (throughput, count) => {
    expect(partitionsNeeded('PROVISIONED', throughput)).toBe(count);
  });

  it('gives a new on-demand table four', () => {
    expect(partitionsNeeded('PAY_PER_REQUEST', { rcu: 0, wcu: 0 })).toBe(4);
  });
});

describe('the hash space', () => {
  it.each([1, 2, 3, 7, 100])('is covered without gap or overlap by %i partitions', (count) => {
    const partitions = createPartitions(count, 0);
    const bounds = partitions.map(({ fromHash, toHash }) => [fromHash, toHash] as const);
    expect(bounds[0]?.[0]).toBe(0);
    expect(bounds.at(-1)?.[1]).toBe(HASH_SPACE);
    for (const [at, [, to]] of bounds.entries()) expect(bounds[at + 1]?.[0] ?? HASH_SPACE).toBe(to);
  });

  it('stays covered by any growth, with new ids and parents named', () => {
    const { partitions, splits } = growPartitions(createPartitions(3, 0), 10, 500);
    expect(partitions).toHaveLength(10);
    expect(splits).toHaveLength(7);
    expect(new Set(partitions.map(({ id }) => id)).size).toBe(10);
    for (const [at, { toHash }] of partitions.entries())
      expect(partitions[at + 1]?.fromHash ?? HASH_SPACE).toBe(toHash);
    const children = partitions.filter(({ parentId }) => parentId !== undefined);
    expect(children.every(({ createdAtMs }) => createdAtMs === 500)).toBe(true);
  });

  it('is never merged: growing to fewer changes nothing', () => {
    const partitions = createPartitions(4, 0);
    expect(growPartitions(partitions, 2, 0)).toEqual({ partitions, splits: [] });
  });

  it('finds the partition of the first and the last hash of each', () => {
    const partitions = createPartitions(7, 0).map((doc) => ({ doc }));
    for (const [at, { doc }] of partitions.entries()) {
      expect(positionOfHash(partitions, doc.fromHash)).toBe(at);
      expect(positionOfHash(partitions, doc.toHash - 1)).toBe(at);
    }
  });
});

describe('splitPartition', () => {
  it('puts two halves in the place of their parent', () => {
    const result = splitPartition(createPartitions(2, 0), 1, 9);
    expect(
      result?.partitions.map(({ id, fromHash, parentId }) => [id, fromHash / HASH_SPACE, parentId]),
    ).toEqual([
      [0, 0, undefined],
      [2, 0.5, 1],
      [3, 0.75, 1],
    ]);
  });

  it('refuses a partition that is not there, or of a single hash', () => {
    expect(splitPartition(createPartitions(2, 0), 5, 0)).toBeUndefined();
    expect(splitPartition([{ id: 0, fromHash: 7, toHash: 8, createdAtMs: 0 }], 0, 0)).toBeUndefined();
  });
});
