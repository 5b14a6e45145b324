/** What is kept of a run: commit records in order, checkpoints when the log has grown, and what to say when storage fails. */
import type { Change, Checkpoint, StoredState } from '../model/changes.ts';
import type { Persistence, StorageFault, Stored } from '../persistence/port.ts';
import type { StorageStatus } from './api.ts';

/** A log smaller than this is not worth a checkpoint. */
const MIN_CHECKPOINT_CHARS = 4_000_000;
/** A log larger than this is checkpointed whatever the tables hold. */
const MAX_CHECKPOINT_CHARS = 64_000_000;
/** Changes, which cost time when they are read back. */
const MAX_LOG_CHANGES = 200_000;
/** More than this on its way to storage holds the load back. */
const MAX_BACKLOG_CHARS = 8_000_000;
/** Appended between two looks at the store's size. */
const SIZE_REFRESH_CHARS = 1_000_000;
/** Beside a change's own text. */
const CHANGE_OVERHEAD_CHARS = 32;

export interface DurableOptions {
  readonly persistence: Persistence;
  /** Why the given persistence forgets, when it does. */
  readonly memoryOnlyWhy: string | undefined;
  /** Called whenever `status` has changed. */
  readonly onStatus: () => void;
}

export class Durable {
  readonly #persistence: Persistence;
  readonly #onStatus: () => void;
  readonly #fresh: StorageStatus;
  #status: StorageStatus;
  #writes = true;
  #backlogChars = 0;
  #logChars = 0;
  #logChanges = 0;
  #storedChars = 0;
  #charsSinceSize = 0;

  constructor({ persistence, memoryOnlyWhy, onStatus }: DurableOptions) {
    this.#persistence = persistence;
    this.#onStatus = onStatus;
    this.#fresh =
      memoryOnlyWhy === undefined
        ? { kind: 'saved', sizeBytes: undefined }
        : { kind: 'memory-only', why: memoryOnlyWhy };
    this.#status = this.#fresh;
  }

  get status(): StorageStatus {
    return this.#status;
  }

  /** True while storage has more to write than the load may add to. */
  get isCongested(): boolean {
    return this.#backlogChars > MAX_BACKLOG_CHARS;
  }

  /** True when reading the log back would cost more than writing the pages: in proportion to what is stored. */
  get wantsCheckpoint(): boolean {
    if (!this.#writes) return false;
    const limit = Math.min(MAX_CHECKPOINT_CHARS, Math.max(MIN_CHECKPOINT_CHARS, this.#storedChars / 2));
    return this.#logChars > limit || this.#logChanges > MAX_LOG_CHANGES;
  }

  get isLogEmpty(): boolean {
    return this.#logChanges === 0;
  }

  /** Undefined when nothing is stored or nothing may be read; `status` says which. */
  async load(): Promise<StoredState | undefined> {
    const loaded = await this.#persistence.load();
    if (!loaded.ok) {
      this.leaveAlone(loaded.fault);
      return undefined;
    }
    this.#storedChars = (loaded.value?.pages ?? []).reduce((sum, page) => sum + page.text.length, 0);
    for (const change of loaded.value?.changes ?? []) this.#countLogged(change);
    await this.#refreshSize();
    return loaded.value;
  }

  /** Resolves when the changes are durable, and also when they cannot be: then `status` says so and the run goes on in memory. */
  async append(changes: readonly Change[], atMs: number): Promise<void> {
    if (changes.length === 0 || !this.#writes) return;
    const chars = changes.reduce((sum, change) => sum + this.#countLogged(change), 0);
    this.#backlogChars += chars;
    this.#charsSinceSize += chars;
    const stored = await this.#persistence.append({ atMs, changes });
    this.#backlogChars -= chars;
    this.#settle(stored);
    if (this.#charsSinceSize > SIZE_REFRESH_CHARS) await this.#refreshSize();
  }

  checkpoint(checkpoint: Checkpoint, atMs: number): Promise<void> {
    return this.#writePages(checkpoint, this.#storedChars, () =>
      this.#persistence.checkpoint(checkpoint, atMs),
    );
  }

  /** The checkpoint of another run takes the place of all that is stored, whole or not at all. */
  replace(checkpoint: Checkpoint, atMs: number): Promise<void> {
    return this.#writePages(checkpoint, 0, () => this.#persistence.replace(checkpoint, atMs));
  }

  /** Forgets what is stored. Storage that had failed is tried anew. */
  async reset(): Promise<void> {
    const done = await this.#persistence.reset();
    this.#writes = done.ok;
    this.#logChars = 0;
    this.#logChanges = 0;
    this.#storedChars = 0;
    if (done.ok) this.#setStatus(this.#fresh);
    this.#settle(done);
    await this.#refreshSize();
  }

  /** What is stored cannot be used. Storage that refuses holds nothing to harm: the run lives in memory. Else nothing is written until a reset. */
  leaveAlone(fault: StorageFault): void {
    this.#writes = false;
    if (fault.kind === 'refused') this.#setStatus({ kind: 'memory-only', why: fault.detail });
    else this.#setStatus({ kind: 'failed', fault: fault.kind, detail: fault.detail });
  }

  /** Throws with the reason when nothing can be read. */
  async exportText(): Promise<string> {
    const text = await this.#persistence.exportText();
    if (!text.ok) throw new Error(`The stored data cannot be read: ${text.fault.detail}`);
    return text.value;
  }

  close(): void {
    this.#persistence.close();
  }

  async #writePages(
    { pages }: Checkpoint,
    keptChars: number,
    write: () => Promise<Stored<void>>,
  ): Promise<void> {
    if (!this.#writes) return;
    const chars = pages.reduce((sum, page) => sum + page.text.length, 0);
    this.#storedChars = Math.max(keptChars, chars);
    this.#logChars = 0;
    this.#logChanges = 0;
    this.#backlogChars += chars;
    const stored = await write();
    this.#backlogChars -= chars;
    this.#settle(stored);
    await this.#refreshSize();
  }

  #countLogged(change: Change): number {
    const chars = charsOf(change);
    this.#logChars += chars;
    this.#logChanges += 1;
    return chars;
  }

  #settle(stored: Stored<void>): void {
    if (stored.ok || this.#status.kind === 'failed') return;
    this.#writes = false;
    this.#setStatus({ kind: 'failed', fault: stored.fault.kind, detail: stored.fault.detail });
  }

  async #refreshSize(): Promise<void> {
    this.#charsSinceSize = 0;
    if (this.#status.kind !== 'saved') return;
    const sizeBytes = await this.#persistence.sizeBytes();
    if (this.#status.kind === 'saved') this.#setStatus({ kind: 'saved', sizeBytes });
  }

  #setStatus(status: StorageStatus): void {
    this.#status = status;
    this.#onStatus();
  }
}

function charsOf(change: Change): number {
  switch (change.kind) {
    case 'put':
      return change.key.length + change.json.length + CHANGE_OVERHEAD_CHARS;
    case 'doc':
      return change.name.length + change.json.length + CHANGE_OVERHEAD_CHARS;
    case 'delete':
      return change.key.length + CHANGE_OVERHEAD_CHARS;
    case 'drop-space':
    case 'copy-space':
    case 'drop-doc':
      return CHANGE_OVERHEAD_CHARS;
  }
}
