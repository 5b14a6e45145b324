/** What the partition map shows, computed from a snapshot: cells along the hash space, their use, and recent splits. */
import type { BucketSnapshot, PartitionSnapshot, ResourceSnapshot } from '../../model/snapshot.ts';

/** What one partition can give, in units a second. */
export const PARTITION_READ_PER_S = 3000;
export const PARTITION_WRITE_PER_S = 1000;

const HASH_SPACE = 2 ** 32;

/** How long a split stays marked, in virtual ms: as long as the heat strip reaches back. */
const SPLIT_SHOWN_MS = 300_000;

export interface Cell {
  readonly id: number;
  /** Key range as shares of the hash space, 0 … 1. */
  readonly from: number;
  readonly to: number;
  /** Share of what the partition may take now: the larger of reads' and writes'. Above 1 while burst is being spent. */
  readonly use: number;
  readonly busier: 'read' | 'write';
  /** What is left of the busier side's burst, 0 … 1. */
  readonly burst: number;
  readonly throttledPerS: number;
  readonly partition: PartitionSnapshot;
}

export interface SplitMark {
  /** Where the hash space was cut, 0 … 1. */
  readonly at: number;
  readonly atMs: number;
  readonly parentId: number;
}

/** Cells in hash order. */
export function cellsOf(resource: ResourceSnapshot): readonly Cell[] {
  return resource.partitions
    .map((partition) => cellOf(partition, resource))
    .toSorted((one, other) => one.from - other.from);
}

function cellOf(partition: PartitionSnapshot, resource: ResourceSnapshot): Cell {
  const readUse = partition.readPerS / reachableRate(resource.read, PARTITION_READ_PER_S);
  const writeUse = partition.writePerS / reachableRate(resource.write, PARTITION_WRITE_PER_S);
  const busier = writeUse >= readUse ? 'write' : 'read';
  const bucket = partition[busier];
  return {
    id: partition.doc.id,
    from: partition.doc.fromHash / HASH_SPACE,
    to: partition.doc.toHash / HASH_SPACE,
    use: Math.max(readUse, writeUse),
    busier,
    burst: bucket.capacity > 0 ? Math.min(1, Math.max(0, bucket.level / bucket.capacity)) : 0,
    throttledPerS: partition.throttledPerS,
    partition,
  };
}

/** Adaptive capacity lifts one partition up to what the whole table has, and never above what a partition gives. */
export function reachableRate(whole: BucketSnapshot, partitionPerS: number): number {
  return whole.ratePerS > 0 ? Math.min(whole.ratePerS, partitionPerS) : partitionPerS;
}

/** Cuts between sibling partitions made within the last five virtual minutes, newest last. */
export function splitMarks(resource: ResourceSnapshot, nowMs: number): readonly SplitMark[] {
  const docs = resource.partitions.map((partition) => partition.doc);
  const starts = new Map(docs.map((doc) => [doc.fromHash, doc]));
  return docs
    .flatMap((doc): SplitMark[] => {
      const sibling = starts.get(doc.toHash);
      const { parentId, createdAtMs } = doc;
      const isCut = parentId !== undefined && sibling?.parentId === parentId;
      if (!isCut || nowMs - createdAtMs > SPLIT_SHOWN_MS) return [];
      return [{ at: doc.toHash / HASH_SPACE, atMs: createdAtMs, parentId }];
    })
    .toSorted((one, other) => one.atMs - other.atMs);
}

/** The cell under a point of the hash space, by its place in `cells`; undefined when there are none. */
export function cellIndexAt(cells: readonly Cell[], at: number): number | undefined {
  if (cells.length === 0) return undefined;
  let low = 0;
  let high = cells.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((cells[middle]?.from ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** One sentence for a reader who cannot see the map. */
export function describeCells(name: string, cells: readonly Cell[]): string {
  const hottest = cells.toSorted((one, other) => other.use - one.use)[0];
  if (hottest === undefined) return `${name} has no partitions yet.`;
  const throttling = cells.filter((cell) => cell.throttledPerS > 0);
  const count = cells.length === 1 ? '1 partition' : `${cells.length} partitions`;
  const heat = `partition ${hottest.id} is busiest at ${Math.round(hottest.use * 100)} % of its ${hottest.busier} units`;
  const refused = throttling.map(
    (cell) => `partition ${cell.id} refuses ${cell.throttledPerS} requests a second`,
  );
  return `${name}: ${count}; ${[heat, ...refused.slice(0, 5)].join('; ')}.`;
}
