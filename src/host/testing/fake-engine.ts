/** A tiny engine for tests of the host alone: tables with one token bucket for writes, and little else. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Engine, EngineOptions } from '../../engine/engine.ts';
import type { Change, StoredState } from '../../model/changes.ts';
import type { Command, Reply, Throttle } from '../../model/command.ts';
import type { EngineEvent } from '../../model/events.ts';
import type { Physics } from '../../model/physics.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import type { TableDoc } from '../../model/table.ts';

const LATENCY_MS = 5;

interface FakeTable {
  readonly name: string;
  readonly pk: string;
  readonly wcu: number;
  level: number;
  refilledMs: number;
  readonly items: Map<string, string>;
}

export function createEngine(options: EngineOptions): Engine {
  return new FakeEngine(options);
}

export function restoreEngine(stored: StoredState, options: EngineOptions): Engine {
  const engine = new FakeEngine(options);
  engine.restore(stored);
  return engine;
}

class FakeEngine implements Engine {
  nowMs: number;
  readonly seed: number;
  physics: Physics;
  #events: EngineEvent[] = [];
  #changes: Change[] = [];
  readonly #tables = new Map<string, FakeTable>();

  constructor({ seed, startMs, physics }: EngineOptions) {
    this.seed = seed;
    this.nowMs = startMs;
    this.physics = physics;
  }

  restore({ docs, pages, changes, nowMs }: StoredState): void {
    const page = pages.map(({ text }): Change => ({ kind: 'put', space: 'items', key: '', json: text }));
    const kept = Object.entries(docs).map(([name, json]): Change => ({ kind: 'doc', name, json }));
    for (const change of [...kept, ...page, ...changes]) {
      if (change.kind === 'doc') {
        const { name, pk, wcu } = JSON.parse(change.json);
        this.#tables.set(name, { name, pk, wcu, level: wcu, refilledMs: nowMs, items: new Map() });
      } else if (change.kind === 'put') {
        for (const [table, key, item] of JSON.parse(change.json))
          this.#tables.get(table)?.items.set(key, item);
      }
    }
    this.nowMs = nowMs;
  }

  handle(command: Command): Reply {
    this.advanceTo(command.atMs);
    const reply = this.#answer(command);
    const { operation, atMs, origin } = command;
    this.#events.push({
      kind: 'request',
      atMs,
      operation,
      table: textOf(command.input, 'TableName'),
      origin,
      latencyMs: LATENCY_MS,
      ...(reply.kind === 'error' ? { errorCode: reply.code } : {}),
    });
    return reply;
  }

  advanceTo(nowMs: number): void {
    if (nowMs < this.nowMs) throw new Error('Time went back.');
    this.nowMs = nowMs;
  }

  nextEventMs(): undefined {
    return undefined;
  }

  setPhysics(physics: Physics): void {
    this.physics = physics;
  }

  takeEvents(): readonly EngineEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  takeChanges(): readonly Change[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  takeCheckpoint(): {
    pages: { space: string; pageId: number; text: string }[];
    removedPages: [];
    removedSpaces: [];
    docs: Record<string, string>;
  } {
    const items = [...this.#tables.values()].flatMap(({ name, items }) =>
      [...items].map(([key, item]) => [name, key, item]),
    );
    const docs = Object.fromEntries(
      [...this.#tables.values()].map((table) => [`table/${table.name}`, docOf(table)]),
    );
    return {
      pages: [{ space: 'items', pageId: 1, text: JSON.stringify(items) }],
      removedPages: [],
      removedSpaces: [],
      docs,
    };
  }

  snapshot(): { nowMs: number; tables: TableSnapshot[] } {
    return { nowMs: this.nowMs, tables: [...this.#tables.values()].map((table) => this.#snapshotOf(table)) };
  }

  #answer({ operation, input, origin }: Command): Reply {
    if (operation === 'CreateTable') return this.#create(input);
    const name = textOf(input, 'TableName') ?? Object.keys(objectOf(input, 'RequestItems'))[0] ?? '';
    const table = this.#tables.get(name);
    if (table === undefined) return errorReply('ResourceNotFoundException', 'Requested resource not found');
    if (operation === 'PutItem') return this.#put(table, objectOf(input, 'Item'), { operation, origin });
    if (operation === 'BatchWriteItem') return this.#putBatch(table, input, origin);
    if (operation === 'Scan')
      return okReply({ Items: [...table.items.values()].map((item) => JSON.parse(item)) });
    return errorReply('UnknownOperationException', operation);
  }

  #create(input: JsonValue): Reply {
    const name = textOf(input, 'TableName') ?? '';
    const [schema] = arrayOf(input, 'KeySchema');
    const pk = textOf(schema ?? null, 'AttributeName') ?? '';
    const wcu = Number(objectOf(input, 'ProvisionedThroughput')['WriteCapacityUnits'] ?? 1);
    if (name === 'bad') return errorReply('ValidationException', 'No such table name');
    const table = { name, pk, wcu, level: wcu, refilledMs: this.nowMs, items: new Map() };
    this.#tables.set(name, table);
    this.#changes.push({ kind: 'doc', name: `table/${name}`, json: docOf(table) });
    this.#events.push({ kind: 'table-status', atMs: this.nowMs, table: name, status: 'ACTIVE' });
    return okReply({});
  }

  #put(table: FakeTable, item: JsonObject, by: Pick<Command, 'operation' | 'origin'>): Reply {
    const key = JSON.stringify(item[table.pk] ?? null);
    if (key === 'null') return errorReply('ValidationException', `Missing the key ${table.pk} in the item`);
    const throttle = this.#take(table, key);
    if (throttle !== undefined) {
      this.#events.push({ kind: 'throttled', atMs: this.nowMs, ...by, throttle });
      return { ...errorReply('ProvisionedThroughputExceededException', 'Slow down'), throttle };
    }
    const eventName = table.items.has(key) ? 'MODIFY' : 'INSERT';
    const text = JSON.stringify(item);
    table.items.set(key, text);
    const json = JSON.stringify([[table.name, key, text]]);
    this.#changes.push({ kind: 'put', space: 'items', key, json });
    const at = { atMs: this.nowMs, table: table.name };
    this.#events.push(
      { kind: 'consumed', ...at, index: undefined, partition: 0, action: 'write', units: 1 },
      {
        kind: 'stream-record',
        ...at,
        eventName,
        byTtl: false,
        shardId: 's',
        sequenceNumber: '1',
        keysText: key,
      },
    );
    return okReply({});
  }

  #putBatch(table: FakeTable, input: JsonValue, origin: Command['origin']): Reply {
    const requests = objectOf(input, 'RequestItems')[table.name] ?? [];
    const puts = (Array.isArray(requests) ? requests : []).map((one) =>
      objectOf(objectOf(one, 'PutRequest'), 'Item'),
    );
    const bad = puts.find((item) => item[table.pk] === undefined);
    if (bad !== undefined)
      return errorReply('ValidationException', `Missing the key ${table.pk} in the item`);
    const by = { operation: 'BatchWriteItem', origin };
    const replies = puts.map((item) => [item, this.#put(table, item, by)] as const);
    const left = replies.filter(([, reply]) => reply.kind === 'error');
    const [first] = left;
    if (first !== undefined && left.length === puts.length) return first[1];
    const unprocessed = left.map(([item]) => ({ PutRequest: { Item: item } }));
    return okReply({ UnprocessedItems: left.length === 0 ? {} : { [table.name]: unprocessed } });
  }

  #take(table: FakeTable, keyText: string): Throttle | undefined {
    table.level = Math.min(table.wcu, table.level + ((this.nowMs - table.refilledMs) * table.wcu) / 1000);
    table.refilledMs = this.nowMs;
    if (!this.physics.throughput || table.level >= 1) {
      table.level = Math.max(0, table.level - 1);
      return undefined;
    }
    return {
      reason: 'TableWriteProvisionedThroughputExceeded',
      resourceArn: `arn:aws:dynamodb:eu-west-2:000000000000:table/${table.name}`,
      table: table.name,
      partition: 0,
      unitsAsked: 1,
      unitsAvailable: table.level,
      unitsPerSecond: table.wcu,
      keyText,
    };
  }

  #snapshotOf(table: FakeTable): TableSnapshot {
    const bucket = { level: table.level, capacity: table.wcu, ratePerS: table.wcu };
    const doc: TableDoc = {
      name: table.name,
      arn: '',
      id: table.name,
      status: 'ACTIVE',
      createdAtMs: 0,
      key: { pk: [{ name: table.pk, type: 'S' }], sk: [] },
      attributeDefinitions: [],
      billingMode: 'PROVISIONED',
      throughput: { rcu: 1, wcu: table.wcu, decreasesToday: 0 },
      indexes: [],
      streams: [],
      deletionProtection: false,
      tableClass: 'STANDARD',
      tags: [],
      partitions: {},
    };
    const partition = {
      doc: { id: 0, fromHash: 0, toHash: 2 ** 32, createdAtMs: 0 },
      read: bucket,
      write: bucket,
      readPerS: 0,
      writePerS: 0,
      throttledPerS: 0,
      itemCount: table.items.size,
      sizeBytes: 0,
      hotKeys: [],
    };
    const resources = [{ read: bucket, write: bucket, partitions: [partition] }];
    return { doc, itemCount: table.items.size, sizeBytes: 0, resources, indexes: {} };
  }
}

function docOf({ name, pk, wcu }: FakeTable): string {
  return JSON.stringify({ name, pk, wcu });
}

function okReply(body: JsonObject): Reply {
  return { kind: 'ok', body: JSON.stringify(body), latencyMs: LATENCY_MS };
}

function errorReply(code: string, message: string): Extract<Reply, { readonly kind: 'error' }> {
  return {
    kind: 'error',
    status: 400,
    code,
    message,
    body: JSON.stringify({ __type: code, message }),
    latencyMs: LATENCY_MS,
  };
}

function objectOf(value: JsonValue, name: string): JsonObject {
  const found = isObject(value) ? value[name] : undefined;
  return found !== undefined && isObject(found) ? found : {};
}

function arrayOf(value: JsonValue, name: string): readonly JsonValue[] {
  const found = isObject(value) ? value[name] : undefined;
  return Array.isArray(found) ? found : [];
}

function textOf(value: JsonValue, name: string): string | undefined {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
