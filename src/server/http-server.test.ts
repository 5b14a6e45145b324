import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { crc32 } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { INSTANT } from '../model/physics.ts';
import { createDatabases, type Databases } from './databases.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';

const MEGABYTE = 1024 * 1024;
const running: HttpServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

interface Setting {
  readonly shared?: boolean;
  readonly cors?: string;
  readonly databases?: Databases;
  readonly onFault?: (error: unknown, operation: string) => void;
}

async function start({ shared = false, cors, databases, onFault = () => {} }: Setting = {}) {
  const made = createDatabases({
    shared,
    seed: 1,
    physics: INSTANT,
    nowMs: () => Date.UTC(2026, 0, 1),
    schedule: () => () => {},
  });
  const http = createHttpServer({ databases: databases ?? made, cors, onFault });
  running.push(http);
  http.server.listen(0, '127.0.0.1');
  await once(http.server, 'listening');
  const { port } = http.server.address() as AddressInfo;
  return { http, port, url: `http://127.0.0.1:${port}/` };
}

function headersFor(operation: string, scope = 'KEY/20260101/eu-west-2'): Record<string, string> {
  return {
    'Content-Type': 'application/x-amz-json-1.0',
    'X-Amz-Target': `DynamoDB_20120810.${operation}`,
    Authorization: `AWS4-HMAC-SHA256 Credential=${scope}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    'X-Amz-Date': '20260101T000000Z',
  };
}

const call = (url: string, operation: string, input: object, scope?: string): Promise<Response> =>
  fetch(url, { method: 'POST', headers: headersFor(operation, scope), body: JSON.stringify(input) });

const TABLE = {
  TableName: 'Table',
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};

const tablesOf = async (url: string, scope: string): Promise<unknown> =>
  (await call(url, 'ListTables', {}, scope)).json();

describe('a request', () => {
  it('is answered by the engine, with an id of its own and a checksum of the bytes', async () => {
    const { url } = await start();
    await call(url, 'CreateTable', TABLE);
    await call(url, 'PutItem', { TableName: 'Table', Item: { pk: { S: '☃ 😀' } } });
    const first = await call(url, 'GetItem', { TableName: 'Table', Key: { pk: { S: '☃ 😀' } } });
    const body = await first.text();
    expect(body).toBe('{"Item":{"pk":{"S":"☃ 😀"}}}');
    expect(first.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(first.headers.get('x-amz-crc32')).toBe(String(crc32(body)));
    expect(first.headers.get('x-amzn-requestid')).toMatch(/^[0-9A-Z]{52}$/);
    const second = await call(url, 'ListTables', {});
    expect(second.headers.get('x-amzn-requestid')).not.toBe(first.headers.get('x-amzn-requestid'));
  });

  it('that the engine refuses has its status and its error', async () => {
    const { url } = await start();
    const response = await call(url, 'DescribeTable', { TableName: 'Nothing' });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      message: 'Requested resource not found: Table: Nothing not found',
    });
  });

  it('that meets a fault gets a 500 and nothing of what went wrong', async () => {
    const faults: unknown[] = [];
    const broken: Databases = {
      of() {
        throw new Error('secret');
      },
      close: () => Promise.resolve(),
    };
    const { url } = await start({
      databases: broken,
      onFault: (error, operation) => faults.push(error, operation),
    });
    const response = await call(url, 'ListTables', {});
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
      message: 'Internal server error',
    });
    expect(faults).toEqual([new Error('secret'), 'ListTables']);
  });

  it('whose bytes are not UTF-8 is refused', async () => {
    const { url } = await start();
    const body = new Uint8Array([0x22, 0xff, 0x22]);
    const response = await fetch(url, { method: 'POST', headers: headersFor('ListTables'), body });
    expect(await response.text()).toBe('{"__type":"com.amazon.coral.service#SerializationException"}');
  });

  it('may be 16 MB long and no longer', async () => {
    const { url } = await start();
    const padded = (length: number): string => '{}'.padEnd(length);
    const post = (body: string) => fetch(url, { method: 'POST', headers: headersFor('ListTables'), body });
    expect((await post(padded(16 * MEGABYTE))).status).toBe(200);
    expect((await post(padded(16 * MEGABYTE + 1))).status).toBe(413);
    expect((await call(url, 'ListTables', {})).status).toBe(200);
  });

  it('that is not one of the API is told so', async () => {
    const { url } = await start();
    const response = await fetch(`${url}index.html`);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('<UnknownOperationException/>\n');
  });

  it('about health is answered', async () => {
    const { url } = await start();
    const response = await fetch(`${url}health`);
    expect([response.status, await response.text()]).toEqual([200, 'healthy\n']);
  });
});

describe('databases', () => {
  it('are apart for each region and each access key', async () => {
    const { url } = await start();
    await call(url, 'CreateTable', TABLE, 'ONE/20260101/eu-west-2');
    expect(await tablesOf(url, 'ONE/20260102/eu-west-2')).toEqual({ TableNames: ['Table'] });
    expect(await tablesOf(url, 'ONE/20260101/us-east-1')).toEqual({ TableNames: [] });
    expect(await tablesOf(url, 'TWO/20260101/eu-west-2')).toEqual({ TableNames: [] });
  });

  it('have the region that was asked for in their ARNs', async () => {
    const { url } = await start();
    const response = await call(url, 'CreateTable', TABLE, 'ONE/20260101/ap-southeast-2');
    expect(await response.text()).toContain('"arn:aws:dynamodb:ap-southeast-2:000000000000:table/Table"');
  });

  it('are one when shared', async () => {
    const { url } = await start({ shared: true });
    await call(url, 'CreateTable', TABLE, 'ONE/20260101/eu-west-2');
    expect(await tablesOf(url, 'TWO/20260101/us-east-1')).toEqual({ TableNames: ['Table'] });
  });
});

describe('pages of other origins', () => {
  const preflight = {
    method: 'OPTIONS',
    headers: { 'Access-Control-Request-Headers': 'authorization,x-amz-target' },
  };

  it('are let in when their origin was named', async () => {
    const { url } = await start({ cors: 'http://localhost:3000' });
    const asked = await fetch(url, preflight);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-headers')).toBe('authorization,x-amz-target');
    for (const response of [asked, await call(url, 'ListTables', {})]) {
      expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
      expect(response.headers.get('vary')).toBe('Origin');
    }
  });

  it('are not let in otherwise', async () => {
    const { url } = await start();
    expect((await fetch(url, preflight)).status).toBe(404);
    const response = await call(url, 'ListTables', {});
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a connection', () => {
  const PUT = { TableName: 'Table', Item: { pk: { S: '☃ 😀' } } };
  const GET = { TableName: 'Table', Key: { pk: { S: '☃ 😀' } } };
  const REPLIES = ['{}', '{"Item":{"pk":{"S":"☃ 😀"}}}'];

  function bytesOf(operation: string, input: object, more: Readonly<Record<string, string>> = {}): Buffer {
    const body = JSON.stringify(input);
    const length = { 'Content-Length': String(Buffer.byteLength(body)) };
    const headers = { Host: 'a', ...headersFor(operation), ...length, ...more };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return Buffer.from(`POST / HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
  }

  /** The bodies of all answers, which are told apart by their lengths. */
  function bodiesIn(bytes: Buffer): readonly string[] {
    const bodies: string[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = bytes.indexOf('\r\n\r\n', at) + 4;
      const length = Number(/content-length: (\d+)/i.exec(bytes.toString('latin1', at, end))?.[1]);
      bodies.push(bytes.toString('utf8', end, end + length));
      at = end + length;
    }
    return bodies;
  }

  /** Sends these one after the other, then nothing more, and takes what comes back. */
  async function talk(port: number, ...parts: readonly Buffer[]): Promise<readonly string[]> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    for (const part of parts) {
      await new Promise<void>((resolve) => {
        socket.write(part, () => setImmediate(resolve));
      });
    }
    socket.end();
    await once(socket, 'close');
    return bodiesIn(Buffer.concat(chunks));
  }

  it('answers requests that come in one piece, in any two pieces, or byte by byte', async () => {
    const { port, url } = await start();
    await call(url, 'CreateTable', TABLE);
    const both = Buffer.concat([bytesOf('PutItem', PUT), bytesOf('GetItem', GET)]);
    expect(await talk(port, both)).toEqual(REPLIES);
    for (let at = 1; at < both.length; at += 7) {
      expect(await talk(port, both.subarray(0, at), both.subarray(at))).toEqual(REPLIES);
    }
    expect(await talk(port, ...[...both].map((byte) => Buffer.from([byte])))).toEqual(REPLIES);
  });

  it('may turn to what is unusual and back', async () => {
    const { port, url } = await start();
    await call(url, 'CreateTable', TABLE);
    const health = Buffer.from('GET /health HTTP/1.1\r\nHost: a\r\n\r\n');
    const put = bytesOf('PutItem', PUT);
    const get = bytesOf('GetItem', GET);
    const [done, item] = REPLIES;
    expect(await talk(port, put, health, get)).toEqual([done, 'healthy\n', item]);
    expect(await talk(port, Buffer.concat([put, health, get]))).toEqual([done, 'healthy\n', item]);
    expect(await talk(port, bytesOf('GetItem', GET, { Connection: 'close' }))).toEqual([item]);
  });

  it('takes a body in chunks, and waits to be told to go on', async () => {
    const { port, url } = await start();
    await call(url, 'CreateTable', TABLE);
    const chunked = request({ port, host: '127.0.0.1', method: 'POST', headers: headersFor('ListTables') });
    chunked.write('{"Lim');
    chunked.end('it":5}');
    const [answer] = (await once(chunked, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(200);
    answer.resume();
    const headers = { ...headersFor('ListTables'), Expect: '100-continue' };
    const waiting = request({ port, host: '127.0.0.1', method: 'POST', headers });
    waiting.flushHeaders();
    await once(waiting, 'continue');
    waiting.end('{}');
    const [late] = (await once(waiting, 'response')) as [IncomingMessage];
    expect(late.statusCode).toBe(200);
    late.resume();
  });

  it('that takes no answers is asked for no more requests', async () => {
    const { port, url } = await start();
    await call(url, 'CreateTable', TABLE);
    const text = 'x'.repeat(300_000);
    await call(url, 'PutItem', { TableName: 'Table', Item: { pk: { S: 'long' }, text: { S: text } } });
    const socket = connect({ port, host: '127.0.0.1' });
    socket.pause();
    const get = bytesOf('GetItem', { TableName: 'Table', Key: { pk: { S: 'long' } } });
    const times = 100;
    for (let i = 0; i < times; i++) socket.write(get);
    socket.end();
    const before = process.memoryUsage().arrayBuffers;
    await call(url, 'ListTables', {});
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(15 * MEGABYTE);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.resume();
    await once(socket, 'close');
    expect(bodiesIn(Buffer.concat(chunks))).toHaveLength(times);
  });
});

