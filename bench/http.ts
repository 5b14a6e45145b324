/** The server over HTTP beside its peers and a bare server that answers with the same bytes: one run, a raw client. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../src/base/random.ts';
import { ask, measure, requestBytes, type Measured } from './http-client.ts';
import {
  BARE,
  findServers,
  megabytesOf,
  OURS,
  processorMsOf,
  start,
  stop,
  type Running,
  type Server,
} from './http-servers.ts';

const SIZES = [10_000, 100_000];
const IN_FLIGHT = [1, 16];
const COLLECTION_ITEMS = 100;
const BATCH = 25;
const STARTS = 5;
/** Servers take turns, so that what else the machine does meets all of them. */
const TURNS = 3;
const TURN_MS = 700;
const REQUESTS_MADE = 2000;

interface Workload {
  readonly operation: string;
  readonly name: string;
  request(items: number): Buffer;
}

const random = createRandom(1);
const text = Array.from({ length: 2000 }, () => 'abcdefghijklmnopqrstuvwxyz '.charAt(random.int(27))).join(
  '',
);
const TABLE = 'orders';

const keyOf = (n: number) => ({
  pk: { S: `customer-${String(Math.floor(n / COLLECTION_ITEMS)).padStart(6, '0')}` },
  sk: { S: `order-${String(n % COLLECTION_ITEMS).padStart(8, '0')}` },
});

/** 1 KB by DynamoDB's count. */
const itemOf = (n: number) => ({
  ...keyOf(n),
  status: { S: ['open', 'paid', 'sent'][n % 3] ?? '' },
  version: { N: String(n % 7) },
  total: { N: String((n % 10_000) + 0.25) },
  paid: { BOOL: n % 2 === 0 },
  note: { S: text.slice(n % 1000, (n % 1000) + 450) },
  body: { S: text.slice(n % 700, (n % 700) + 450) },
});

const batchOf = (numbers: readonly number[]): Buffer =>
  requestBytes('BatchWriteItem', {
    RequestItems: { [TABLE]: numbers.map((n) => ({ PutRequest: { Item: itemOf(n) } })) },
  });

const WORKLOADS: readonly Workload[] = [
  {
    operation: 'GetItem',
    name: 'GetItem',
    request: (items) => requestBytes('GetItem', { TableName: TABLE, Key: keyOf(random.int(items)) }),
  },
  {
    operation: 'PutItem',
    name: 'PutItem',
    request: (items) => requestBytes('PutItem', { TableName: TABLE, Item: itemOf(random.int(items)) }),
  },
  {
    operation: 'Query',
    name: 'Query of 100',
    request: (items) =>
      requestBytes('Query', {
        TableName: TABLE,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keyOf(random.int(items)).pk },
      }),
  },
  {
    operation: 'BatchWriteItem',
    name: 'BatchWrite of 25',
    request(items) {
      const from = random.int(items);
      return batchOf(Array.from({ length: BATCH }, (_, i) => (from + i * COLLECTION_ITEMS) % items));
    },
  },
];

const CREATE = requestBytes('CreateTable', {
  TableName: TABLE,
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
});

interface Result extends Measured {
  /** Requests a second of the server's processor time. */
  readonly perProcessorSecond: number;
}

/** What one server did at one size, by workload and requests in flight. */
type Results = ReadonlyMap<string, Result>;

const keyFor = (workload: string, inFlight: number): string => `${workload} ${inFlight}`;

async function fill(server: Running, from: number, to: number): Promise<void> {
  const requests: Buffer[] = [];
  for (let n = from; n < to; n += BATCH)
    requests.push(batchOf(Array.from({ length: BATCH }, (_, i) => n + i)));
  await measure({ port: server.port, requests, inFlight: 4, forMs: Infinity, atMost: requests.length });
}

/** Replies to each operation, for the bare server. */
async function repliesOf(server: Server): Promise<Readonly<Record<string, string>>> {
  const running = await start(server);
  const items = BATCH * COLLECTION_ITEMS;
  const replies: Record<string, string> = {};
  try {
    await ask(running.port, CREATE);
    await fill(running, 0, items);
    for (const { operation, request } of WORKLOADS) {
      replies[operation] = await ask(running.port, request(items));
    }
  } finally {
    await stop(running);
  }
  return replies;
}

async function measureAll(servers: readonly Running[], items: number): Promise<ReadonlyMap<string, Results>> {
  const results = new Map(servers.map(({ name }) => [name, new Map<string, Result>()]));
  for (const workload of WORKLOADS) {
    const requests = Array.from({ length: REQUESTS_MADE }, () => workload.request(items));
    for (const inFlight of IN_FLIGHT) {
      const turns = new Map<string, Result[]>(servers.map(({ name }) => [name, []]));
      for (let turn = 0; turn <= TURNS; turn++) {
        for (const server of servers) {
          const result = await takeTurn(server, requests, inFlight);
          // The first turn warms up.
          if (turn > 0) turns.get(server.name)?.push(result);
        }
      }
      for (const [name, all] of turns) results.get(name)?.set(keyFor(workload.name, inFlight), pooled(all));
    }
  }
  return results;
}

async function takeTurn(server: Running, requests: readonly Buffer[], inFlight: number): Promise<Result> {
  const beforeMs = processorMsOf(server);
  const measured = await measure({
    port: server.port,
    requests,
    inFlight,
    forMs: TURN_MS,
    atMost: Infinity,
  });
  const processorMs = processorMsOf(server) - beforeMs;
  return { ...measured, perProcessorSecond: (measured.latenciesMs.length * 1000) / processorMs };
}

