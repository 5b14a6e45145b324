import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
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
    Authorization: `AWS4-HMAC-SHA256 Credential=${scope}/dynamodb/aws4_request`,
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
      close() {},
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

describe('stopping', () => {
  it('finishes a request that was accepted, and takes no other', async () => {
    const { http, port, url } = await start();
    const sending = request({ port, host: '127.0.0.1', method: 'POST', headers: headersFor('ListTables') });
    const received = once(http.server, 'request');
    sending.write('{');
    await received;
    const stopped = http.stop();
    await expect(call(url, 'ListTables', {})).rejects.toThrow('fetch failed');
    sending.end('}');
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    expect(response.headers.connection).toBe('close');
    response.resume();
    await stopped;
  });

  it('does not wait for connections that are idle', async () => {
    const { http, port, url } = await start();
    await call(url, 'ListTables', {});
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    const closed = once(idle, 'close');
    await http.stop();
    await closed;
    expect(http.server.listening).toBe(false);
  });
});
