/** All entries of one vector index, by item and by partition. */
import type { VectorEntry } from './vector-entry.ts';

/** Sums and maps always speak of the same entries. */
export class VectorEntries {
  readonly #byKey = new Map<string, VectorEntry>();
  readonly #byPartition = new Map<string, Map<string, VectorEntry>>();
  #sizeBytes = 0;

  get size(): number {
    return this.#byKey.size;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Of one partition of the index; in the order in which they were entered. */
  of(partition: string): ReadonlyMap<string, VectorEntry> {
    return this.#byPartition.get(partition) ?? new Map<string, VectorEntry>();
  }

  set(entry: VectorEntry): void {
    this.delete(entry.key);
    this.#byKey.set(entry.key, entry);
    const partition = this.#byPartition.get(entry.partition) ?? new Map<string, VectorEntry>();
    partition.set(entry.key, entry);
    this.#byPartition.set(entry.partition, partition);
    this.#sizeBytes += entry.sizeBytes;
  }

  delete(key: string): void {
    const entry = this.#byKey.get(key);
    if (entry === undefined) return;
    this.#byKey.delete(key);
    const partition = this.#byPartition.get(entry.partition);
    partition?.delete(key);
    if (partition?.size === 0) this.#byPartition.delete(entry.partition);
    this.#sizeBytes -= entry.sizeBytes;
  }
}
