/**
 * Hostile bytes at the socket: whatever comes, the server answers it or hangs up, tells of no fault, changes nothing
 * with a refused request, and goes on serving. FUZZ_RUNS makes it longer, FUZZ_SEED repeats a run.
 */
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RANDOM_TABLES, wellFormedRequest } from '../engine/testing/random-requests.ts';
import { spoiledRequest } from '../engine/testing/spoiled-requests.ts';
import { INSTANT } from '../model/physics.ts';
import { createDatabases } from './databases.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 40);
const SEED = process.env['FUZZ_SEED'];
/** Each run takes a few ms; this is for a machine that is busy and for long runs. */
const TIMEOUT_MS = 60_000 + RUNS * 100;

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=KEY/20260101/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
const DATE = '20260101T000000Z';
const CONTENT_TYPE = 'application/x-amz-json-1.0';

let http: HttpServer;
let port: number;
const faults: unknown[] = [];

beforeAll(async () => {
  const databases = createDatabases({
    shared: false,
    seed: 1,
    physics: INSTANT,
    nowMs: () => Date.UTC(2026, 0, 1),
    schedule: () => () => {},
  });
  http = createHttpServer({ databases, cors: undefined, onFault: (error) => void faults.push(error) });
  http.server.listen(0, '127.0.0.1');
  await once(http.server, 'listening');
  port = (http.server.address() as AddressInfo).port;
  for (const table of RANDOM_TABLES) await ask('CreateTable', table);
});

afterAll(() => http.stop());

async function ask(operation: string, input: unknown): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: {
      'Content-Type': CONTENT_TYPE,
      'X-Amz-Target': `DynamoDB_20120810.${operation}`,
      Authorization: AUTHORIZATION,
      'X-Amz-Date': DATE,
    },
    body: JSON.stringify(input),
  });
  return response.text();
}

async function storedItems(): Promise<string> {
  const scans = RANDOM_TABLES.map(({ TableName }) => ask('Scan', { TableName }));
  return (await Promise.all([ask('ListTables', {}), ...scans])).join('\n');
}

/** Sends the bytes, says that there will be no more, and gives back all that comes until the server hangs up. */
async function exchange(bytes: Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server that refuses to read on may reset the connection; what it said before that counts.
  socket.on('error', () => undefined);
  socket.end(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

const body = fc.oneof(
  fc.oneof(spoiledRequest, wellFormedRequest).map(({ input }) => Buffer.from(JSON.stringify(input))),
  fc
    .constantFrom('', '{', '[]', 'null', '"', '{"TableName":"plain"} x', '{"a":1e999}', '\ufeff{}')
    .map(Buffer.from),
  fc.constantFrom('[', '{"a":', '{"M":{"x":', '"\\u').map((part) => Buffer.from(part.repeat(100_000))),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

/** Cut short, with bytes of no alphabet in it, or with a member given twice. */
const damagedBody = fc
  .tuple(
    body,
    fc.constantFrom('none', 'cut', 'bytes', 'twice', 'nul'),
    fc.nat(),
    fc.uint8Array({ maxLength: 4 }),
  )
  .map(([bytes, damage, at, inserted]) => {
    const place = bytes.length === 0 ? 0 : at % bytes.length;
    if (damage === 'cut') return bytes.subarray(0, place);
    if (damage === 'twice') return Buffer.concat([Buffer.from('{"TableName":"plain",'), bytes.subarray(1)]);
    if (damage === 'nul') return Buffer.concat([bytes, Buffer.alloc(1)]);
    if (damage === 'none') return bytes;
    return Buffer.concat([bytes.subarray(0, place), Buffer.from(inserted), bytes.subarray(place)]);
  });

const head = fc.record({
  line: fc.constantFrom(
    'POST / HTTP/1.1',
    'POST / HTTP/1.1',
    'POST / HTTP/1.1',
    'GET / HTTP/1.1',
    'PUT /x?y HTTP/1.1',
    'POST / HTTP/9.9',
    'NOPE',
  ),
  target: fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .constantFrom('PutItem', 'UpdateItem', 'Query', 'BatchWriteItem', 'CreateTable', 'ExecuteStatement')
        .map((operation) => `DynamoDB_20120810.${operation}`),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        'DynamoDB_20120810.',
        'PutItem',
        'DynamoDBStreams_20120810.GetRecords',
        'DynamoDB_20120810.__proto__',
      ),
    },
  ),
  contentType: fc.constantFrom(CONTENT_TYPE, CONTENT_TYPE, 'application/json', 'text/plain', ''),
  authorization: fc.constantFrom(
    AUTHORIZATION,
    AUTHORIZATION,
    AUTHORIZATION,
    '',
    'AWS4-HMAC-SHA256',
    'Basic x',
  ),
  encoding: fc.constantFrom(
    '',
    '',
    '',
    'Content-Encoding: gzip\r\n',
    'Accept-Encoding: gzip\r\n',
    'Expect: 100-continue\r\n',
  ),
  length: fc.constantFrom('right', 'right', 'right', 'short', 'long', 'none', 'wrong', 'chunked'),
});

const request = fc
  .tuple(head, damagedBody)
  .map(([{ line, target, contentType, authorization, encoding, length }, bytes]) => {
    const lengths: Readonly<Record<string, string>> = {
      right: `Content-Length: ${bytes.length}\r\n`,
      short: `Content-Length: ${Math.floor(bytes.length / 2)}\r\n`,
      long: `Content-Length: ${bytes.length + 10}\r\n`,
      wrong: 'Content-Length: -1\r\n',
      chunked: 'Transfer-Encoding: chunked\r\n',
    };
    const lines = `${line}\r\nHost: x\r\nX-Amz-Date: ${DATE}\r\nConnection: close\r\nX-Amz-Target: ${target}\r\nContent-Type: ${contentType}\r\nAuthorization: ${authorization}\r\n`;
    return Buffer.concat([Buffer.from(`${lines}${encoding}${lengths[length] ?? ''}\r\n`), bytes]);
  });

const anything = fc.oneof(
  { weight: 9, arbitrary: request },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
);

describe('the server', () => {
  it(
    'answers or hangs up, whatever bytes come',
    async () => {
      expect(await ask('ListTables', {})).toBe('{"TableNames":["plain","sorted"]}');
      const property = fc.asyncProperty(anything, async (bytes) => {
        const before = await storedItems();
        const answer = await exchange(bytes);
        if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 [1-4]\d\d /);
        expect(faults).toEqual([]);
        if (!answer.startsWith('HTTP/1.1 200')) expect(await storedItems()).toBe(before);
      });
      const details = await fc.check(property, {
        numRuns: RUNS,
        ...(SEED === undefined ? {} : { seed: Number(SEED) }),
      });
      console.info(`hostile bytes: ${details.numRuns} runs from FUZZ_SEED=${details.seed}`);
      expect(fc.defaultReportMessage(details) ?? '').toBe('');
    },
    TIMEOUT_MS,
  );
});
