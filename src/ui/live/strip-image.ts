/** The heat strip as numbers: for every second shown and every partition of now, the use it had then. */
import type { Sample } from '../../host/api.ts';
import type { PartitionDoc } from '../../model/table.ts';
import { PARTITION_READ_PER_S, PARTITION_WRITE_PER_S } from './partition-cells.ts';

export interface StripImage {
  readonly columns: number;
  readonly rows: number;
  /** Row after row, oldest second first; NaN where nothing is known. */
  readonly use: Float32Array;
  /** 1 where requests were refused. */
  readonly throttled: Uint8Array;
}

export interface StripOptions {
  /** The newest second drawn, at the right edge. */
  readonly endS: number;
  readonly columns: number;
  /** At most this many rows: neighbouring partitions then share one, the hottest showing. */
  readonly maxRows: number;
}

/** Parents by partition id. Kept by the caller over time, because a split partition leaves the table's document. */
export type Lineage = Map<number, number>;

export function rememberLineage(lineage: Lineage, docs: readonly PartitionDoc[]): void {
  for (const doc of docs) if (doc.parentId !== undefined) lineage.set(doc.id, doc.parentId);
}

/** Before a partition existed its row shows the parent that then held its keys. */
export function stripImage(
  samples: readonly Sample[],
  partitionIds: readonly number[],
  lineage: Lineage,
  options: StripOptions,
): StripImage {
  const { columns, maxRows, endS } = options;
  const rows = Math.min(partitionIds.length, maxRows);
  const use = new Float32Array(columns * rows).fill(Number.NaN);
  const throttled = new Uint8Array(columns * rows);
  for (const sample of samples) {
    const column = columns - 1 - (endS - sample.atS);
    if (column < 0 || column >= columns) continue;
    const byId = new Map(sample.partitions.map((entry) => [entry[0], entry]));
    const readLimit = limitOf(sample.provisionedRead, PARTITION_READ_PER_S);
    const writeLimit = limitOf(sample.provisionedWrite, PARTITION_WRITE_PER_S);
    partitionIds.forEach((id, place) => {
      const entry = byId.get(ancestorIn(byId, id, lineage) ?? id);
      if (entry === undefined) return;
      const at = Math.floor((place * rows) / partitionIds.length) * columns + column;
      const heat = Math.max(entry[1] / readLimit, entry[2] / writeLimit);
      const before = use[at] ?? Number.NaN;
      use[at] = Number.isNaN(before) ? heat : Math.max(before, heat);
      if (entry[3] > 0) throttled[at] = 1;
    });
  }
  return { columns, rows, use, throttled };
}

function limitOf(provisioned: number, partitionPerS: number): number {
  return provisioned > 0 ? Math.min(provisioned, partitionPerS) : partitionPerS;
}

function ancestorIn(byId: ReadonlyMap<number, unknown>, id: number, lineage: Lineage): number | undefined {
  let current: number | undefined = id;
  for (let depth = 0; depth < 64 && current !== undefined; depth += 1) {
    if (byId.has(current)) return current;
    current = lineage.get(current);
  }
  return undefined;
}
