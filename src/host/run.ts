/** One run: the engine with its load, its timeline and its imports, carried forward strictly in virtual time. */
import type { JsonValue } from '../base/json.ts';
import type { Engine } from '../engine/engine.ts';
import type { Change } from '../model/changes.ts';
import type { Command, Reply } from '../model/command.ts';
import type { EngineEvent } from '../model/events.ts';
import type { Physics } from '../model/physics.ts';
import type { EngineSnapshot } from '../model/snapshot.ts';
import type { Load } from '../workload/load.ts';
import type { Setup, TimelineEntry } from '../workload/setup.ts';
import {
  createWorkload,
  restoreWorkload,
  type Workload,
  type WorkloadOptions,
} from '../workload/workload.ts';
import type { RunLabel } from './api.ts';
import { EventLog } from './event-log.ts';
import { entryChange, type HostState } from './host-docs.ts';
import { EMPTY_JOURNAL, isMutating, Journal } from './journal.ts';
import { Samples } from './samples.ts';

/** Work that comes due in virtual time and never changes what the load does. */
export interface Task {
  /** Infinity when there is nothing left to do. */
  readonly nextMs: number;
  work(): void;
}

export interface RunParts {
  readonly engine: Engine;
  readonly setup: Setup;
  /** Absent before the first scenario was opened. */
  readonly label: RunLabel | undefined;
  /** What a reload brings back; absent for a run at its start. */
  readonly restored?: { readonly nowMs: number; readonly host: HostState };
  readonly nowRealMs: () => number;
}

/** Steps between two looks at the real clock. */
const STEPS_A_LOOK = 32;
/** Requests whose events are folded together, unless the slice ends before. */
const REQUESTS_A_FOLD = 512;
/** Real ms between two readings of the gauges for samples; at high speeds seconds share one. */
const GAUGES_INTERVAL_MS = 50;

/** Writes refused by their conditions are paid for all the same. */
const CHARGED_REFUSALS: ReadonlySet<string> = new Set([
  'ConditionalCheckFailedException',
  'TransactionCanceledException',
]);

/** Operations after which the keys of the tables may be others. */
const KEY_CHANGING = new Set(['CreateTable', 'DeleteTable', 'UpdateTable']);

/**
 * Whenever a method returns, everything due at or before `nowMs` is done: first what the engine's clock brings, then
 * the load, then the timeline, then imports, and last whatever the user calls at that moment. A replay keeps this order.
 */
export class Run {
  readonly setup: Setup;
  readonly label: RunLabel | undefined;
  readonly engine: Engine;
  readonly workload: Workload;
  readonly journal: Journal;
  readonly log: EventLog;
  readonly samples = new Samples();
  readonly tasks = new Set<Task>();
  readonly #nowRealMs: () => number;
  #nowMs: number;
  #openS: number;
  #timelineAt: number;
  #hostChanges: Change[] = [];
  #requests = 0;
  #unfolded = 0;
  #unlooked = 0;
  #keyNames = new Map<string, readonly string[]>();
  #gauges: EngineSnapshot | undefined;
  #gaugesRealMs = -Infinity;

