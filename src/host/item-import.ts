/** An import: items written in batches under the table's own throughput, with back-off in virtual time. */
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { Command, Reply } from '../model/command.ts';
import { backoffMs } from '../workload/backoff.ts';
import { Draws, PURPOSE, saltOf } from '../workload/draws.ts';
import type { ImportProgress, ImportRequest } from './api.ts';
import type { Task } from './run.ts';

/** What an import needs of its run. */
export interface ImportTarget {
  readonly nowMs: number;
  keyNamesOf(table: string): readonly string[] | undefined;
  call(command: Omit<Command, 'atMs'>): Reply;
  record(operation: string, input: JsonValue): void;
}

/** DynamoDB's limit of a BatchWriteItem. */
const BATCH_ITEMS = 25;
/** Well below BatchWriteItem's 16 MB, in characters of the items' text. */
const BATCH_CHARS = 4_000_000;
const BACKOFF_BASE_MS = 50;
/** Virtual ms between two looks at a table that is still being created. */
const CREATING_WAIT_MS = 1000;

interface Entry {
  readonly line: number;
  readonly item: JsonObject;
  readonly chars: number;
}

/** Every line ends up written or rejected, once; leaving it halfway leaves whole items behind. */
export class ItemImport implements Task {
  readonly #run: ImportTarget;
  readonly #table: string;
  readonly #draws = new Draws();
  readonly #salt: number;
  readonly #total: number;
  readonly #rejected: { readonly line: number; readonly why: string }[] = [];
  /** Those from `#at` on wait, in this order. */
  readonly #entries: Entry[] = [];
  #at = 0;
  /** So many of the first ones go alone, because together they were refused. */
  #alone = 0;
  #written = 0;
  #throttled = 0;
  #attempts = 0;
  #failures = 0;
  #nextMs: number;

  constructor(request: ImportRequest, run: ImportTarget, seed: number) {
    this.#run = run;
    this.#table = request.table;
    this.#total = request.items.length;
    this.#salt = saltOf(seed, `import/${request.table}`);
    for (const { line, json } of request.items) {
      const item = parseItem(json);
      if (typeof item === 'string') this.#rejected.push({ line, why: item });
      else this.#entries.push({ line, item, chars: json.length });
    }
    this.#nextMs = this.isDone ? Infinity : run.nowMs;
  }

  get nextMs(): number {
    return this.#nextMs;
  }

  get isDone(): boolean {
    return this.#at === this.#entries.length;
  }

  progress(clockRuns: boolean): ImportProgress {
    return {
      total: this.#total,
      written: this.#written,
      throttled: this.#throttled,
      rejected: [...this.#rejected],
      state: this.#state(clockRuns),
    };
  }

  /** Sends one batch at the present moment. */
  work(): void {
    const batch = this.#nextBatch();
    this.#attempts += 1;
    const reply = this.#run.call({
      operation: 'BatchWriteItem',
      input: this.#inputOf(batch),
      origin: 'import',
    });
    if (reply.kind === 'ok') this.#accepted(batch, this.#unprocessedOf(batch, reply), reply.latencyMs);
    else if (reply.throttle !== undefined) this.#accepted(batch, batch, reply.latencyMs);
    else if (reply.code === 'ResourceNotFoundException' && this.#isTableComing())
      this.#waitMs(CREATING_WAIT_MS);
    else if (batch.length > 1) this.#alone = batch.length;
    else this.#reject(batch, reply.message);
    if (this.isDone) this.#nextMs = Infinity;
  }

  #state(clockRuns: boolean): ImportProgress['state'] {
    if (this.isDone) return 'done';
    if (this.#nextMs <= this.#run.nowMs) return 'writing';
    return clockRuns ? 'backing-off' : 'waiting';
  }

  #nextBatch(): readonly Entry[] {
    const most = this.#entries.slice(this.#at, this.#at + (this.#alone > 0 ? 1 : BATCH_ITEMS));
    let chars = 0;
    for (const [at, entry] of most.entries()) {
      chars += entry.chars;
      if (at > 0 && chars > BATCH_CHARS) return most.slice(0, at);
    }
    return most;
  }

  #inputOf(batch: readonly Entry[]): JsonObject {
    return { RequestItems: { [this.#table]: batch.map(({ item }) => ({ PutRequest: { Item: item } })) } };
  }

  /** What could not be taken now stays first in line; only what was written goes into the journal. */
  #accepted(batch: readonly Entry[], left: readonly Entry[], latencyMs: number): void {
    const written = batch.filter((entry) => !left.includes(entry));
    if (written.length > 0) this.#run.record('BatchWriteItem', this.#inputOf(written));
    this.#written += written.length;
    this.#throttled += left.length;
    this.#alone = Math.max(0, this.#alone - written.length);
    this.#leave(batch, left);
    if (left.length === 0) {
      this.#failures = 0;
      return;
    }
    if (written.length > 0) this.#failures = 0;
    this.#draws.aim(this.#salt, this.#attempts, PURPOSE.importing);
    this.#waitMs(latencyMs + backoffMs(BACKOFF_BASE_MS, this.#failures, this.#draws.float()));
    this.#failures += 1;
  }

  #reject(batch: readonly Entry[], why: string): void {
    for (const { line } of batch) this.#rejected.push({ line, why });
    this.#leave(batch, []);
    this.#alone = Math.max(0, this.#alone - batch.length);
  }

  /** The batch is done with but for what is left of it, which stays first in line. */
  #leave(batch: readonly Entry[], left: readonly Entry[]): void {
    this.#at += batch.length - left.length;
    for (const [at, entry] of left.entries()) this.#entries[this.#at + at] = entry;
  }

  #waitMs(ms: number): void {
    this.#nextMs = this.#run.nowMs + Math.max(1, Math.ceil(ms));
  }

  /** Which of the batch came back, told by their keys. When that cannot be told, all go again: a put twice is a put. */
  #unprocessedOf(batch: readonly Entry[], reply: Extract<Reply, { readonly kind: 'ok' }>): readonly Entry[] {
    const back = unprocessedItems(reply.body, this.#table);
    if (back.length === 0) return [];
    const keyNames = this.#run.keyNamesOf(this.#table) ?? [];
    const keyOf = (item: JsonObject): string => JSON.stringify(keyNames.map((name) => item[name] ?? null));
    const keys = new Set(back.map(keyOf));
    const left = batch.filter(({ item }) => keys.has(keyOf(item)));
    return left.length === back.length ? left : batch;
  }

  #isTableComing(): boolean {
    const input = { TableName: this.#table };
    const reply = this.#run.call({ operation: 'DescribeTable', input, origin: 'import' });
    return reply.kind === 'ok' && reply.body.includes('"TableStatus":"CREATING"');
  }
}

/** The item, or what is wrong with its text. */
function parseItem(json: string): JsonObject | string {
  try {
    const value: JsonValue = JSON.parse(json);
    return isObject(value) ? value : 'This is not an item: an object in DynamoDB JSON is wanted.';
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function unprocessedItems(body: string, table: string): readonly JsonObject[] {
  const reply: JsonValue = JSON.parse(body);
  const requests = member(member(reply, 'UnprocessedItems'), table);
  if (!Array.isArray(requests)) return [];
  return requests.map((request: JsonValue) => member(member(request, 'PutRequest'), 'Item')).filter(isObject);
}

function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
