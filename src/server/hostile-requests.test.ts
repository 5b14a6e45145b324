/** Bodies that are packed, broken, huge or meant to break a parser: the service's error, soon, and the server goes on. */
import fc from 'fast-check';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { crc32, gunzipSync, gzipSync } from 'node:zlib';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSTANT } from '../model/physics.ts';
import { OPERATIONS } from '../model/operations.ts';
import { createDatabases } from './databases.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';

const MEGABYTE = 1024 * 1024;
const SERIALIZATION = 'com.amazon.coral.service#SerializationException';
const faults: unknown[] = [];
let http: HttpServer;
let port = 0;

beforeAll(async () => {
  const databases = createDatabases({
    shared: true,
    seed: 1,
    physics: INSTANT,
    nowMs: () => Date.UTC(2026, 0, 1),
    schedule: () => () => {},
  });
  http = createHttpServer({ databases, cors: undefined, onFault: (error) => faults.push(error) });
  http.server.listen(0, '127.0.0.1');
  await once(http.server, 'listening');
  ({ port } = http.server.address() as AddressInfo);
  await post('CreateTable', {
    TableName: 'Table',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
});

afterAll(() => http.stop());

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  /** As they came. */
  readonly bytes: Buffer;
}

async function send(
  operation: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const asked = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${operation.includes('.') ? '' : 'DynamoDB_20120810.'}${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=K/20260101/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    },
  });
  asked.end(body);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) };
}

async function post(operation: string, input: unknown): Promise<unknown> {
  return JSON.parse((await send(operation, JSON.stringify(input))).bytes.toString());
}

function typeOf({ bytes }: Answer): unknown {
  const { __type: type } = JSON.parse(bytes.toString()) as { readonly __type?: string };
  return type;
}

