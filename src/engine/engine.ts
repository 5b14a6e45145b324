/**
 * The engine's only door: a synchronous, deterministic fold of commands at given times into replies and events.
 *
 * The life of a request: what the clock owes is done until the command's time; the input is checked against its shape
 * (validation/); the operation (operations/) reads its expressions, finds its table, works out what would change
 * (storage/item-write.ts) and what that costs, and asks for the units (capacity/). Refused or wrong, it throws a
 * DynamoError, which is caught here and nowhere else, and the write batch is dropped. Otherwise its writes, staged in
 * the batch, are committed here: items, then indexes, the change log, and whoever listens (streams/, ttl/, capacity/).
 */
import type { JsonValue } from '../base/json.ts';
import type { Change, Checkpoint, StoredState } from '../model/changes.ts';
import type { Command, Reply, Throttle } from '../model/command.ts';
import { DynamoError, errorBody } from '../model/errors.ts';
import type { EngineEvent } from '../model/events.ts';
import type { MetricData, MetricQuery } from '../model/metrics.ts';
import type { Physics } from '../model/physics.ts';
import type { EngineSnapshot } from '../model/snapshot.ts';
import { takeCheckpoint } from './checkpoint.ts';
import type { ClockEvent } from './clock.ts';
import type { Context } from './context.ts';
import { createState } from './engine-state.ts';
import type { EngineState } from './engine-state.ts';
import { answerLatencyMs, errorLatencyMs } from './latency.ts';
import { ANSWERS } from './operation-registry.ts';
import { TransactionCanceledError } from './operations/cancellation.ts';
import { runTableEvent } from './operations/table-clock.ts';
import { runVectorEvent } from './operations/vector-clock.ts';
import { ThrottledError } from './operations/throttled-error.ts';
import { createReceiptBuilder } from './receipt.ts';
import { restoreState } from './restore.ts';
import { takeSnapshot } from './engine-snapshot.ts';

export interface EngineOptions {
  readonly seed: number;
  /** Virtual time at the start, ms since the epoch. */
  readonly startMs: number;
  readonly physics: Physics;
  readonly region?: string;
  readonly accountId?: string;
}

export interface Engine {
  readonly nowMs: number;
  readonly seed: number;
  readonly physics: Physics;
  /** Runs what is due until `command.atMs`, then answers. A thrown error is a broken invariant, never a DynamoDB error. */
  handle(command: Command): Reply;
  /** Runs every clock event due up to and at `nowMs`. */
  advanceTo(nowMs: number): void;
  nextEventMs(): number | undefined;
  setPhysics(physics: Physics): void;
  /** Events since the last call, in order. */
  takeEvents(): readonly EngineEvent[];
  /** Physical changes since the last call, in commit order. */
  takeChanges(): readonly Change[];
  /** The pages dirtied since the last call and all documents; marks everything clean. */
  takeCheckpoint(): Checkpoint;
  snapshot(): EngineSnapshot;
  /** CloudWatch metrics of about the last three hours, a point a minute. */
  metrics(query: MetricQuery): readonly MetricData[];
}

export function createEngine(options: EngineOptions): Engine {
  return engineOf(createState(options));
}

/** The engine as it was when `stored` was written. Pages are parsed when first touched; indexes are rebuilt on first use. */
export function restoreEngine(stored: StoredState, options: EngineOptions): Engine {
  return engineOf(restoreState(stored, options));
}

function engineOf(state: EngineState): Engine {
  const { clock } = state;
  return {
    get nowMs() {
      return clock.nowMs;
    },
    seed: state.seed,
    get physics() {
      return state.physics;
    },
    handle(command) {
      advance(state, command.atMs);
      state.isMetered = command.origin !== 'setup';
      const reply = answer(state, command);
      state.isMetered = true;
      // With delays off, what the command set going is done before anyone looks.
      advance(state, command.atMs);
      return reply;
    },
    advanceTo: (nowMs) => advance(state, nowMs),
    nextEventMs: () => clock.nextEventMs(),
    setPhysics(physics) {
      state.physics = physics;
    },
    takeEvents() {
      const { events } = state;
      state.events = [];
      return events;
    },
    takeChanges() {
      const { changes } = state;
      state.changes = [];
      return changes;
    },
    takeCheckpoint: () => takeCheckpoint(state),
    snapshot: () => takeSnapshot(state),
    metrics: (query) => state.metrics.query(query, clock.nowMs),
  };
}