describe('stopping', () => {
  const sending = (port: number, more: Readonly<Record<string, string>>) =>
    request({ port, host: '127.0.0.1', method: 'POST', headers: { ...headersFor('ListTables'), ...more } });

  async function expectAnswer(asked: ReturnType<typeof sending>): Promise<void> {
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    expect(response.headers.connection).toBe('close');
    response.resume();
  }

  it('finishes requests that were accepted, and takes no other', async () => {
    const { http, port, url } = await start();
    const unusual = sending(port, { Expect: '100-continue' });
    unusual.flushHeaders();
    await once(unusual, 'continue');
    const accepted = once(http.server, 'connection');
    const plain = sending(port, { 'Content-Length': '2' });
    plain.write('{');
    const [socket] = (await accepted) as [Socket];
    await once(socket, 'data');
    const stopped = http.stop();
    await expect(call(url, 'ListTables', {})).rejects.toThrow('fetch failed');
    unusual.end('{}');
    plain.end('}');
    await Promise.all([expectAnswer(unusual), expectAnswer(plain)]);
    await stopped;
  });

  it('does not wait for connections that are idle', async () => {
    const { http, port, url } = await start();
    await call(url, 'ListTables', {});
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    const closed = once(idle, 'close');
    idle.resume();
    await http.stop();
    await closed;
    expect(http.server.listening).toBe(false);
  });
});
