/** Entries on their way to GSIs: one queue an index, in the order of the writes, let go when they are due. */
import type { IndexWrite } from '../storage/item-write.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { applyIndexWrite } from '../storage/write-batch.ts';

interface Pending {
  readonly entry: IndexWrite;
  readonly newItem: StoredItem | undefined;
  readonly writtenMs: number;
  readonly dueMs: number;
}

interface Queue {
  readonly pending: Pending[];
  /** The first that has not been applied; what lies before it is let go in bulk. */
  head: number;
}

/** Applied entries that a queue holds on to before it is cut. */
const APPLIED_LIMIT = 1024;

/** A restart brings every index up to its table, so that nothing of this is stored. */
export class Propagation {
  readonly #queues = new Map<string, Queue>();

  isPending(indexId: string): boolean {
    return this.#queues.has(indexId);
  }

  /** Puts an entry behind those waiting. Gives when the index must be looked at, undefined when that is known. */
  add(entry: IndexWrite, pending: Omit<Pending, 'entry'>): number | undefined {
    const { id } = entry.index.doc;
    const queue = this.#queues.get(id);
    if (queue === undefined) {
      this.#queues.set(id, { pending: [{ entry, ...pending }], head: 0 });
      return pending.dueMs;
    }
    const dueMs = Math.max(pending.dueMs, queue.pending.at(-1)?.dueMs ?? 0);
    queue.pending.push({ entry, newItem: pending.newItem, writtenMs: pending.writtenMs, dueMs });
    return undefined;
  }

  /** Applies what is due. Gives when the next one is. */
  applyDue(indexId: string, nowMs: number): number | undefined {
    const queue = this.#queues.get(indexId);
    if (queue === undefined) return undefined;
    const { pending } = queue;
    for (;;) {
      const next = pending[queue.head];
      if (next === undefined) {
        this.#queues.delete(indexId);
        return undefined;
      }
      if (next.dueMs > nowMs) break;
      applyIndexWrite(next.entry, next.newItem);
      queue.head++;
    }
    if (queue.head >= APPLIED_LIMIT) {
      pending.splice(0, queue.head);
      queue.head = 0;
    }
    return pending[queue.head]?.dueMs;
  }

  drop(indexId: string): void {
    this.#queues.delete(indexId);
  }

  /** What waits for an index, and since when the oldest does; undefined when nothing does. */
  waiting(indexId: string): { readonly writes: number; readonly oldestMs: number } | undefined {
    const queue = this.#queues.get(indexId);
    const oldest = queue?.pending[queue.head];
    if (queue === undefined || oldest === undefined) return undefined;
    return { writes: queue.pending.length - queue.head, oldestMs: oldest.writtenMs };
  }
}
