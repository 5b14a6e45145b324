/** CloudWatch, as far as DynamoDB fills it: folds the engine's events into one datapoint a minute for each metric. */
import type { JsonArray, JsonValue } from '../../base/json.ts';
import type { ThrottleReason } from '../../model/command.ts';
import type { EngineEvent, RequestEvent, VectorMeteredEvent } from '../../model/events.ts';
import type { MetricData, MetricDimensions, MetricQuery, MetricUnit } from '../../model/metrics.ts';
import type { TableDoc } from '../../model/table.ts';
import { Counter, MINUTES_KEPT } from './counter.ts';
import { type Gauge, gaugesOf } from './gauges.ts';

const MINUTE_MS = 60_000;

export interface Metrics {
  /** Every event comes through here, in order; costs well under a microsecond. */
  add(event: EngineEvent): void;
  /** Metrics in the order of their names, dimensions as given by the service. */
  query(query: MetricQuery, nowMs: number): readonly MetricData[];
  /** Units consumed in each of the last `count` whole minutes before `minute`, oldest first. */
  consumedByMinute(resource: ConsumedBy, minute: number, count: number): readonly number[];
  save(): JsonValue;
  load(json: JsonValue): void;
}

export interface ConsumedBy {
  readonly table: string;
  readonly index: string | undefined;
  readonly action: 'read' | 'write';
}

interface Series {
  readonly name: string;
  readonly dimensions: MetricDimensions;
  readonly unit: MetricUnit;
  readonly counter: Counter;
}

type SavedSeries = readonly [name: string, MetricDimensions, MetricUnit, JsonArray];

interface State {
  readonly docs: () => readonly TableDoc[];
  readonly series: Map<string, Series>;
  /** Series looked up by table, then by what is counted, so that events build no keys. */
  readonly shortcuts: Map<string, Map<string, Counter>>;
  /** The running minute; gauges have been read for those before it. */
  minute: number;
  /** True when a part of the request being answered was refused. */
  isThrottled: boolean;
}

/** `docs` gives the tables as they are, for what is provisioned. */
export function createMetrics(docs: () => readonly TableDoc[]): Metrics {
  const state: State = { docs, series: new Map(), shortcuts: new Map(), minute: -1, isThrottled: false };
  return {
    add(event) {
      const minute = Math.floor(event.atMs / MINUTE_MS);
      if (minute > state.minute) roll(state, minute);
      fold(state, event, minute);
    },
    query(query, nowMs) {
      roll(state, Math.floor(nowMs / MINUTE_MS));
      return answer(state, query, Math.floor(nowMs / MINUTE_MS));
    },
    consumedByMinute({ table, index, action }, minute, count) {
      const counter = consumedCounter(state, { table, index, action });
      return Array.from({ length: count }, (_, at) => counter.sumOf(minute - count + at));
    },
    save: () =>
      [...state.series.values()].map(({ name, dimensions, unit, counter }) => [
        name,
        dimensions,
        unit,
        counter.save(),
      ]),
    load: (json) => load(state, json),
  };
}

/** Reads the gauges for the minutes that have ended, as far back as any are kept. */
function roll(state: State, minute: number): void {
  const from = state.minute < 0 ? minute : Math.max(state.minute, minute - MINUTES_KEPT);
  state.minute = Math.max(state.minute, minute);
  if (from >= minute) return;
  forget(state, minute - MINUTES_KEPT);
  const gauges: readonly Gauge[] = gaugesOf(state.docs());
  for (let at = from; at < minute; at++) {
    for (const { name, dimensions, unit, value } of gauges)
      seriesOf(state, { name, dimensions, unit }).counter.add(value, at);
  }
}

/** Lets go of metrics without any minute that is kept: those of tables long gone. */
function forget({ series, shortcuts }: State, beforeMinute: number): void {
  const size = series.size;
  for (const [key, { counter }] of series) if (counter.lastMinute < beforeMinute) series.delete(key);
  if (series.size < size) shortcuts.clear();
}

function fold(state: State, event: EngineEvent, minute: number): void {
  switch (event.kind) {
    case 'consumed':
      consumedCounter(state, event).add(event.units, minute);
      break;
    case 'request':
      foldRequest(state, event, minute);
      break;
    case 'throttled': {
      const { table, index, reason } = event.throttle;
      state.isThrottled = true;
      for (const name of throttleMetrics(reason)) countFor(state, { name, table, index }, minute);
      break;
    }
    case 'transaction-conflict':
      countFor(state, { name: 'TransactionConflict', table: event.table, index: undefined }, minute);
      break;
    case 'vector-metered':
      vectorCounter(state, event).add(event.bytes, minute);
      break;
    case 'ttl-deleted':
      countFor(state, { name: 'TimeToLiveDeletedItemCount', table: event.table, index: undefined }, minute);
      break;
    case 'table-status':
      if (event.status === 'DELETED') state.shortcuts.delete(event.table);
      break;
    default:
      break;
  }
}

/** Refusals of throughput are counted as throttling, and those of conditions and conflicts under their own names. */
const NO_USER_ERRORS: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'ConditionalCheckFailedException',
  'TransactionCanceledException',
  'TransactionConflictException',
  'InternalServerError',
  'ServiceUnavailable',
]);

const OF_TABLE: ReadonlyMap<string, string> = new Map([
  ['ConditionalCheckFailedException', 'ConditionalCheckFailedRequests'],
]);

