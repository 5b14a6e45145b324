/** The engine against a skeleton with none of its rules: JSON text in, JSON text out, 100,000 items of 1 KB. */
import type { JsonObject, JsonValue } from '../src/base/json.ts';
import { createRandom } from '../src/base/random.ts';
import { createEngine } from '../src/engine/engine.ts';
import type { Engine } from '../src/engine/engine.ts';
import { LIFELIKE } from '../src/model/physics.ts';

const ITEMS = 100_000;
const COLLECTION_ITEMS = 100;
const PAGE = 100;
const ROUNDS = 3;
/** Requests made beforehand and then timed together; few, so that they do not burden the heap. */
const CHUNK = 2000;
const OPERATIONS_A_MEASUREMENT = 100_000;
/** Requests between two times that a host takes what the engine has produced. */
const REQUESTS_A_TAKE = 512;
const REQUESTS_PER_VIRTUAL_SECOND = 1000;
const START_MS = Date.UTC(2026, 0, 1);

interface Subject {
  /** Answers one request. */
  ask(operation: string, body: string): string;
}

interface Workload {
  readonly name: string;
  readonly operation: string;
  readonly wantedPerS: number;
  readonly count: number;
  /** The n-th request's body. */
  body(n: number): string;
}

const random = createRandom(1);
const text = Array.from({ length: 2000 }, () => 'abcdefghijklmnopqrstuvwxyz '.charAt(random.int(27))).join(
  '',
);

function keyOf(n: number): JsonObject {
  return {
    pk: { S: `customer-${String(Math.floor(n / COLLECTION_ITEMS)).padStart(6, '0')}` },
    sk: { S: `order-${String(n % COLLECTION_ITEMS).padStart(8, '0')}` },
  };
}

/** About 1 KB by DynamoDB's count, in nine attributes. */
function itemOf(n: number, version: number): JsonObject {
  return {
    ...keyOf(n),
    status: { S: ['open', 'paid', 'sent'][n % 3] ?? '' },
    version: { N: String(version) },
    total: { N: String((n % 10_000) + 0.25) },
    paid: { BOOL: n % 2 === 0 },
    tags: { SS: ['a', 'b', 'c'] },
    note: { S: text.slice(n % 1000, (n % 1000) + 400) },
    body: { S: text.slice(n % 700, (n % 700) + 330) },
  };
}

const anyItem = (): number => random.int(ITEMS);

const WORKLOADS: readonly Workload[] = [
  {
    name: 'GetItem',
    operation: 'GetItem',
    wantedPerS: 120_000,
    count: OPERATIONS_A_MEASUREMENT,
    body: () => JSON.stringify({ TableName: 'orders', Key: keyOf(anyItem()) }),
  },
  {
    name: 'Query of 100 items',
    operation: 'Query',
    wantedPerS: 10_000,
    count: 20_000,
    body: () =>
      JSON.stringify({
        TableName: 'orders',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keyOf(anyItem())['pk'] as JsonValue },
        Limit: PAGE,
      }),
  },
  {
    name: 'PutItem',
    operation: 'PutItem',
    wantedPerS: 80_000,
    count: OPERATIONS_A_MEASUREMENT,
    body: (n) => JSON.stringify({ TableName: 'orders', Item: itemOf(anyItem(), n + 2) }),
  },
  {
    name: 'UpdateItem with a condition',
    operation: 'UpdateItem',
    wantedPerS: 70_000,
    count: OPERATIONS_A_MEASUREMENT,
    body: (n) =>
      JSON.stringify({
        TableName: 'orders',
        Key: keyOf(anyItem()),
        UpdateExpression: 'SET #s = :s, version = version + :one',
        ConditionExpression: 'attribute_exists(pk) AND version > :zero',
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: { ':s': { S: `sent-${n}` }, ':one': { N: '1' }, ':zero': { N: '0' } },
      }),
  },
];

function engineSubject(withIndex: boolean): Subject & { readonly engine: Engine } {
  const engine = createEngine({ seed: 1, startMs: START_MS, physics: { ...LIFELIKE, throughput: false } });
  let asked = 0;
  const handle = (operation: string, input: JsonValue): string => {
    const atMs = START_MS + 60_000 + Math.floor((asked++ * 1000) / REQUESTS_PER_VIRTUAL_SECOND);
    const reply = engine.handle({ operation, input, atMs, origin: 'load' });
    if (reply.kind === 'error') throw new Error(reply.body);
    if (asked % REQUESTS_A_TAKE === 0) {
      engine.takeEvents();
      engine.takeChanges();
    }
    return reply.body;
  };
  engine.handle({ operation: 'CreateTable', input: createTable(withIndex), atMs: START_MS, origin: 'setup' });
  return { engine, ask: (operation, body) => handle(operation, JSON.parse(body) as JsonValue) };
}

