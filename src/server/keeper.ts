/** Keeps one engine's changes, so that no reply tells of anything that is not stored. */
import type { Engine } from '../engine/engine.ts';
import { Durable } from '../host/durable.ts';
import type { StoredState } from '../model/changes.ts';
import type { Persistence } from '../persistence/port.ts';

/** Storage refuses, is full or is damaged: nothing that depends on it can be answered. */
export class StorageError extends Error {}

export class Keeper {
  readonly #durable: Durable;
  #waiting = 0;
  #stored: Promise<void> = Promise.resolve();

  constructor(persistence: Persistence) {
    this.#durable = new Durable({ persistence, memoryOnlyWhy: undefined, onStatus: () => undefined });
  }

  /** What was stored, undefined if nothing ever was. Rejects with a StorageError. Called once, before all else. */
  async load(): Promise<StoredState | undefined> {
    const state = await this.#durable.load();
    this.assertSound();
    return state;
  }

  /** Throws a StorageError once storage has failed: what the engine holds may then be more than what is stored. */
  assertSound(): void {
    const { status } = this.#durable;
    if (status.kind === 'failed') throw new StorageError(status.detail);
    if (status.kind === 'memory-only') throw new StorageError(status.why);
  }

  /**
   * Stores what has changed. The promise is fulfilled when that and all from before is stored, and rejects with a
   * StorageError when it cannot be; undefined when everything is stored already.
   */
  keep(engine: Engine): Promise<void> | undefined {
    const changes = engine.takeChanges();
    if (changes.length > 0) this.#wait(this.#durable.append(changes, engine.nowMs));
    if (this.#durable.wantsCheckpoint) this.checkpoint(engine);
    return this.#waiting === 0 ? undefined : this.#stored;
  }

  /** Stores the pages, so that the log is short again. */
  checkpoint(engine: Engine): void {
    this.#wait(this.#durable.checkpoint(engine.takeCheckpoint(), engine.nowMs));
  }

  /** Leaves the least to read at the next opening. */
  async close(engine: Engine): Promise<void> {
    void this.keep(engine);
    if (!this.#durable.isLogEmpty) this.checkpoint(engine);
    try {
      await this.#stored;
    } finally {
      this.#durable.close();
    }
  }

  #wait(work: Promise<void>): void {
    this.#waiting += 1;
    this.#stored = this.#settle(work);
    // Whoever waits hears of it; the next call does, if nobody waits.
    this.#stored.catch(() => undefined);
  }

  async #settle(work: Promise<void>): Promise<void> {
    try {
      await work;
    } finally {
      this.#waiting -= 1;
    }
    this.assertSound();
  }
}
