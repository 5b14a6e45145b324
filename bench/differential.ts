/**
 * The engine beside Dynoxide, another emulator that is held to the public conformance suite: both are asked the same
 * random well-formed requests, and every difference is put under the judgement it falls under. One that falls under
 * none is printed whole, and the run fails. DIFFERENTIAL_RUNS makes it longer, DIFFERENTIAL_SEED repeats a run.
 */
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import type { JsonObject } from '../src/base/json.ts';
import { createEngine } from '../src/engine/engine.ts';
import {
  RANDOM_TABLES,
  wellFormedRequest,
  type RandomRequest,
} from '../src/engine/testing/random-requests.ts';
import { INSTANT } from '../src/model/physics.ts';
import { judge, type Answer, type Difference } from './differential-judgements.ts';
import { start, stop } from './http-servers.ts';

const RUNS = Number(process.env['DIFFERENTIAL_RUNS'] ?? 400);
const SEED = Number(process.env['DIFFERENTIAL_SEED'] ?? 20261122);
const OUT = process.env['DIFFERENTIAL_OUT'];
const MAX_REQUESTS = 12;
const MAX_SHOWN = 20;
const NOW_MS = Date.UTC(2026, 10, 1);
const PROGRAM = join(process.cwd(), 'node_modules', '@dynoxide', 'linux-x64', 'dynoxide');

/** The writes: what is not asked of both alike leaves them with different items. */
const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);

async function main(): Promise<void> {
  if (!existsSync(PROGRAM)) {
    console.log('skipped: @dynoxide/linux-x64 is not installed here');
    return;
  }
  const port = await freePort();
  const peer = await start({ name: 'dynoxide', port, command: [PROGRAM, '--port', String(port)] });
  try {
    report(await compare(port));
  } finally {
    await stop(peer);
  }
}

interface Tally {
  requests: number;
  succeeded: number;
  readonly byJudgement: Map<string, { count: number; readonly example: Difference }>;
  readonly unjudged: Difference[];
}

async function compare(port: number): Promise<Tally> {
  const tally: Tally = { requests: 0, succeeded: 0, byJudgement: new Map(), unjudged: [] };
  const sequences = fc.sample(fc.array(wellFormedRequest, { minLength: 1, maxLength: MAX_REQUESTS }), {
    numRuns: RUNS,
    seed: SEED,
  });
  for (const requests of sequences) await runBoth(port, requests, tally);
  return tally;
}

/** Fresh tables, then the requests, until the two no longer hold the same items. */
async function runBoth(port: number, requests: readonly RandomRequest[], tally: Tally): Promise<void> {
  const engine = createEngine({ seed: 1, startMs: NOW_MS, physics: INSTANT });
  const ask = ({ operation, input }: RandomRequest): Answer => {
    const { kind, body } = engine.handle({ operation, input, atMs: NOW_MS, origin: 'user' });
    return answerOf(kind === 'ok', body);
  };
  for (const input of RANDOM_TABLES) {
    ask({ operation: 'CreateTable', input });
    await askPeer(port, { operation: 'DeleteTable', input: { TableName: input['TableName'] ?? null } });
    await askPeer(port, { operation: 'CreateTable', input });
  }
  for (const request of requests.flatMap(withLookingBack)) {
    const ours = ask(request);
    const theirs = await askPeer(port, request);
    tally.requests++;
    if (ours.isOk) tally.succeeded++;
    const difference: Difference = { ...request, ours, theirs };
    const judgement = judge(difference);
    if (judgement === 'same') continue;
    if (judgement === 'unjudged') tally.unjudged.push(difference);
    else {
      const known = tally.byJudgement.get(judgement);
      if (known === undefined) tally.byJudgement.set(judgement, { count: 1, example: difference });
      else known.count++;
    }
    const isStored = !READS.has(request.operation) && (ours.isOk || theirs.isOk);
    if (isStored || request.operation === 'GetItem') return;
  }
}

/** What an update has left behind is not told by its answer. */
function withLookingBack(request: RandomRequest): readonly RandomRequest[] {
  if (request.operation !== 'UpdateItem') return [request];
  const { TableName, Key } = request.input as { readonly TableName: string; readonly Key: JsonObject };
  return [request, { operation: 'GetItem', input: { TableName, Key } }];
}

function answerOf(isOk: boolean, text: string): Answer {
  const body = (text === '' ? {} : JSON.parse(text)) as Answer['body'];
  const type = String(body['__type'] ?? '');
  return {
    isOk,
    body,
    code: type.slice(type.indexOf('#') + 1),
    message: String(body['message'] ?? body['Message'] ?? ''),
  };
}

async function askPeer(port: number, { operation, input }: RandomRequest): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': `DynamoDB_20120810.${operation}`,
      Authorization:
        'AWS4-HMAC-SHA256 Credential=key/20260101/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'X-Amz-Date': '20260101T000000Z',
    },
    body: JSON.stringify(input),
  });
  return answerOf(response.ok, await response.text());
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function report({ requests, succeeded, byJudgement, unjudged }: Tally): void {
  console.log(`${requests} requests from seed ${SEED}, ${succeeded} of them successful`);
  const judged = [...byJudgement].toSorted(([, left], [, right]) => right.count - left.count);
  for (const [judgement, { count }] of judged) console.log(`${String(count).padStart(5)}  ${judgement}`);
  console.log(`${String(unjudged.length).padStart(5)}  not judged`);
  for (const difference of unjudged.slice(0, MAX_SHOWN)) console.log(JSON.stringify(difference));
  if (OUT !== undefined) {
    const counts = judged.map(([judgement, { count, example }]) => ({ judgement, count, example }));
    writeFileSync(OUT, JSON.stringify({ requests, succeeded, seed: SEED, judged: counts, unjudged }));
  }
  if (unjudged.length > 0) process.exitCode = 1;
}

await main();
