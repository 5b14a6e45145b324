/** The host: one engine with its clock, its load, its storage and the pages that watch it. */
import { createEngine, restoreEngine } from '../engine/engine.ts';
import type { MetricData, MetricQuery } from '../model/metrics.ts';
import { LIFELIKE, type Physics } from '../model/physics.ts';
import type { Persistence } from '../persistence/port.ts';
import type { Load } from '../workload/load.ts';
import type { Setup } from '../workload/setup.ts';
import {
  type Captured,
  type ExecuteReply,
  type ExecuteRequest,
  type Frame,
  type Hello,
  HOST_API_VERSION,
  type HostApi,
  type ImportProgress,
  type ImportRequest,
  type RunLabel,
} from './api.ts';
import { callLine, parseBody, replyToExecuteReply, serializationReply } from './call.ts';
import { type FrameCursor, Frames } from './frames.ts';
import { createImportStream, type StartedImport } from './import-stream.ts';
import { ItemImport } from './item-import.ts';
import { Pacer } from './pacer.ts';
import { RateMeter } from './rate-meter.ts';
import { Run } from './run.ts';
import { type Loaded, RunStore } from './run-store.ts';
import { createSetupEngine } from './setup-engine.ts';

export interface HostOptions {
  readonly persistence: Persistence;
  /** Why the given persistence forgets with the process, when it does. */
  readonly memoryOnlyWhy?: string;
  readonly engineVersion: string;
  /** A clock of real ms that never goes back. */
  readonly nowRealMs: () => number;
  /** Calls back after a real delay, at once between messages when it is 0; gives what cancels it. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

export interface Host extends HostApi {
  /** Stops the clock, stores what is not yet stored and ends every stream. */
  close(): Promise<void>;
}

/** Log lines a frame. */
const FRAME_LOG_LINES = 50;
/** Batches of an import between two chances for messages. */
const BATCHES_A_TURN = 8;
const MIN_SPEED = 0.01;
const MAX_SPEED = 100_000;

/** Before the first scenario: no tables, no load, the first of January 2026. */
const EMPTY_SETUP: Setup = {
  seed: 1,
  startMs: Date.UTC(2026, 0, 1),
  speed: 1,
  physics: LIFELIKE,
  tables: [],
  load: { rows: [] },
  timeline: [],
};

/** Reads what is stored at once; calls wait for that. */
export function createHost(options: HostOptions): Host {
  const host = new RunningHost(options);
  // A plain object, for whoever wraps the host in another.
  return {
    hello: () => host.hello(),
    execute: (request) => host.execute(request),
    open: (setup, label) => host.open(setup, label),
    capture: () => host.capture(),
    setLoad: (load) => host.setLoad(load),
    setPhysics: (physics) => host.setPhysics(physics),
    play: () => host.play(),
    pause: () => host.pause(),
    setSpeed: (speed) => host.setSpeed(speed),
    step: (byMs, signal) => host.step(byMs, signal),
    frames: () => host.frames(),
    metrics: (query) => host.metrics(query),
    importItems: (request) => host.importItems(request),
    exportStorage: () => host.exportStorage(),
    resetStorage: () => host.resetStorage(),
    close: () => host.close(),
  };
}

/** Calls enter one after the other once what is stored has been read; `open` and `resetStorage` let nothing in beside them. */
class RunningHost implements Host {
  readonly #options: HostOptions;
  readonly #store: RunStore;
  readonly #frames: Frames;
  readonly #pacer: Pacer;
  #run: Run;
  #rate: RateMeter;
  #entrance: Promise<void>;
  #steps: Promise<void> = Promise.resolve();
  #imports = 0;

