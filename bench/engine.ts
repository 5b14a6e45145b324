/** The engine against a skeleton with none of its rules: JSON text in, JSON text out, 100,000 items of 1 KB. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { JsonObject, JsonValue } from '../src/base/json.ts';
import { createRandom } from '../src/base/random.ts';
import { createEngine } from '../src/engine/engine.ts';
import type { Engine } from '../src/engine/engine.ts';
import { INSTANT } from '../src/model/physics.ts';

const ITEMS = 100_000;
const COLLECTION_ITEMS = 100;
const PAGE = 100;
const BODY_CHARACTERS = 940;
const ROUNDS = 3;
/** Requests made beforehand and then timed together, the two subjects in turn; few, so that they do not burden the heap. */
const CHUNK = 1000;
const OPERATIONS_A_MEASUREMENT = 100_000;
/** Requests between two times that a host takes what the engine has produced. */
const REQUESTS_A_TAKE = 512;
const REQUESTS_PER_VIRTUAL_SECOND = 1000;
const WANTED_HEAP_MB = 300;
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

/** About 1 KB by DynamoDB's count. */
function itemOf(n: number, version: number): JsonObject {
  return {
    ...keyOf(n),
    status: { S: ['open', 'paid', 'sent'][n % 3] ?? '' },
    version: { N: String(version) },
    body: { S: text.slice(n % 700, (n % 700) + BODY_CHARACTERS) },
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
  const engine = createEngine({ seed: 1, startMs: START_MS, physics: INSTANT });
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

interface Rates {
  readonly bare: number;
  readonly engine: number;
}

/** Requests per second. The subjects take turns, so that whatever else the machine does falls on both. */
function measure(workload: Workload, bare: Subject, engine: Subject): Rates {
  const spentMs = { bare: 0, engine: 0 };
  for (let done = 0; done < workload.count; done += CHUNK) {
    const bodies = Array.from({ length: CHUNK }, (_, n) => workload.body(done + n));
    spentMs.bare += timeMs(bare, workload, bodies);
    spentMs.engine += timeMs(engine, workload, bodies);
  }
  return {
    bare: (workload.count * 1000) / spentMs.bare,
    engine: (workload.count * 1000) / spentMs.engine,
  };
}

function timeMs(subject: Subject, { operation }: Workload, bodies: readonly string[]): number {
  let characters = 0;
  const began = performance.now();
  for (const body of bodies) characters += subject.ask(operation, body).length;
  const ended = performance.now();
  if (characters === 0) throw new Error('nothing was answered');
  return ended - began;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString('en')}/s`.padStart(12);
}

function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** In a heap that holds nothing else yet. */
function reportMemory(): void {
  const beforeMb = heapMb();
  const { engine, ask } = engineSubject(true);
  fill({ ask });
  engine.takeChanges();
  engine.takeEvents();
  const usedMb = Math.round(heapMb() - beforeMb);
  const verdict = usedMb < WANTED_HEAP_MB ? 'reached' : 'MISSED';
  console.log(
    `heap of 100,000 items with one GSI: ${usedMb} MB (wanted: under ${WANTED_HEAP_MB}) ${verdict}`,
  );
  if (engine.snapshot().tables[0]?.itemCount !== ITEMS) throw new Error('the items are not all there');
}

function main(): void {
  reportMemory();
  const bare = skeleton();
  const engine = engineSubject(false);
  fill(bare);
  fill(engine);
  console.log(`${''.padEnd(30)}    skeleton      engine   ratio      wanted`);
  for (const workload of WORKLOADS) {
    const rounds = Array.from({ length: ROUNDS }, () => measure(workload, bare, engine));
    const bareRate = median(rounds.map((round) => round.bare));
    const rate = median(rounds.map((round) => round.engine));
    const verdict = rate >= workload.wantedPerS ? 'reached' : 'MISSED';
    console.log(
      `${workload.name.padEnd(30)}${perSecond(bareRate)}${perSecond(rate)}${(rate / bareRate).toFixed(2).padStart(8)}${perSecond(workload.wantedPerS)} ${verdict}`,
    );
  }
}

main();