function answer(state: EngineState, command: Command): Reply {
  const { operation, input, origin } = command;
  const context = contextOf(state, command);
  const atMs = context.nowMs;
  const table = tableNamed(input);
  try {
    const run = ANSWERS.get(operation);
    if (run === undefined) throw new DynamoError('UnknownOperationException', '');
    const body = run(context, input);
    state.batch.commit(atMs);
    const latencyMs = answerLatencyMs(operation, body.length);
    state.emit({ kind: 'request', atMs, operation, table, origin, latencyMs });
    if (context.receipt === undefined) return { kind: 'ok', body, latencyMs };
    return { kind: 'ok', body, latencyMs, receipt: context.receipt.build(operation) };
  } catch (error) {
    state.batch.drop();
    if (!(error instanceof DynamoError)) throw error;
    const latencyMs = errorLatencyMs();
    state.emit({ kind: 'request', atMs, operation, table, origin, latencyMs, errorCode: error.code });
    const { status, code, message } = error;
    return {
      kind: 'error',
      status,
      code,
      message,
      body: errorBody(error),
      latencyMs,
      ...throttleOf(error),
      ...(context.receipt === undefined ? {} : { receipt: context.receipt.build(operation) }),
    };
  }
}

function throttleOf(error: DynamoError): { readonly throttle?: Throttle } {
  const isThrottled = error instanceof ThrottledError || error instanceof TransactionCanceledError;
  return isThrottled && error.throttle !== undefined ? { throttle: error.throttle } : {};
}

function contextOf(
  state: EngineState,
  { operation, origin, client, explain }: Pick<Command, 'operation' | 'origin' | 'client' | 'explain'>,
): Context {
  const {
    region,
    accountId,
    physics,
    random,
    catalog,
    batch,
    capacity,
    streams,
    ttl,
    vectors,
    backups,
    transactions,
    clock,
    metrics,
    emit,
  } = state;
  return {
    nowMs: clock.nowMs,
    operation,
    origin,
    client: client ?? (origin === 'load' ? undefined : origin),
    region,
    accountId,
    physics,
    random,
    catalog,
    batch,
    capacity,
    metrics,
    streams,
    ttl,
    vectors,
    backups,
    transactions,
    clock,
    receipt: explain === true ? createReceiptBuilder() : undefined,
    emit,
  };
}

/** The table that the request names, for the event; of a batch over several tables, the first. */
function tableNamed(input: JsonValue): string | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
  const {
    TableName: name,
    RequestItems: requests,
    TransactItems: actions,
  } = input as Readonly<Record<string, JsonValue | undefined>>;
  if (typeof name === 'string') return name.startsWith('arn:') ? name.slice(name.lastIndexOf('/') + 1) : name;
  if (Array.isArray(actions)) return tableNamed(Object.values(Object(actions[0]) as object)[0] ?? null);
  return typeof requests === 'object' && requests !== null ? Object.keys(requests)[0] : undefined;
}

/** Time never goes back: an earlier `untilMs` runs what is due now. */
function advance(state: EngineState, untilMs: number): void {
  const { clock } = state;
  for (let event = clock.takeDue(untilMs); event !== undefined; event = clock.takeDue(untilMs)) {
    runClockEvent(state, event);
    state.batch.commit(clock.nowMs);
  }
  clock.moveTo(untilMs);
}

/** Each event goes to the one module that knows it. */
function runClockEvent(state: EngineState, event: ClockEvent): void {
  const { batch, catalog, clock } = state;
  switch (event.kind) {
    case 'capacity-tick':
      return state.capacity.tick(batch, clock.nowMs);
    case 'index-propagation':
      return state.capacity.propagate(event, clock.nowMs);
    case 'ttl-sweep':
      return state.ttl.sweep(event.tableId, batch, clock.nowMs);
    case 'stream-trim': {
      const table = catalog.byId(event.tableId);
      return table && state.streams.trim(table.doc, batch, clock.nowMs);
    }
    case 'table-due':
    case 'index-due':
    case 'backfill-step':
    case 'ttl-due':
    case 'auto-scaling':
      return runTableEvent(contextOf(state, { operation: event.kind, origin: 'setup' }), event);
    case 'backup-due':
      return state.backups.due(event.backupId);
    case 'vector-index-due':
    case 'vector-backfill-step':
      return runVectorEvent(contextOf(state, { operation: event.kind, origin: 'setup' }), event);
  }
}
