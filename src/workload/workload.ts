/** A running load: gives the next request and its virtual time, hears how it went, and tries again as the row says. */
import { createEventQueue } from '../base/event-queue.ts';
import type { JsonObject } from '../base/json.ts';
import { backoffMs } from './backoff.ts';
import { Draws } from './draws.ts';
import type { Load, LoadOperation, LoadRow } from './load.ts';
import { type RowContext, type RowPosition, RowState } from './row-state.ts';

export interface LoadRequest {
  /** Whole virtual ms. */
  readonly atMs: number;
  readonly operation: LoadOperation;
  readonly input: JsonObject;
  readonly rowId: string;
  /** Which of the row's requests, and which attempt at it, from 1. */
  readonly number: number;
  readonly attempt: number;
  /** When the first attempt was made. */
  readonly firstMs: number;
}

/** `failed` is an answer that is neither a success nor a refusal for lack of throughput; it is not tried again. */
export type LoadOutcome = 'admitted' | 'throttled' | 'failed';

/** Attempts sent and how they went. `givenUp` counts requests that were not tried again, `retried` those attempts that were. */
export interface WorkloadCounters {
  readonly sent: number;
  readonly admitted: number;
  readonly throttled: number;
  readonly retried: number;
  readonly givenUp: number;
}

/** A load as it stands, as JSON. `retries` are [row id, number, attempt, at ms, first ms]. */
export interface WorkloadState {
  readonly load: Load;
  readonly counters: WorkloadCounters;
  readonly rows: Readonly<Record<string, RowPosition>>;
  readonly retries: readonly (readonly [string, number, number, number, number])[];
}

export interface Workload {
  readonly load: Load;
  readonly counters: WorkloadCounters;
  /** The whole ms of the next request; Infinity when there will be none. */
  peekMs(): number;
  /** The next request if it is due at or before `untilMs`. */
  takeDue(untilMs: number): LoadRequest | undefined;
  /** How a taken request went. A throttled one comes again when its row's policy says so, never within the same ms. */
  report(request: LoadRequest, outcome: LoadOutcome, latencyMs: number): void;
  /** Rows that stay as they are go on; changed and new ones start over from here. Retries of rows that left are given up. */
  setLoad(load: Load, nowMs: number): void;
  /** Goes on at `nowMs` when what was sent since the state was saved is not known; late retries come at once. */
  skipTo(nowMs: number): void;
  save(): WorkloadState;
}

export interface WorkloadOptions {
  readonly seed: number;
  /** The key attributes of a table, the same array for as long as they do not change; undefined without such a table. */
  readonly keyNamesOf: (table: string) => readonly string[] | undefined;
}

/** Waiting retries, over all rows. Beyond it a throttled request is given up at once. */
const MAX_WAITING_RETRIES = 20_000;

const NO_COUNTERS: WorkloadCounters = { sent: 0, admitted: 0, throttled: 0, retried: 0, givenUp: 0 };

interface Retry {
  readonly rowId: string;
  readonly number: number;
  readonly attempt: number;
  readonly atMs: number;
  readonly firstMs: number;
}

export function createWorkload(load: Load, startMs: number, options: WorkloadOptions): Workload {
  return restoreWorkload({ load: { rows: [] }, counters: NO_COUNTERS, rows: {}, retries: [] }, options, {
    load,
    nowMs: startMs,
  });
}

/** `edit` replaces the saved load at once. */
export function restoreWorkload(
  state: WorkloadState,
  options: WorkloadOptions,
  edit?: { readonly load: Load; readonly nowMs: number },
): Workload {
  const workload = new RunningLoad(state, options);
  if (edit !== undefined) workload.setLoad(edit.load, edit.nowMs);
  return workload;
}

class RunningLoad implements Workload {
  load: Load;
  readonly #context: RowContext;
  readonly #counters: { -readonly [Name in keyof WorkloadCounters]: number };
  /** In the load's order; those that never send are left out of `#active`. */
  #rows: Map<string, RowState>;
  #active: readonly RowState[] = [];
  #queue = createEventQueue<Retry>();
  #waiting = new Set<Retry>();

