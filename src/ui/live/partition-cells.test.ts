/** What the partition map makes of a snapshot. */
import { describe, expect, it } from 'vitest';
import { cellIndexAt, cellsOf, describeCells, splitMarks } from './partition-cells.ts';
import { partition, resource } from './testing/samples.ts';

describe('cellsOf', () => {
  it('puts cells in hash order, as wide as their key range', () => {
    const cells = cellsOf(resource([partition(4, [0.5, 1]), partition(1, [0, 0.5])]));
    expect(cells.map(({ id, from, to }) => [id, from, to])).toEqual([
      [1, 0, 0.5],
      [4, 0.5, 1],
    ]);
  });

  it('measures use by what one partition gives', () => {
    const [cell] = cellsOf(
      resource([partition(0, [0, 1], { writePerS: 500, readPerS: 300 })], { write: 4000 }),
    );
    expect(cell).toMatchObject({ use: 0.5, busier: 'write' });
  });

  it('measures use by what the table has where that is less', () => {
    const [cell] = cellsOf(resource([partition(0, [0, 1], { writePerS: 5 })], { read: 5, write: 5 }));
    expect(cell?.use).toBe(1);
  });

  it('shows the burst of the busier side', () => {
    const [cell] = cellsOf(
      resource([
        partition(0, [0, 1], {
          readPerS: 900,
          read: { level: 50, capacity: 200, ratePerS: 1 },
          write: { level: 200, capacity: 200, ratePerS: 1 },
        }),
      ]),
    );
    expect(cell).toMatchObject({ busier: 'read', burst: 0.25 });
  });

  it('counts a bucket in debt as empty', () => {
    const [cell] = cellsOf(
      resource([partition(0, [0, 1], { write: { level: -3, capacity: 200, ratePerS: 1 } })]),
    );
    expect(cell?.burst).toBe(0);
  });
});

describe('splitMarks', () => {
  const children = [
    partition(1, [0, 0.5]),
    partition(2, [0.5, 0.75], { doc: { parentId: 0, createdAtMs: 100_000 } }),
    partition(3, [0.75, 1], { doc: { parentId: 0, createdAtMs: 100_000 } }),
  ];

  it('marks the cut between two children of one parent', () => {
    expect(splitMarks(resource(children), 110_000)).toEqual([{ at: 0.75, atMs: 100_000, parentId: 0 }]);
  });

  it('forgets a split after five minutes', () => {
    expect(splitMarks(resource(children), 400_001)).toEqual([]);
  });

  it('marks nothing once a sibling has been split further', () => {
    const [first, second] = children;
    const others = [first, second].filter((child) => child !== undefined);
    const grandchild = partition(4, [0.75, 0.9], { doc: { parentId: 3, createdAtMs: 105_000 } });
    expect(splitMarks(resource([...others, grandchild]), 110_000)).toEqual([]);
  });
});

describe('cellIndexAt', () => {
  const cells = cellsOf(
    resource([partition(0, [0, 0.25]), partition(1, [0.25, 0.5]), partition(2, [0.5, 1])]),
  );

  it.each([
    [0, 0],
    [0.2, 0],
    [0.25, 1],
    [0.5, 2],
    [1, 2],
  ])('finds the cell at %d', (at, expected) => {
    expect(cellIndexAt(cells, at)).toBe(expected);
  });

  it('finds none among none', () => {
    expect(cellIndexAt([], 0.5)).toBeUndefined();
  });
});

describe('describeCells', () => {
  it('names the busiest partition and those that refuse', () => {
    const cells = cellsOf(
      resource([partition(0, [0, 0.5]), partition(7, [0.5, 1], { writePerS: 1000, throttledPerS: 38 })]),
    );
    expect(describeCells('Orders', cells)).toBe(
      'Orders: 2 partitions; partition 7 is busiest at 100 % of its write units; partition 7 refuses 38 requests a second.',
    );
  });
});
