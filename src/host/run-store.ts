/** What of a run goes to storage, and when: its changes at once, its place now and then, a checkpoint when the log has grown. */
import type { Checkpoint, StoredState } from '../model/changes.ts';
import { Durable, type DurableOptions } from './durable.ts';
import {
  HOST_DOCS_VERSION,
  hostDocs,
  type HostState,
  nowChange,
  type NowDoc,
  type RunDoc,
  runChange,
  splitStored,
} from './host-docs.ts';
import type { Run } from './run.ts';

/** Log lines kept over a reload. */
const KEPT_LOG_LINES = 50;
/** Real ms between two records of the load's place, so that a crash loses little of it. */
const NOW_DOC_INTERVAL_MS = 250;
/** The same while the record is large, as with many waiting retries. */
const LARGE_NOW_DOC_INTERVAL_MS = 2000;
const LARGE_NOW_DOC_CHARS = 64_000;
/** Real ms between two records of a running clock while nothing else is stored. */
const HEARTBEAT_MS = 1000;

/** What is stored beside the run itself. */
export interface Circumstances {
  readonly speed: number;
  readonly running: boolean;
}

export interface RunStoreOptions extends DurableOptions {
  readonly nowRealMs: () => number;
}

export interface Loaded {
  readonly engine: StoredState;
  readonly host: HostState;
}

export class RunStore {
  readonly durable: Durable;
  readonly #nowRealMs: () => number;
  /** False until the store knows which run it holds. */
  #isRunStored = false;
  #nowDocDueMs = -Infinity;
  #heartbeatDueMs = -Infinity;
  #settled: Promise<void> = Promise.resolve();

  constructor(options: RunStoreOptions) {
    this.durable = new Durable(options);
    this.#nowRealMs = options.nowRealMs;
  }

  /** Resolves when all that was handed over so far is durable, or cannot be. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** Undefined when there is no run to take up; the status says whether that is a first visit or a fault. */
  async load(): Promise<Loaded | undefined> {
    const stored = await this.durable.load();
    if (stored === undefined) return undefined;
    const { engine, host } = splitStored(stored);
    if (host === undefined) return undefined;
    if (host.run.version > HOST_DOCS_VERSION) {
      this.durable.leaveAlone({
        kind: 'newer-format',
        detail: 'The stored run was written by a newer version.',
      });
      return undefined;
    }
    this.#isRunStored = true;
    return { engine, host };
  }

  async reset(): Promise<void> {
    this.#isRunStored = false;
    await this.durable.reset();
  }

  /** Stores what has changed; resolves when that is durable. `isPlaceWanted` also stores the clock and the load's place. */
  persist(run: Run, now: Circumstances, isPlaceWanted = false): Promise<void> {
    const changes = [...run.takeChanges()];
    const realMs = this.#nowRealMs();
    const isBeat = now.running && realMs >= this.#heartbeatDueMs;
    if (changes.length === 0 && !isPlaceWanted && !isBeat) return Promise.resolve();
    if (!this.#isRunStored) {
      this.#isRunStored = true;
      this.#nowDocDueMs = -Infinity;
      changes.push(runChange(runDocOf(run)));
    }
    if (isPlaceWanted || isBeat || realMs >= this.#nowDocDueMs) {
      const place = nowChange(nowDocOf(run, now));
      const isLarge = place.json.length > LARGE_NOW_DOC_CHARS;
      this.#nowDocDueMs = realMs + (isLarge ? LARGE_NOW_DOC_INTERVAL_MS : NOW_DOC_INTERVAL_MS);
      changes.push(place);
    }
    this.#heartbeatDueMs = realMs + HEARTBEAT_MS;
    const stored = this.durable.append(changes, run.nowMs);
    this.#settled = stored;
    if (this.durable.wantsCheckpoint) void this.checkpoint(run, now);
    return stored;
  }

  checkpoint(run: Run, now: Circumstances): Promise<void> {
    return this.#keep(this.durable.checkpoint(this.#checkpointOf(run, now), run.nowMs));
  }

  /** Another run takes the former one's place; until that is done the former one is what a reload finds. */
  replace(run: Run, now: Circumstances): Promise<void> {
    return this.#keep(this.durable.replace(this.#checkpointOf(run, now), run.nowMs));
  }

  #checkpointOf(run: Run, now: Circumstances): Checkpoint {
    const checkpoint = run.engine.takeCheckpoint();
    // The checkpoint holds what these would log.
    run.takeChanges();
    const docs = hostDocs({
      run: runDocOf(run),
      now: nowDocOf(run, now),
      journal: run.journal.state,
      log: run.log.since(0, KEPT_LOG_LINES).lines,
    });
    return { ...checkpoint, docs: { ...checkpoint.docs, ...docs } };
  }

  #keep(stored: Promise<void>): Promise<void> {
    this.#isRunStored = true;
    this.#settled = stored;
    return stored;
  }
}

function runDocOf({ setup, label }: Run): RunDoc {
  return { version: HOST_DOCS_VERSION, setup, ...(label === undefined ? {} : { label }) };
}

function nowDocOf({ nowMs, engine, workload }: Run, { speed }: Circumstances): NowDoc {
  return { nowMs, speed, physics: engine.physics, workload: workload.save() };
}