  constructor(state: WorkloadState, options: WorkloadOptions) {
    this.load = state.load;
    this.#context = { ...options, draws: new Draws() };
    this.#counters = { ...state.counters };
    this.#rows = new Map();
    for (const row of state.load.rows) {
      const position = Object.hasOwn(state.rows, row.id) ? state.rows[row.id] : undefined;
      if (position !== undefined) this.#rows.set(row.id, new RowState(row, position, this.#context));
    }
    for (const [rowId, number, attempt, atMs, firstMs] of state.retries) {
      if (this.#rows.has(rowId)) this.#wait({ rowId, number, attempt, atMs, firstMs });
    }
    this.#refresh();
  }

  get counters(): WorkloadCounters {
    return { ...this.#counters };
  }

  peekMs(): number {
    return Math.floor(Math.min(this.#nextRow()?.nextMs ?? Infinity, this.#queue.peekMs() ?? Infinity));
  }

  takeDue(untilMs: number): LoadRequest | undefined {
    const row = this.#nextRow();
    const rowMs = row?.nextMs ?? Infinity;
    const retryMs = this.#queue.peekMs() ?? Infinity;
    if (Math.floor(Math.min(rowMs, retryMs)) > untilMs) return undefined;
    this.#counters.sent += 1;
    if (retryMs < rowMs || row === undefined) return this.#takeRetry();
    const atMs = Math.floor(rowMs);
    const number = row.take();
    return requestOf(row, { number, attempt: 1, atMs, firstMs: atMs });
  }

  report(request: LoadRequest, outcome: LoadOutcome, latencyMs: number): void {
    if (outcome === 'failed') return;
    this.#counters[outcome] += 1;
    if (outcome === 'admitted') return;
    const row = this.#rows.get(request.rowId);
    const { attempts, baseMs } = row?.row.retry ?? { attempts: 1, baseMs: 0 };
    if (row === undefined || request.attempt >= attempts || this.#waiting.size >= MAX_WAITING_RETRIES) {
      this.#counters.givenUp += 1;
      return;
    }
    this.#counters.retried += 1;
    const fraction = row.retryFraction(request.number, request.attempt);
    const atMs = request.atMs + Math.max(1, latencyMs + backoffMs(baseMs, request.attempt - 1, fraction));
    const { rowId, number, firstMs } = request;
    this.#wait({ rowId, number, attempt: request.attempt + 1, atMs, firstMs });
  }

  setLoad(load: Load, nowMs: number): void {
    const before = this.#rows;
    this.#rows = new Map();
    for (const row of load.rows) {
      if (!this.#rows.has(row.id)) this.#rows.set(row.id, this.#editedRow(row, before.get(row.id), nowMs));
    }
    this.load = load;
    const waiting = [...this.#waiting];
    this.#queue = createEventQueue();
    this.#waiting = new Set();
    for (const retry of waiting) {
      if (this.#rows.get(retry.rowId)?.row.enabled === true) this.#wait(retry);
      else this.#counters.givenUp += 1;
    }
    this.#refresh();
  }

  skipTo(nowMs: number): void {
    for (const row of this.#rows.values()) if (row.nextMs < nowMs + 1) row.skipTo(nowMs + 1);
    const waiting = [...this.#waiting];
    this.#queue = createEventQueue();
    this.#waiting = new Set();
    for (const retry of waiting) this.#wait({ ...retry, atMs: Math.max(retry.atMs, nowMs + 1) });
  }

  save(): WorkloadState {
    const rows = Object.fromEntries([...this.#rows].map(([id, row]) => [id, row.position]));
    const retries = [...this.#waiting].map(
      ({ rowId, number, attempt, atMs, firstMs }) => [rowId, number, attempt, atMs, firstMs] as const,
    );
    return { load: this.load, counters: this.counters, rows, retries };
  }

  /** The row whose next request comes first; of two at the same instant the one that stands first in the load. */
  #nextRow(): RowState | undefined {
    let first: RowState | undefined;
    for (const row of this.#active) if (first === undefined || row.nextMs < first.nextMs) first = row;
    return first;
  }

  #takeRetry(): LoadRequest | undefined {
    const retry = this.#queue.popDue(Infinity)?.event;
    const row = retry === undefined ? undefined : this.#rows.get(retry.rowId);
    if (retry === undefined || row === undefined) return undefined;
    this.#waiting.delete(retry);
    return requestOf(row, { ...retry, atMs: Math.floor(retry.atMs) });
  }

  #wait(retry: Retry): void {
    this.#waiting.add(retry);
    this.#queue.push(retry.atMs, retry);
  }

  #editedRow(row: LoadRow, before: RowState | undefined, nowMs: number): RowState {
    if (before === undefined) {
      return new RowState(row, startingPosition(0, nowMs), this.#context);
    }
    const position = before.position;
    if (isSamePace(row, before.row)) return new RowState(row, position, this.#context);
    const keepsRamp = row.enabled === before.row.enabled && isSameRamp(row, before.row);
    const restarted = startingPosition(position.number, nowMs);
    return new RowState(
      row,
      keepsRamp ? { ...restarted, rampStartMs: position.rampStartMs } : restarted,
      this.#context,
    );
  }

  #refresh(): void {
    this.#active = [...this.#rows.values()].filter((row) => row.nextMs < Infinity);
  }
}

function requestOf(
  row: RowState,
  at: { readonly number: number; readonly attempt: number; readonly atMs: number; readonly firstMs: number },
): LoadRequest {
  return {
    atMs: at.atMs,
    operation: row.row.operation,
    input: row.body(at.number, at.firstMs),
    rowId: row.row.id,
    number: at.number,
    attempt: at.attempt,
    firstMs: at.firstMs,
  };
}

/** Nothing of an edit at `nowMs` arrives before the next whole ms, so that the edit stays after what was due with it. */
function startingPosition(number: number, nowMs: number): RowPosition {
  return { number, anchorMs: nowMs + 1, anchorNumber: number, rampStartMs: nowMs };
}

function isSamePace(a: LoadRow, b: LoadRow): boolean {
  return a.enabled === b.enabled && a.ratePerS === b.ratePerS && isSameRamp(a, b);
}

function isSameRamp(a: LoadRow, b: LoadRow): boolean {
  return JSON.stringify(a.ramp) === JSON.stringify(b.ramp);
}
