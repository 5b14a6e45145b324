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
  /** In hash order. */
  readonly partitionIds: readonly number[];
  /** The newest second drawn, at the right edge. */
  readonly endS: number;
  readonly columns: number;
  /** At most this many rows: neighbouring partitions then share one, the hottest showing. */
  readonly maxRows: number;
}

interface Column {
  readonly use: Float32Array;
  readonly throttled: Uint8Array;
}

/** More generations of splits than a run can bring. */
const MAX_GENERATIONS = 64;

/**
 * What the strip keeps from one second to the next: the parents of partitions, which leave the table's document when
 * they are split, and the columns that are computed already.
 */
export class StripMemory {
  readonly #parents = new Map<number, number>();
  #columns = new WeakMap<Sample, Column>();
  #rowsKey = '';

  remember(docs: readonly PartitionDoc[]): void {
    for (const doc of docs) if (doc.parentId !== undefined) this.#parents.set(doc.id, doc.parentId);
  }

  /** Before a partition existed its row shows the parent that then held its keys. */
  image(samples: readonly Sample[], options: StripOptions): StripImage {
    const { partitionIds, columns, maxRows, endS } = options;
    const rows = Math.min(partitionIds.length, maxRows);
    const use = new Float32Array(columns * rows).fill(Number.NaN);
    const throttled = new Uint8Array(columns * rows);
    this.#forgetOtherRows(`${rows} ${partitionIds.join(' ')}`);
    for (const sample of samples) {
      const at = columns - 1 - (endS - sample.atS);
      if (at < 0 || at >= columns) continue;
      const column = this.#columnOf(sample, partitionIds, rows);
      for (let row = 0; row < rows; row += 1) {
        use[row * columns + at] = column.use[row] ?? Number.NaN;
        throttled[row * columns + at] = column.throttled[row] ?? 0;
      }
    }
    return { columns, rows, use, throttled };
  }

  #forgetOtherRows(rowsKey: string): void {
    if (rowsKey === this.#rowsKey) return;
    this.#rowsKey = rowsKey;
    this.#columns = new WeakMap();
  }

  #columnOf(sample: Sample, partitionIds: readonly number[], rows: number): Column {
    const known = this.#columns.get(sample);
    if (known !== undefined) return known;
    const column = { use: new Float32Array(rows).fill(Number.NaN), throttled: new Uint8Array(rows) };
    const byId = new Map(sample.partitions.map((entry) => [entry[0], entry]));
    const readLimit = limitOf(sample.provisionedRead, PARTITION_READ_PER_S);
    const writeLimit = limitOf(sample.provisionedWrite, PARTITION_WRITE_PER_S);
    for (const [place, id] of partitionIds.entries()) {
      const entry = byId.get(this.#ancestorIn(byId, id));
      if (entry === undefined) continue;
      const row = Math.floor((place * rows) / partitionIds.length);
      const heat = Math.max(entry[1] / readLimit, entry[2] / writeLimit);
      const before = column.use[row] ?? Number.NaN;
      column.use[row] = Number.isNaN(before) ? heat : Math.max(before, heat);
      if (entry[3] > 0) column.throttled[row] = 1;
    }
    this.#columns.set(sample, column);
    return column;
  }

  /** The nearest of the partition and its ancestors that the sample knows; the partition itself when it knows none. */
  #ancestorIn(byId: ReadonlyMap<number, unknown>, id: number): number {
    let current: number | undefined = id;
    for (let depth = 0; depth < MAX_GENERATIONS && current !== undefined; depth += 1) {
      if (byId.has(current)) return current;
      current = this.#parents.get(current);
    }
    return id;
  }
}

function limitOf(provisioned: number, partitionPerS: number): number {
  return provisioned > 0 ? Math.min(provisioned, partitionPerS) : partitionPerS;
}
