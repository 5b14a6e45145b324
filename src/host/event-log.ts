/** The event log: what happened, in lines a person can read, with repetitions of one second folded into one line. */
import type { Throttle } from '../model/command.ts';
import type {
  EngineEvent,
  StreamRecordEvent,
  StreamTrimmedEvent,
  ThrottledEvent,
  TtlDeletedEvent,
} from '../model/events.ts';
import type { LogLine } from './api.ts';

/** Lines kept for pages that come later. */
const MAX_LINES_KEPT = 500;
/** A busy stream is trimmed all the time: one line this often tells it. */
const TRIM_LINE_INTERVAL_MS = 60_000;

type NewLine = Omit<LogLine, 'id' | 'count'> & { readonly count?: number };

interface Repeated<Event> {
  readonly first: Event;
  count: number;
}

interface StreamCounts {
  atMs: number;
  INSERT: number;
  MODIFY: number;
  REMOVE: number;
  byTtl: number;
}

export class EventLog {
  #lines: LogLine[] = [];
  #nextId: number;
  readonly #throttled = new Map<string, Repeated<ThrottledEvent>>();
  readonly #streams = new Map<string, StreamCounts>();
  readonly #ttl = new Map<string, Repeated<TtlDeletedEvent> & { lateMs: number }>();
  readonly #trimmed = new Map<string, { lineMs: number; records: number }>();

  /** `tail` are lines of the same run before a reload. */
  constructor(tail: readonly LogLine[] = []) {
    this.#lines = [...tail];
    this.#nextId = (tail[tail.length - 1]?.id ?? 0) + 1;
  }

  get lastId(): number {
    return this.#nextId - 1;
  }

  addLine(line: NewLine): void {
    this.#lines.push({ count: 1, ...line, id: this.#nextId });
    this.#nextId += 1;
    if (this.#lines.length > 2 * MAX_LINES_KEPT) this.#lines.splice(0, MAX_LINES_KEPT);
  }

  addEvent(event: EngineEvent): void {
    switch (event.kind) {
      case 'throttled':
        this.#addThrottled(event);
        break;
      case 'stream-record':
        this.#addStreamRecord(event);
        break;
      case 'ttl-deleted':
        this.#addTtlDeletion(event);
        break;
      case 'stream-trimmed':
        this.#addTrimming(event);
        break;
      case 'request':
      case 'consumed':
      case 'transaction-conflict':
      case 'vector-metered':
        break;
      default:
        this.addLine(lineOf(event));
    }
  }

  /** Writes the lines that were held back to be counted: at the end of each second and whenever the clock stops. */
  flush(): void {
    for (const { first, count } of this.#throttled.values()) this.addLine({ ...throttledLine(first), count });
    this.#throttled.clear();
    for (const [table, counts] of this.#streams) this.addLine(streamLine(table, counts));
    this.#streams.clear();
    for (const [table, { first, count, lateMs }] of this.#ttl) {
      const text = `${table}: ${count} expired ${count === 1 ? 'item' : 'items'} deleted, up to ${secondsText(lateMs)} late`;
      this.addLine({ atMs: first.atMs, kind: 'ttl', table, text, count });
    }
    this.#ttl.clear();
  }

  /** Lines after `id`, oldest first, at most the `limit` newest, and how many more there were. */
  since(id: number, limit: number): { readonly lines: readonly LogLine[]; readonly dropped: number } {
    const fresh = this.lastId - id;
    const lines = fresh <= 0 ? [] : this.#lines.slice(-Math.min(fresh, limit));
    return { lines, dropped: Math.max(0, fresh - lines.length) };
  }

  #addThrottled(event: ThrottledEvent): void {
    if (event.origin === 'user') {
      this.addLine(throttledLine(event));
      return;
    }
    const { reason, table, index } = event.throttle;
    const known = this.#throttled.get(`${reason} ${table} ${index ?? ''}`);
    if (known === undefined)
      this.#throttled.set(`${reason} ${table} ${index ?? ''}`, { first: event, count: 1 });
    else known.count += 1;
  }

  #addStreamRecord(event: StreamRecordEvent): void {
    let counts = this.#streams.get(event.table);
    if (counts === undefined) {
      counts = { atMs: event.atMs, INSERT: 0, MODIFY: 0, REMOVE: 0, byTtl: 0 };
      this.#streams.set(event.table, counts);
    }
    counts[event.eventName] += 1;
    if (event.byTtl) counts.byTtl += 1;
  }

  #addTrimming({ atMs, table, records, cause }: StreamTrimmedEvent): void {
    const known = this.#trimmed.get(table) ?? { lineMs: -Infinity, records: 0 };
    const sum = known.records + records;
    const isTold = atMs - known.lineMs >= TRIM_LINE_INTERVAL_MS;
    this.#trimmed.set(table, isTold ? { lineMs: atMs, records: 0 } : { ...known, records: sum });
    if (!isTold) return;
    const why = cause === 'age' ? 'older than a day' : 'more than this machine keeps';
    this.addLine({ atMs, kind: 'stream', table, text: `${table}: ${sum} stream records dropped, ${why}` });
  }