  constructor({ engine, setup, label, restored, nowRealMs }: RunParts) {
    this.engine = engine;
    this.setup = setup;
    this.label = label;
    this.#nowRealMs = nowRealMs;
    this.#nowMs = Math.ceil(Math.max(restored?.nowMs ?? setup.startMs, engine.nowMs));
    engine.advanceTo(this.#nowMs);
    this.journal = new Journal(setup.timeline, restored?.host.journal ?? EMPTY_JOURNAL);
    this.log = new EventLog(restored?.host.log);
    this.#readKeyNames();
    this.workload = this.#startWorkload(restored?.host);
    this.#openS = Math.floor(this.#nowMs / 1000);
    this.#timelineAt =
      restored === undefined ? 0 : setup.timeline.filter((one) => one.atMs <= this.#nowMs).length;
    this.#workTimeline(this.#nowMs);
    this.#fold();
  }

  /** Virtual ms, whole. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Requests of the load answered so far in this session. */
  get requests(): number {
    return this.#requests;
  }

  /** Carries everything forward to the target, or to where `isOver` says stop. True when the target was reached. */
  advance(targetMs: number, isOver: () => boolean): boolean {
    while (this.#nowMs < targetMs) {
      const dueMs = this.#nextDueMs();
      const stopMs = Math.min(targetMs, dueMs);
      if (Math.floor(stopMs / 1000) > this.#openS) {
        this.#closeSecond();
      } else if (dueMs > targetMs) {
        this.engine.advanceTo(stopMs);
        this.#nowMs = stopMs;
      } else {
        this.#workAt(stopMs);
      }
      if (this.#unfolded >= REQUESTS_A_FOLD) this.#fold();
      if (this.#isTimeToLook() && isOver()) break;
    }
    this.#fold();
    return this.#nowMs >= targetMs;
  }

  /** One call at the present moment. */
  call(command: Omit<Command, 'atMs'>): Reply {
    const reply = this.engine.handle({ ...command, atMs: this.#nowMs });
    if (KEY_CHANGING.has(command.operation)) this.#readKeyNames();
    this.#fold();
    return reply;
  }

  /** A call of the user's, which a replay of this run repeats. */
  userCall(operation: string, input: JsonValue, explain: boolean): Reply {
    const reply = this.call({ operation, input, origin: 'user', explain });
    const isFelt = reply.kind === 'ok' || reply.throttle !== undefined || CHARGED_REFUSALS.has(reply.code);
    if (isFelt && isMutating(operation, input)) this.record(operation, input);
    return reply;
  }

  /** Notes a call that was made at the present moment for a replay. */
  record(operation: string, input: JsonValue): void {
    if (!isJsonObject(input)) return;
    this.#record({ kind: 'call', atMs: this.#nowMs, operation, input });
  }

  setLoad(load: Load): void {
    this.workload.setLoad(load, this.#nowMs);
    this.#record({ kind: 'load', atMs: this.#nowMs, load });
  }

  setPhysics(physics: Physics): void {
    this.engine.setPhysics(physics);
    this.#record({ kind: 'physics', atMs: this.#nowMs, physics });
    this.#fold();
  }

  /** The engine's changes and the journal's since the last call. */
  takeChanges(): readonly Change[] {
    const changes = this.engine.takeChanges();
    if (this.#hostChanges.length === 0) return changes;
    const all = [...changes, ...this.#hostChanges];
    this.#hostChanges = [];
    return all;
  }

  keyNamesOf(table: string): readonly string[] | undefined {
    return this.#keyNames.get(table);
  }

  #startWorkload(host: HostState | undefined): Workload {
    const options: WorkloadOptions = {
      seed: this.setup.seed,
      keyNamesOf: (table) => this.#keyNames.get(table),
    };
    if (host?.now === undefined) return createWorkload(this.setup.load, this.#nowMs, options);
    const workload = restoreWorkload(host.now.workload, options);
    if (host.now.nowMs < this.#nowMs) workload.skipTo(this.#nowMs);
    return workload;
  }

  /** The next ms at which the load, the timeline or a task wants something; after the present one. */
  #nextDueMs(): number {
    let dueMs = Math.min(this.workload.peekMs(), this.setup.timeline[this.#timelineAt]?.atMs ?? Infinity);
    for (const task of this.tasks) dueMs = Math.min(dueMs, task.nextMs);
    return Math.max(dueMs, this.#nowMs + 1);
  }

  #workAt(atMs: number): void {
    for (let next = this.workload.takeDue(atMs); next !== undefined; next = this.workload.takeDue(atMs)) {
      const { operation, input } = next;
      const reply = this.engine.handle({ operation, input, atMs, origin: 'load' });
      this.workload.report(next, outcomeOf(reply), reply.latencyMs);
      this.#requests += 1;
      this.#unfolded += 1;
      this.#unlooked += 1;
    }
    this.engine.advanceTo(atMs);
    this.#nowMs = atMs;
    this.#workTimeline(atMs);
    for (const task of this.tasks) if (task.nextMs <= atMs) task.work();
  }

  #workTimeline(untilMs: number): void {
    const { timeline } = this.setup;
    for (let entry = timeline[this.#timelineAt]; entry !== undefined; entry = timeline[this.#timelineAt]) {
      if (entry.atMs > untilMs) return;
      this.#timelineAt += 1;
      this.#play(entry);
    }
  }

  #play(entry: TimelineEntry): void {
    switch (entry.kind) {
      case 'call':
        this.call({ operation: entry.operation, input: entry.input, origin: 'user' });
        break;
      case 'load':
        this.workload.setLoad(entry.load, this.#nowMs);
        break;
      case 'physics':
        this.engine.setPhysics(entry.physics);
        break;
    }
  }

  /** Ends the open second and moves to its last ms; nothing else was due in it. */
  #closeSecond(): void {
    const lastMs = this.#openS * 1000 + 999;
    if (this.#nowMs < lastMs) {
      this.engine.advanceTo(lastMs);
      this.#nowMs = lastMs;
    }
    this.#fold();
    this.samples.closeSecond(this.#openS, this.#readGauges());
    this.log.flush();
    this.#openS += 1;
  }

  #readGauges(): EngineSnapshot {
    const realMs = this.#nowRealMs();
    if (this.#gauges === undefined || realMs - this.#gaugesRealMs >= GAUGES_INTERVAL_MS) {
      this.#gauges = this.engine.snapshot();
      this.#gaugesRealMs = realMs;
    }
    return this.#gauges;
  }

  #fold(): void {
    this.#unfolded = 0;
    for (const event of this.engine.takeEvents()) {
      this.samples.add(event);
      this.log.addEvent(event);
      if (isChangeOfShape(event)) this.#gauges = undefined;
    }
  }

  #isTimeToLook(): boolean {
    this.#unlooked += 1;
    if (this.#unlooked < STEPS_A_LOOK) return false;
    this.#unlooked = 0;
    return true;
  }

  #readKeyNames(): void {
    this.#keyNames = new Map(
      this.engine
        .snapshot()
        .tables.map(({ doc }) => [
          doc.name,
          [...doc.key.pk, ...doc.key.sk].map((attribute) => attribute.name),
        ]),
    );
  }

  #record(entry: TimelineEntry): void {
    const added = this.journal.add(entry);
    if (added !== undefined) this.#hostChanges.push(entryChange(added));
  }
}

function outcomeOf(reply: Reply): 'admitted' | 'throttled' | 'failed' {
  if (reply.kind === 'ok') return 'admitted';
  return reply.throttle === undefined ? 'failed' : 'throttled';
}

/** Tables, indexes and partitions come and go: gauges from before do not show them. */
function isChangeOfShape(event: EngineEvent): boolean {
  return event.kind === 'table-status' || event.kind === 'index-status' || event.kind === 'partition-split';
}

function isJsonObject(value: JsonValue): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