  constructor(options: HostOptions) {
    this.#options = options;
    const { persistence, memoryOnlyWhy, nowRealMs, schedule } = options;
    this.#store = new RunStore({
      persistence,
      memoryOnlyWhy,
      nowRealMs,
      onStatus: () => this.#frames.changed(),
    });
    this.#frames = new Frames({
      nowRealMs,
      schedule,
      build: (cursor) => this.#buildFrame(cursor),
      ready: () => this.#entrance,
    });
    this.#pacer = new Pacer({
      nowRealMs,
      schedule,
      nowMs: () => this.#run.nowMs,
      advance: (targetMs, isOver) => this.#run.advance(targetMs, isOver),
      isCongested: () => this.#store.durable.isCongested,
      onSlice: () => this.#afterSlice(),
      onFault: (error) => this.#afterFault(error),
    });
    this.#run = this.#emptyRun();
    this.#rate = new RateMeter(nowRealMs(), 0);
    this.#entrance = this.#load();
  }

  async hello(): Promise<Hello> {
    await this.#entrance;
    return {
      apiVersion: HOST_API_VERSION,
      engineVersion: this.#options.engineVersion,
      run: this.#run.label,
      attached: false,
      storage: this.#store.durable.status,
    };
  }

  async execute({ operation, body, explain = true }: ExecuteRequest): Promise<ExecuteReply> {
    await this.#entrance;
    const parsed = parseBody(body);
    if (!parsed.ok) return serializationReply(parsed.why, this.#run.nowMs);
    const reply = replyToExecuteReply(this.#run.userCall(operation, parsed.input, explain), this.#run.nowMs);
    const line = callLine(operation, parsed.input, reply);
    if (line !== undefined) this.#run.log.addLine(line);
    this.#frames.changed();
    await this.#persist();
    return reply;
  }

  open(setup: Setup, label: RunLabel): Promise<void> {
    return this.#alone(async () => {
      const engine = await createSetupEngine(setup, () => this.#turn());
      const { nowRealMs } = this.#options;
      await this.#become(() => new Run({ engine, setup, label, nowRealMs }));
      await this.#store.replace(this.#run, this.#pacer);
    });
  }

  async capture(): Promise<Captured> {
    await this.#entrance;
    const { setup, label, journal } = this.#run;
    return {
      setup: { ...setup, speed: this.#pacer.speed, timeline: journal.merged() },
      label: label ?? { name: 'Untitled', notes: '', console: {} },
      callsDropped: journal.dropped,
    };
  }

  async setLoad(load: Load): Promise<void> {
    await this.#entrance;
    this.#run.setLoad(load);
    const sending = load.rows.filter((row) => row.enabled);
    const perS = sending.reduce((sum, row) => sum + row.ratePerS, 0);
    this.#addLine(
      'load',
      `Load: ${sending.length} ${sending.length === 1 ? 'row' : 'rows'}, ${perS} requests/s`,
    );
    await this.#persistNow();
  }

  async setPhysics(physics: Physics): Promise<void> {
    await this.#entrance;
    this.#run.setPhysics(physics);
    await this.#persistNow();
  }

  async play(): Promise<void> {
    await this.#entrance;
    this.#pacer.play();
    this.#frames.changed();
  }

  async pause(): Promise<void> {
    await this.#entrance;
    this.#pacer.pause();
    this.#run.log.flush();
    this.#pumpImports();
    await this.#persistNow();
    if (!this.#store.durable.isLogEmpty) await this.#store.checkpoint(this.#run, this.#pacer);
  }

  async setSpeed(speed: number): Promise<void> {
    await this.#entrance;
    if (!Number.isFinite(speed)) return;
    this.#pacer.setSpeed(Math.min(MAX_SPEED, Math.max(MIN_SPEED, speed)));
    this.#addLine('clock', `Speed ${this.#pacer.speed}×`);
    await this.#persistNow();
  }

  async step(byMs: number, signal?: AbortSignal): Promise<void> {
    await this.#entrance;
    const step = this.#steps.then(() => this.#pacer.step(byMs, signal));
    this.#steps = step.catch((error: unknown) => this.#afterFault(error));
    const fromMs = this.#run.nowMs;
    await step;
    this.#addLine('clock', `Stepped ahead by ${(this.#run.nowMs - fromMs) / 1000} s`);
    if (!this.#pacer.running) this.#run.log.flush();
    this.#pumpImports();
    await this.#persistNow();
  }

  frames(): AsyncIterable<Frame> {
    return this.#frames.stream();
  }

  async metrics(query: MetricQuery): Promise<readonly MetricData[]> {
    await this.#entrance;
    return this.#run.engine.metrics(query);
  }

  importItems(request: ImportRequest): AsyncIterable<ImportProgress> {
    return createImportStream({
      schedule: this.#options.schedule,
      start: async () => {
        await this.#entrance;
        return this.#startImport(request);
      },
    });
  }

  async exportStorage(): Promise<string> {
    await this.#entrance;
    await this.#persistNow();
    return this.#store.durable.exportText();
  }

  resetStorage(): Promise<void> {
    return this.#alone(async () => {
      await this.#become(() => this.#emptyRun());
      await this.#store.reset();
    });
  }

  async close(): Promise<void> {
    await this.#entrance;
    this.#pacer.pause();
    await this.#persistNow();
    this.#frames.close();
    this.#store.durable.close();
  }

  async #load(): Promise<void> {
    const loaded = await this.#store.load();
    if (loaded === undefined) return;
    try {
      this.#run = this.#restoredRun(loaded);
      this.#pacer.setSpeed(loaded.host.now?.speed ?? loaded.host.run.setup.speed);
    } catch (error) {
      const detail = `The stored run cannot be taken up: ${error instanceof Error ? error.message : String(error)}`;
      this.#store.durable.leaveAlone({ kind: 'corrupt', detail });
    }
  }

  #restoredRun({ engine: stored, host }: Loaded): Run {
    const { setup, label } = host.run;
    const { seed, startMs } = setup;
    const engine = restoreEngine(stored, { seed, startMs, physics: host.now?.physics ?? setup.physics });
    const restored = { nowMs: stored.nowMs, host };
    return new Run({ engine, setup, label, restored, nowRealMs: this.#options.nowRealMs });
  }

  #emptyRun(): Run {
    const { seed, startMs, physics } = EMPTY_SETUP;
    const engine = createEngine({ seed, startMs, physics });
    return new Run({ engine, setup: EMPTY_SETUP, label: undefined, nowRealMs: this.#options.nowRealMs });
  }

  /** Lets nothing in until `work` is done; what fails there is the caller's alone. */
  #alone(work: () => Promise<void>): Promise<void> {
    const done = this.#entrance.then(work);
    this.#entrance = done.catch(() => undefined);
    return done;
  }

  /** Another run takes the place of the present one, paused. */
  async #become(createRun: () => Run): Promise<void> {
    this.#pacer.pause();
    await this.#steps;
    // What the former run still stores must not come after the new one.
    await this.#store.settled;
    this.#run = createRun();
    this.#pacer.setSpeed(this.#run.setup.speed);
    this.#rate = new RateMeter(this.#options.nowRealMs(), 0);
    this.#frames.restart();
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.#options.schedule(resolve, 0));
  }

  #addLine(kind: 'load' | 'clock' | 'error', text: string): void {
    this.#run.log.addLine({ atMs: this.#run.nowMs, kind, text });
  }

  #afterSlice(): void {
    this.#frames.changed();
    void this.#persist();
  }

  #afterFault(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.#addLine(
      'error',
      `The simulation stopped at a fault of its own (seed ${this.#run.setup.seed}): ${why}`,
    );
    this.#frames.changed();
  }

  /** Stores what has changed; resolves when that is durable. */
  #persist(): Promise<void> {
    return this.#store.persist(this.#run, this.#pacer);
  }

  /** As `#persist`, the clock and the load's place included; for what pages see at once. */
  #persistNow(): Promise<void> {
    this.#frames.changed();
    return this.#store.persist(this.#run, this.#pacer, true);
  }

  #startImport(request: ImportRequest): StartedImport {
    const run = this.#run;
    this.#imports += 1;
    const task = new ItemImport(request, run, run.setup.seed + this.#imports);
    run.tasks.add(task);
    this.#pumpImports();
    return {
      progress: () => (run === this.#run ? task.progress(this.#pacer.running) : undefined),
      settled: () => this.#store.settled,
      stop: () => run.tasks.delete(task),
    };
  }

  /** While the clock stands, imports go on for as long as they need not wait. */
  #pumpImports(): void {
    const run = this.#run;
    for (const task of run.tasks) {
      for (let batch = 0; batch < BATCHES_A_TURN && task.nextMs <= run.nowMs; batch += 1) task.work();
    }
    void this.#persist();
    this.#frames.changed();
    const isMoreDue = [...run.tasks].some((task) => task.nextMs <= run.nowMs);
    if (isMoreDue && !this.#pacer.running) {
      this.#options.schedule(() => {
        if (run === this.#run) this.#pumpImports();
      }, 0);
    }
  }

  #buildFrame(cursor: FrameCursor): { readonly frame: Frame; readonly cursor: FrameCursor } {
    const run = this.#run;
    const { engine, workload } = run;
    const samples = run.samples.since(cursor.atS);
    const log = run.log.since(cursor.logId, FRAME_LOG_LINES);
    const frame: Frame = {
      nowMs: run.nowMs,
      running: this.#pacer.running,
      speed: this.#pacer.speed,
      behind: this.#pacer.behind,
      requestsPerS: this.#rate.read(this.#options.nowRealMs(), run.requests),
      seed: run.setup.seed,
      physics: engine.physics,
      load: workload.load,
      storage: this.#store.durable.status,
      tables: engine.snapshot().tables,
      samples,
      log: log.lines,
      logDropped: log.dropped,
      loadCounters: workload.counters,
    };
    const atS = samples[samples.length - 1]?.atS ?? cursor.atS;
    return { frame, cursor: { atS, logId: run.log.lastId } };
  }
}
