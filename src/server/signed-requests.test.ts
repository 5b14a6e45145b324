/** A server that lets in one key pair only, asked by the real SDK and by forgers. */
import { DynamoDBClient, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient, ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { INSTANT } from '../model/physics.ts';
import { createDatabases } from './databases.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';
import { signatureCheckFor } from './key-pair.ts';

const PAIR = { accessKey: 'AKIDEXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const NOW_MS = Date.UTC(2026, 0, 1, 12);
const running: HttpServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

async function start(nowMs: () => number): Promise<number> {
  const databases = createDatabases({
    shared: false,
    seed: 1,
    physics: INSTANT,
    nowMs,
    schedule: () => () => {},
  });
  const http = createHttpServer({
    databases,
    cors: undefined,
    signature: signatureCheckFor(PAIR, nowMs),
    onFault: () => {},
  });
  running.push(http);
  http.server.listen(0, '127.0.0.1');
  await once(http.server, 'listening');
  return (http.server.address() as AddressInfo).port;
}

describe('the SDK', () => {
  const settings = (port: number, secretAccessKey: string, accessKeyId = PAIR.accessKey) => ({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-2',
    credentials: { accessKeyId, secretAccessKey },
  });

  it('is let in with the right key pair, whatever it sends', async () => {
    const port = await start(() => Date.now());
    const client = new DynamoDBClient(settings(port, PAIR.secretKey));
    const streams = new DynamoDBStreamsClient(settings(port, PAIR.secretKey));
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    expect((await streams.send(new ListStreamsCommand({}))).Streams).toEqual([]);
    const put = new PutItemCommand({ TableName: 'None', Item: { pk: { S: 'Žluťoučký 🐎' } } });
    await expect(client.send(put)).rejects.toThrow('Requested resource not found');
    client.destroy();
    streams.destroy();
  });

  it('is kept out with a wrong secret or an unknown key', async () => {
    const port = await start(() => Date.now());
    const forger = new DynamoDBClient(settings(port, 'wrong'));
    await expect(forger.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    const stranger = new DynamoDBClient(settings(port, PAIR.secretKey, 'AKIDOTHER'));
    await expect(stranger.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
    forger.destroy();
    stranger.destroy();
  });
});

interface Forgery {
  readonly date?: string;
  readonly day?: string;
  readonly service?: string;
  readonly terminator?: string;
  readonly algorithm?: string;
  readonly signedHeaders?: readonly string[];
  readonly path?: string;
  /** Sent in place of what was signed. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Signs `ListTables` by the book, but for what is to be wrong with it; gives `Code: message` or the reply. */
async function ask(port: number, forgery: Forgery = {}): Promise<string> {
  const {
    date = '20260101T120000Z',
    day = '20260101',
    service = 'dynamodb',
    terminator = 'aws4_request',
    algorithm = 'AWS4-HMAC-SHA256',
    signedHeaders = ['host', 'x-amz-date', 'x-amz-target'],
    path = '/',
    body = '{}',
  } = forgery;
  const headers: Record<string, string> = {
    host: `127.0.0.1:${port}`,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': date,
    'x-amz-target': 'DynamoDB_20120810.ListTables',
    ...forgery.headers,
  };
  const scope = `${day}/eu-west-2/${service}/${terminator}`;
  const [plainPath = '/', query = ''] = path.split('?');
  const canonical = [
    'POST',
    plainPath,
    query,
    ...signedHeaders.map((name) => `${name}:${headers[name]?.trim().replaceAll(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    sha256('{}'),
  ].join('\n');
  const key = [day, 'eu-west-2', service, terminator].reduce<Buffer | string>(hmac, `AWS4${PAIR.secretKey}`);
  const signature = hmac(Buffer.from(key), `${algorithm}\n${date}\n${scope}\n${sha256(canonical)}`).toString(
    'hex',
  );
  const asked = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path,
    headers: {
      ...headers,
      authorization:
        `${algorithm} Credential=${PAIR.accessKey}/${scope}, ` +
        `SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`,
    },
  });
  asked.end(body);
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  const { __type: type, message } = JSON.parse(text) as {
    readonly __type?: string;
    readonly message?: string;
  };
  return type === undefined ? text : `${type}: ${message}`;
}

const invalid = (message: string): string => `com.amazon.coral.service#InvalidSignatureException: ${message}`;
const incomplete = (message: string): string =>
  `com.amazon.coral.service#IncompleteSignatureException: ${message}`;
const MISMATCH = invalid(
  'The request signature we calculated does not match the signature you provided. ' +
    'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
);

describe('a signature', () => {
  const startAtNoon = () => start(() => NOW_MS);

  it('made by the book is right, with any spaces, paths and queries', async () => {
    const port = await startAtNoon();
    const reply = '{"TableNames":[]}';
    expect(await ask(port)).toBe(reply);
    expect(await ask(port, { path: '/?a=1&b=2%20c' })).toBe(reply);
    const signedHeaders = ['host', 'x-amz-date', 'x-spaced'];
    expect(await ask(port, { signedHeaders, headers: { 'x-spaced': '  a   b ' } })).toBe(reply);
  });

  it('does not hold for another body, another header or another query', async () => {
    const port = await startAtNoon();
    expect(await ask(port, { body: '{"Limit":1}' })).toBe(MISMATCH);
    expect(await ask(port, { headers: { host: 'elsewhere' }, signedHeaders: ['host', 'x-other'] })).toBe(
      MISMATCH,
    );
  });

  it('holds for five minutes before and after', async () => {
    const port = await startAtNoon();
    expect(await ask(port, { date: '20260101T115500Z' })).toBe('{"TableNames":[]}');
    expect(await ask(port, { date: '20260101T120500Z' })).toBe('{"TableNames":[]}');
    expect(await ask(port, { date: '20260101T115459Z' })).toBe(
      invalid(
        'Signature expired: 20260101T115459Z is now earlier than 20260101T115500Z (20260101T120000Z - 5 min.)',
      ),
    );
    expect(await ask(port, { date: '20260101T120501Z' })).toBe(
      invalid(
        'Signature not yet current: 20260101T120501Z is still later than 20260101T120500Z (20260101T120000Z + 5 min.)',
      ),
    );
    expect(await ask(port, { date: '201' })).toMatch(/^com.amazon.coral.service#I/);
    expect(await ask(port, { date: 'noon' })).toBe(
      incomplete(
        "Date must be in ISO-8601 'basic format'. Got 'noon'. See http://en.wikipedia.org/wiki/ISO_8601",
      ),
    );
  });

  it('has to cover the host, in the one algorithm, with a scope of this service and day', async () => {
    const port = await startAtNoon();
    expect(await ask(port, { signedHeaders: ['x-amz-date'] })).toBe(
      invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."),
    );
    expect(await ask(port, { algorithm: 'AWS4-HMAC-SHA1' })).toBe(
      incomplete("Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1' (only AWS4-HMAC-SHA256 for now). "),
    );
    expect(await ask(port, { service: 's3', terminator: 'aws3', day: '20251231' })).toBe(
      invalid(
        "Credential should be scoped to correct service: 'dynamodb'. " +
          "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws3'. " +
          'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
          "'20251231' != '20260101', from '20260101T120000Z'.",
      ),
    );
  });
});