function createTable(withIndex: boolean): JsonObject {
  return {
    TableName: 'orders',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      ...(withIndex ? [{ AttributeName: 'status', AttributeType: 'S' }] : []),
    ],
    ...(withIndex
      ? {
          GlobalSecondaryIndexes: [
            {
              IndexName: 'by-status',
              KeySchema: [
                { AttributeName: 'status', KeyType: 'HASH' },
                { AttributeName: 'sk', KeyType: 'RANGE' },
              ],
              Projection: { ProjectionType: 'ALL' },
            },
          ],
        }
      : {}),
  };
}

/** What any engine must at least do: parse, find or store, and answer with text. */
function skeleton(): Subject {
  const collections = new Map<string, Map<string, string>>();
  const find = (key: JsonObject): { readonly collection: Map<string, string>; readonly sk: string } => {
    const pk = (key['pk'] as { S: string }).S;
    const collection = collections.get(pk) ?? new Map<string, string>();
    collections.set(pk, collection);
    return { collection, sk: (key['sk'] as { S: string }).S };
  };
  return {
    ask(operation, body) {
      const input = JSON.parse(body) as JsonObject;
      if (operation === 'Query') {
        const { S: pk } = (input['ExpressionAttributeValues'] as JsonObject)[':pk'] as { S: string };
        const found = [...(collections.get(pk)?.values() ?? [])].slice(0, input['Limit'] as number);
        return `{"Items":[${found.join(',')}],"Count":${found.length},"ScannedCount":${found.length}}`;
      }
      if (operation === 'PutItem') {
        const item = input['Item'] as JsonObject;
        const { collection, sk } = find(item);
        collection.set(sk, JSON.stringify(item));
        return '{}';
      }
      const { collection, sk } = find(input['Key'] as JsonObject);
      if (operation === 'GetItem') return `{"Item":${collection.get(sk) ?? '{}'}}`;
      const item = JSON.parse(collection.get(sk) ?? '{}') as Record<string, JsonValue>;
      item['status'] = (input['ExpressionAttributeValues'] as JsonObject)[':s'] as JsonValue;
      collection.set(sk, JSON.stringify(item));
      return '{}';
    },
  };
}

function fill(subject: Subject): void {
  for (let n = 0; n < ITEMS; n++) {
    subject.ask('PutItem', JSON.stringify({ TableName: 'orders', Item: itemOf(n, 1) }));
  }
}

/** Requests per second of processor time, so that other work on the machine does not count. */
function measure(subject: Subject, workload: Workload): number {
  let micros = 0;
  let characters = 0;
  for (let done = 0; done < workload.count; done += CHUNK) {
    const bodies = Array.from({ length: CHUNK }, (_, n) => workload.body(done + n));
    const began = process.cpuUsage();
    for (const body of bodies) characters += subject.ask(workload.operation, body).length;
    const { user, system } = process.cpuUsage(began);
    micros += user + system;
  }
  if (characters === 0) throw new Error('nothing was answered');
  return (workload.count * 1_000_000) / micros;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString('en')}/s`.padStart(12);
}

function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

function main(): void {
  const bare = skeleton();
  const engine = engineSubject(false);
  fill(bare);
  fill(engine);
  console.log(`${''.padEnd(30)}    skeleton      engine   ratio      wanted`);
  for (const workload of WORKLOADS) {
    const rounds = Array.from({ length: ROUNDS }, () => ({
      bare: measure(bare, workload),
      engine: measure(engine, workload),
    }));
    const bareRate = median(rounds.map((round) => round.bare));
    const rate = median(rounds.map((round) => round.engine));
    const verdict = rate >= workload.wantedPerS ? 'reached' : 'MISSED';
    console.log(
      `${workload.name.padEnd(30)}${perSecond(bareRate)}${perSecond(rate)}${(rate / bareRate).toFixed(2).padStart(8)}${perSecond(workload.wantedPerS)} ${verdict}`,
    );
  }
  const beforeMb = heapMb();
  const indexed = engineSubject(true);
  fill(indexed);
  indexed.engine.takeChanges();
  indexed.engine.takeEvents();
  console.log(
    `heap of 100,000 items with one GSI: ${Math.round(heapMb() - beforeMb)} MB (wanted: under 300)`,
  );
}

main();