function pooled(all: readonly Result[]): Result {
  return {
    perProcessorSecond: median(all.map(({ perProcessorSecond }) => perProcessorSecond)),
    perSecond: median(all.map(({ perSecond }) => perSecond)),
    latenciesMs: all.flatMap(({ latenciesMs }) => latenciesMs),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function p99(measured: Measured | undefined): number {
  const sorted = (measured?.latenciesMs ?? []).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Infinity;
}

function printResults(items: number, results: ReadonlyMap<string, Results>): void {
  console.log(`\n${items.toLocaleString('en')} items: requests a second, and the 99th percentile in ms`);
  console.log(`${''.padEnd(32)}${[...results.keys()].map((name) => name.padStart(22)).join('')}`);
  for (const inFlight of IN_FLIGHT) {
    for (const { name } of WORKLOADS) {
      const cells = [...results.values()].map((result) => {
        const measured = result.get(keyFor(name, inFlight));
        const rate = Math.round(measured?.perSecond ?? 0).toLocaleString('en');
        return `${rate}${p99(measured).toFixed(2).padStart(8)}`.padStart(22);
      });
      console.log(`${`${name}, ${inFlight} in flight`.padEnd(32)}${cells.join('')}`);
    }
  }
}

function printTarget(what: string, value: string, isReached: boolean): void {
  console.log(`${what.padEnd(72)}${value.padStart(10)}  ${isReached ? 'reached' : 'MISSED'}`);
}

function printTargets(results: ReadonlyMap<string, Results>): void {
  const ratioTo = (of: string, name: string, rate: 'perSecond' | 'perProcessorSecond'): number => {
    const rateOf = (server: string): number => results.get(server)?.get(keyFor(name, 16))?.[rate] ?? 0;
    return rateOf(OURS) / rateOf(of);
  };
  const times = (name: string, of: string, wanted: number): void => {
    if (!results.has(of)) return;
    const ratio = ratioTo(of, name, 'perSecond');
    const inProcessorTime = ratioTo(of, name, 'perProcessorSecond').toFixed(2);
    const what = `${name}, at least ${wanted} × ${of} (in processor time ${inProcessorTime} ×)`;
    printTarget(what, `${ratio.toFixed(2)} ×`, ratio >= wanted);
  };
  console.log('\nWith the most items, 16 in flight');
  times('GetItem', BARE, 0.6);
  times('PutItem', BARE, 0.6);
  times('GetItem', 'dynalite', 1.5);
  times('PutItem', 'dynalite', 2.5);
  times('Query of 100', 'dynalite', 8);
  times('BatchWrite of 25', 'dynalite', 6);
  for (const { name } of WORKLOADS) {
    const peers = [...results].filter(([server]) => server !== OURS && server !== BARE);
    if (peers.length === 0) continue;
    const best = Math.min(...peers.map(([, result]) => p99(result.get(keyFor(name, 16)))));
    const own = p99(results.get(OURS)?.get(keyFor(name, 16)));
    printTarget(
      `${name}, p99 no worse than the better peer's ${best.toFixed(2)} ms`,
      `${own.toFixed(2)} ms`,
      own <= best,
    );
  }
}

interface Weight {
  readonly startMs: number;
  readonly idleMb: number;
}

async function weigh(server: Server): Promise<Weight> {
  const starts: number[] = [];
  const idle: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const running = await start(server);
    starts.push(running.startMs);
    idle.push(megabytesOf(running));
    await stop(running);
  }
  return { startMs: median(starts), idleMb: median(idle) };
}

async function main(folder: string): Promise<void> {
  const repliesFile = join(folder, 'replies.json');
  const servers = await findServers(folder, repliesFile);
  const ours = servers.find(({ name }) => name === OURS);
  if (ours === undefined) throw new Error('ours is always there');
  writeFileSync(repliesFile, JSON.stringify(await repliesOf(ours)));

  const weights = new Map<string, Weight>();
  for (const server of servers) weights.set(server.name, await weigh(server));
  const running: Running[] = [];
  try {
    for (const server of servers) running.push(await start(server));
    for (const { port } of running) await ask(port, CREATE);
    let filled = 0;
    let last: ReadonlyMap<string, Results> = new Map();
    for (const items of SIZES) {
      for (const server of running) if (server.name !== BARE) await fill(server, filled, items);
      filled = items;
      last = await measureAll(running, items);
      printResults(items, last);
    }
    const loaded = new Map(running.map((server) => [server.name, megabytesOf(server)]));
    console.log(`\n${''.padEnd(32)}start ms   MB idle   MB loaded`);
    for (const [name, { startMs, idleMb }] of weights) {
      const cells = [startMs, idleMb, loaded.get(name) ?? 0].map((value) => value.toFixed(0).padStart(8));
      console.log(`${name.padEnd(32)}${cells.join('  ')}`);
    }
    printTargets(last);
    const { startMs = 0, idleMb = 0 } = weights.get(OURS) ?? {};
    const loadedMb = loaded.get(OURS) ?? 0;
    printTarget('start to first answer, at most 150 ms', `${startMs.toFixed(0)} ms`, startMs <= 150);
    printTarget('idle, at most 60 MB', `${idleMb.toFixed(0)} MB`, idleMb <= 60);
    printTarget('loaded, at most 350 MB', `${loadedMb.toFixed(0)} MB`, loadedMb <= 350);
  } finally {
    for (const server of running) await stop(server);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bench-http-'));
writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
try {
  await main(folder);
} finally {
  rmSync(folder, { recursive: true });
}