  #addTtlDeletion(event: TtlDeletedEvent): void {
    const known = this.#ttl.get(event.table);
    if (known === undefined) {
      this.#ttl.set(event.table, { first: event, count: 1, lateMs: event.lateMs });
      return;
    }
    known.count += 1;
    known.lateMs = Math.max(known.lateMs, event.lateMs);
  }
}

function throttledLine(event: ThrottledEvent): NewLine {
  const { throttle, operation } = event;
  const { table, index } = throttle;
  const text = `${operation} ${keyOf(throttle)} on ${index === undefined ? table : `${table}/${index}`}: ${throttle.reason}`;
  return {
    atMs: event.atMs,
    kind: 'throttled',
    text,
    table,
    throttle,
    ...(index === undefined ? {} : { index }),
  };
}

/** The key's values without DynamoDB's type marks. */
function keyOf({ keyText }: Throttle): string {
  const values = [...keyText.matchAll(/"(?:S|N|B)":"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '');
  return values.length === 0 ? keyText : values.join(' · ');
}

function streamLine(table: string, counts: StreamCounts): NewLine {
  const parts = (['INSERT', 'MODIFY', 'REMOVE'] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => `${counts[name]} ${name}`);
  const byTtl = counts.byTtl === 0 ? '' : ` (${counts.byTtl} by TTL)`;
  const count = counts.INSERT + counts.MODIFY + counts.REMOVE;
  return { atMs: counts.atMs, kind: 'stream', table, text: `${table}: ${parts.join(', ')}${byTtl}`, count };
}

type RareEvent = Exclude<
  EngineEvent,
  {
    readonly kind:
      | 'request'
      | 'consumed'
      | 'throttled'
      | 'transaction-conflict'
      | 'vector-metered'
      | 'stream-record'
      | 'stream-trimmed'
      | 'ttl-deleted';
  }
>;

function lineOf(event: RareEvent): NewLine {
  const { atMs, table } = event;
  switch (event.kind) {
    case 'table-status':
      return { atMs, kind: 'table', table, text: `${table} is ${event.status}` };
    case 'index-status': {
      const filling = event.backfilling ? ', being filled' : '';
      const text = `${table}/${event.index} is ${event.status}${filling}`;
      return { atMs, kind: 'index', table, index: event.index, text };
    }
    case 'partition-split': {
      const { index, parent, children, at, cause } = event;
      const where = index === undefined ? table : `${table}/${index}`;
      const text = `${where}: partition ${parent} split into ${children[0]} and ${children[1]} at ${(at * 100).toFixed(1)} %, for ${cause}`;
      return { atMs, kind: 'split', table, text, ...(index === undefined ? {} : { index }) };
    }
    case 'auto-scaled': {
      const { index, action, fromUnits, toUnits, utilizationPercent, targetPercent } = event;
      const where = index === undefined ? table : `${table}/${index}`;
      const text = `${where}: auto scaling changes ${action} capacity from ${fromUnits} to ${toUnits}, used to ${utilizationPercent.toFixed(0)} %, target ${targetPercent} %`;
      return index === undefined
        ? { atMs, kind: 'table', table, text }
        : { atMs, kind: 'index', table, index, text };
    }
  }
}

function secondsText(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
