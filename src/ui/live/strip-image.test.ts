/** The heat strip's numbers. */
import { describe, expect, it } from 'vitest';
import { StripMemory } from './strip-image.ts';
import { partition, sample } from './testing/samples.ts';

const OPTIONS = { endS: 10, columns: 3, maxRows: 60 };

describe('StripMemory', () => {
  it('places seconds from the right and partitions from the top', () => {
    const samples = [
      sample(9, {
        partitions: [
          [0, 0, 100, 0],
          [1, 1500, 0, 0],
        ],
      }),
      sample(10, {
        partitions: [
          [0, 0, 200, 0],
          [1, 0, 0, 4],
        ],
      }),
    ];
    const image = new StripMemory().image(samples, { ...OPTIONS, partitionIds: [0, 1] });
    expect([...image.use].map((use) => Math.round(use * 100) / 100)).toEqual([
      Number.NaN,
      0.1,
      0.2,
      Number.NaN,
      0.5,
      0,
    ]);
    expect([...image.throttled]).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it('measures by what the table has where that is less than a partition gives', () => {
    const samples = [sample(10, { provisionedWrite: 5, partitions: [[0, 0, 5, 0]] })];
    expect(new StripMemory().image(samples, { ...OPTIONS, partitionIds: [0] }).use[2]).toBe(1);
  });

  it('shows the parent before a split, through several generations', () => {
    const memory = new StripMemory();
    const samples = [
      sample(8, { partitions: [[0, 0, 300, 0]] }),
      sample(9, { partitions: [[1, 0, 400, 0]] }),
      sample(10, { partitions: [[2, 0, 500, 0]] }),
    ];
    memory.remember([partition(1, [0, 1], { doc: { parentId: 0 } }).doc]);
    expect(memory.image(samples, { ...OPTIONS, partitionIds: [1] }).use[2]).toBeNaN();
    memory.remember([partition(2, [0, 1], { doc: { parentId: 1 } }).doc]);
    const { use } = memory.image(samples, { ...OPTIONS, partitionIds: [2] });
    expect([...use].map((value) => Math.round(value * 10))).toEqual([3, 4, 5]);
  });

  it('lets neighbours share a row when there are too many, the hottest showing', () => {
    const samples = [
      sample(10, {
        partitions: [
          [0, 0, 900, 0],
          [1, 0, 100, 0],
          [2, 0, 0, 0],
          [3, 0, 200, 0],
        ],
      }),
    ];
    const image = new StripMemory().image(samples, { ...OPTIONS, maxRows: 2, partitionIds: [0, 1, 2, 3] });
    expect(image.rows).toBe(2);
    expect([image.use[2], image.use[5]].map((use) => Math.round((use ?? 0) * 10))).toEqual([9, 2]);
  });
});