describe('a packed reply', () => {
  const LONG = { pk: { S: 'long' }, text: { S: 'na '.repeat(5000) } };

  it('is sent to who takes it, with the checksum of the bytes that are sent', async () => {
    await post('PutItem', { TableName: 'Table', Item: LONG });
    const get = JSON.stringify({ TableName: 'Table', Key: { pk: { S: 'long' } } });
    const { headers, bytes } = await send('GetItem', get, { 'accept-encoding': 'br, gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers['x-amz-crc32']).toBe(String(crc32(bytes)));
    expect(headers['content-length']).toBe(String(bytes.length));
    expect(JSON.parse(gunzipSync(bytes).toString())).toEqual({ Item: LONG });
  });

  it('is not sent to who does not take it, nor when it is short', async () => {
    const get = JSON.stringify({ TableName: 'Table', Key: { pk: { S: 'long' } } });
    for (const accepted of ['identity', 'gzip;q=0, identity', 'gzip; q=0.000', 'xgzip']) {
      const { headers, bytes } = await send('GetItem', get, { 'accept-encoding': accepted });
      expect(headers['content-encoding']).toBeUndefined();
      expect(headers['x-amz-crc32']).toBe(String(crc32(bytes)));
    }
    const { headers } = await send('ListTables', '{}', { 'accept-encoding': 'gzip' });
    expect(headers['content-encoding']).toBeUndefined();
  });
});

describe('a packed request', () => {
  const packed = (body: string | Buffer, operation = 'ListTables') =>
    send(operation, typeof body === 'string' ? gzipSync(body) : body, { 'content-encoding': 'gzip' });

  it('is unpacked', async () => {
    const { bytes } = await packed('{"Limit":5}');
    expect(JSON.parse(bytes.toString())).toEqual({ TableNames: ['Table'] });
  });

  it('is bounded by what it becomes', async () => {
    expect((await packed('{}'.padEnd(16 * MEGABYTE))).status).toBe(200);
    expect((await packed('{}'.padEnd(16 * MEGABYTE + 1))).status).toBe(413);
    const bomb = gzipSync(Buffer.alloc(64 * MEGABYTE));
    expect(bomb.length).toBeLessThan(MEGABYTE);
    const before = process.memoryUsage().arrayBuffers;
    expect((await packed(bomb)).status).toBe(413);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40 * MEGABYTE);
  }, 30_000);

  it('that is not packed, or cut short, is no request', async () => {
    expect(typeOf(await packed(Buffer.from('{}')))).toBe(SERIALIZATION);
    expect(typeOf(await packed(gzipSync('{"Limit":5}').subarray(0, 15)))).toBe(SERIALIZATION);
    expect(typeOf(await packed(gzipSync(Buffer.from([0x22, 0xff, 0x22]))))).toBe(SERIALIZATION);
  });
});

describe('a body', () => {
  it('nested millions deep is refused, in whichever way', async () => {
    const deep = (text: string, times: number): Promise<Answer> => send('PutItem', text.repeat(times));
    for (const text of ['[', '{"a":', '{"M":{"a":', '[[{"L":[']) {
      expect(typeOf(await deep(text, 1_000_000))).toBe(SERIALIZATION);
    }
    const levels = 900;
    const value = `${'{"M":{"a":'.repeat(levels / 2)}{"S":"x"}${'}}'.repeat(levels / 2)}`;
    const put = `{"TableName":"Table","Item":{"pk":{"S":"a"},"v":${value}}}`;
    expect((await send('PutItem', put)).status).toBe(400);
  });

  it('of sixteen megabytes of anything is answered', async () => {
    const filled = (unit: string, megabytes = 15): string =>
      unit.repeat(Math.floor((megabytes * MEGABYTE) / unit.length));
    const bodies = [
      filled('"'),
      filled('\\'),
      `[${filled('{},', 3)}{}]`,
      `{"TableName":"${filled('a')}"}`,
      `{${filled('"TableName":"Table",')}"TableName":"Nothing"}`,
      `{"TableName":"Table","Limit":-${filled('9')}}`,
      filled('\u0000'),
    ];
    for (const body of bodies) expect((await send('Scan', body)).status).toBe(400);
  }, 30_000);

  it('that names a member twice counts the later', async () => {
    const { bytes } = await send('Scan', '{"TableName":"None","TableName":"Table","Select":"COUNT"}');
    expect(JSON.parse(bytes.toString())).toMatchObject({ Count: expect.any(Number) as number });
  });

  it('made of random bytes or random JSON never meets a fault', async () => {
    const operations = fc.constantFrom(
      ...Object.entries(OPERATIONS).map(([name, { service }]) => `${service}_20120810.${name}`),
    );
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .dictionary(
          fc.constantFrom('TableName', 'Key', 'Item', 'Limit', 'Statement', 'RequestItems', '__proto__'),
          fc.oneof(fc.constant('Table'), fc.jsonValue()),
        )
        .map((input) => Buffer.from(JSON.stringify(input))),
    );
    const property = fc.asyncProperty(operations, bodies, async (operation, body) => {
      const { status, bytes, headers } = await send(operation, body);
      expect([200, 400]).toContain(status);
      expect(headers['x-amz-crc32']).toBe(String(crc32(bytes)));
    });
    await expect(fc.assert(property, { numRuns: 300 })).resolves.toBeUndefined();
    expect(faults).toEqual([]);
  });
});

describe('bytes that are not HTTP', () => {
  const HEAD = 'POST / HTTP/1.1\r\nHost: a\r\n';

  /** All that comes back until the server closes. */
  async function raw(...parts: readonly string[]): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    for (const part of parts) socket.write(part, 'latin1');
    await once(socket, 'close');
    return text;
  }

  it('are refused and the connection is closed', async () => {
    const refused = [
      'GARBAGE\r\n\r\n',
      '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n',
      `${HEAD}Content-Length: x\r\n\r\n`,
      `${HEAD}Content-Length: -1\r\n\r\n`,
      `${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      `${HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
      `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      `${HEAD}Na me: x\r\n\r\n`,
      `${HEAD}X: ${'x'.repeat(100_000)}\r\n\r\n`,
      `POST / HTTP/1.1\r\n${'X: y\r\n'.repeat(100_000)}\r\n`,
    ];
    for (const bytes of refused) expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  it('leave the server as it was', async () => {
    expect(await post('ListTables', {})).toHaveProperty('TableNames');
    expect(faults).toEqual([]);
  });
});