function foldRequest(
  state: State,
  { operation, table, errorCode, latencyMs }: RequestEvent,
  minute: number,
): void {
  if (state.isThrottled) {
    state.isThrottled = false;
    if (table !== undefined)
      operationCounter(state, 'ThrottledRequests', { table, operation }).add(1, minute);
  }
  if (errorCode === undefined) {
    if (table !== undefined)
      operationCounter(state, 'SuccessfulRequestLatency', { table, operation }).add(latencyMs, minute);
    return;
  }
  const name = OF_TABLE.get(errorCode);
  if (name !== undefined && table !== undefined) countFor(state, { name, table, index: undefined }, minute);
  if (!NO_USER_ERRORS.has(errorCode))
    seriesOf(state, { name: 'UserErrors', dimensions: {}, unit: 'Count' }).counter.add(1, minute);
  if (errorCode === 'InternalServerError' && table !== undefined)
    operationCounter(state, 'SystemErrors', { table, operation }).add(1, minute);
}

/** `TableWriteKeyRangeThroughputExceeded` counts as a write throttle, and as one of its cause. */
function throttleMetrics(reason: ThrottleReason): readonly string[] {
  const action = reason.startsWith('Read', 5) ? 'Read' : 'Write';
  const cause = reason.slice(5 + action.length).replace(/Exceeded$/, '');
  return [`${action}ThrottleEvents`, `${action}${cause}ThrottleEvents`];
}

function consumedCounter(state: State, { table, index = '', action }: ConsumedBy): Counter {
  const shortcuts = shortcutsOf(state, table);
  const known = shortcuts.get(action === 'read' ? `read ${index}` : `write ${index}`);
  if (known !== undefined) return known;
  const name = action === 'read' ? 'ConsumedReadCapacityUnits' : 'ConsumedWriteCapacityUnits';
  const { counter } = seriesOf(state, { name, dimensions: dimensionsOf(table, index), unit: 'Count' });
  shortcuts.set(`${action} ${index}`, counter);
  return counter;
}

function vectorCounter(state: State, { table, index, action }: VectorMeteredEvent): Counter {
  const name = action === 'search' ? 'VectorSearchRequestBytes' : 'VectorWriteRequestBytes';
  const dimensions = { TableName: table, VectorIndexName: index };
  return seriesOf(state, { name, dimensions, unit: 'Bytes' }).counter;
}

function operationCounter(
  state: State,
  name: string,
  { table, operation }: { readonly table: string; readonly operation: string },
): Counter {
  const shortcuts = shortcutsOf(state, table);
  const isLatency = name === 'SuccessfulRequestLatency';
  const known = isLatency ? shortcuts.get(operation) : undefined;
  if (known !== undefined) return known;
  const unit = isLatency ? 'Milliseconds' : 'Count';
  const { counter } = seriesOf(state, { name, dimensions: { TableName: table, Operation: operation }, unit });
  if (isLatency) shortcuts.set(operation, counter);
  return counter;
}

function countFor(
  state: State,
  {
    name,
    table,
    index,
  }: { readonly name: string; readonly table: string; readonly index: string | undefined },
  minute: number,
): void {
  seriesOf(state, { name, dimensions: dimensionsOf(table, index ?? ''), unit: 'Count' }).counter.add(
    1,
    minute,
  );
}

function dimensionsOf(table: string, index: string): MetricDimensions {
  return index === '' ? { TableName: table } : { TableName: table, GlobalSecondaryIndexName: index };
}

function shortcutsOf({ shortcuts }: State, table: string): Map<string, Counter> {
  const known = shortcuts.get(table);
  if (known !== undefined) return known;
  const made = new Map<string, Counter>();
  shortcuts.set(table, made);
  return made;
}

function seriesOf({ series }: State, { name, dimensions, unit }: Omit<Series, 'counter'>): Series {
  const key = `${name} ${JSON.stringify(dimensions)}`;
  const known = series.get(key);
  if (known !== undefined) return known;
  const made: Series = { name, dimensions, unit, counter: new Counter() };
  series.set(key, made);
  return made;
}

function answer({ series }: State, query: MetricQuery, minute: number): readonly MetricData[] {
  const { metricName, dimensions = {}, fromMs = 0, toMs = Infinity } = query;
  const from = Math.max(Math.ceil(fromMs / MINUTE_MS), minute - MINUTES_KEPT);
  const to = Math.ceil(toMs / MINUTE_MS);
  const wanted = Object.entries(dimensions);
  const found: MetricData[] = [];
  for (const one of [...series.values()].toSorted((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  )) {
    if (metricName !== undefined && one.name !== metricName) continue;
    if (!wanted.every(([name, value]) => one.dimensions[name] === value)) continue;
    const datapoints = one.counter.datapoints(from, to);
    if (datapoints.length === 0) continue;
    found.push({ MetricName: one.name, Dimensions: one.dimensions, Unit: one.unit, Datapoints: datapoints });
  }
  return found;
}

function load(state: State, json: JsonValue): void {
  for (const [name, dimensions, unit, numbers] of json as unknown as readonly SavedSeries[]) {
    const series = seriesOf(state, { name, dimensions, unit });
    series.counter.load(numbers);
    state.minute = Math.max(state.minute, series.counter.lastMinute);
  }
}
