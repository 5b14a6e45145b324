/** The program as a process of its own: what it keeps when it is killed, whom it keeps out, and how it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'program-'));
const program = join(root, 'dist', 'main.js');
const running: ChildProcess[] = [];
let folders = 0;

beforeAll(async () => {
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  await build({
    configFile: join(import.meta.dirname, '../../.ci/vite.server.config.ts'),
    logLevel: 'error',
    build: { outDir: join(root, 'dist') },
  });
}, 60_000);

afterEach(async () => {
  await Promise.all(running.splice(0).map((child) => end(child, 'SIGKILL')));
});

afterAll(() => rmSync(root, { recursive: true }));

const newFolder = (): string => join(root, `data-${++folders}`);

function run(...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
}

/** Starts a server on a free port, and waits until it says where. */
async function serve(...args: readonly string[]) {
  const child = run('--port', '0', ...args);
  if (child.stdout === null) throw new Error('its output is a pipe');
  for await (const line of createInterface(child.stdout)) {
    const url = /^Listening on (http\S+)$/.exec(line)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error('it ended before it listened');
}

async function call<T = object>(url: string, operation: string, input: object): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': `DynamoDB_20120810.${operation}`,
      'X-Amz-Date': '20260101T000000Z',
      Authorization:
        'AWS4-HMAC-SHA256 Credential=K/20260101/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}

const TABLE = {
  TableName: 'Table',
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};

const BATCH = 10;
/** So that a few hundred batches make the log long enough for checkpoints. */
const PADDING = 'x'.repeat(4000);

async function putBatch(url: string, batch: string): Promise<void> {
  const requests = Array.from({ length: BATCH }, (_, i) => ({
    PutRequest: { Item: { pk: { S: `${batch}/${i}` }, padding: { S: PADDING } } },
  }));
  await call(url, 'BatchWriteItem', { RequestItems: { Table: requests } });
}

async function keysIn(url: string): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  let startKey: object | undefined;
  do {
    const page = await call<{
      readonly Items: readonly { readonly pk: { readonly S: string }; readonly padding: { S: string } }[];
      readonly LastEvaluatedKey?: object;
    }>(url, 'Scan', { TableName: 'Table', ExclusiveStartKey: startKey });
    for (const { pk, padding } of page.Items) if (padding.S === PADDING) keys.add(pk.S);
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
  return keys;
}

/** Writes from several sides until `count` batches are acknowledged and the server is killed in the midst of it. */
async function loadAndKill(name: string, count: number, { child, url }: Awaited<ReturnType<typeof serve>>) {
  const acknowledged: string[] = [];
  const write = async (side: number): Promise<void> => {
    for (let i = 0; ; i++) {
      const batch = `${name}/${side}/${i}`;
      try {
        await putBatch(url, batch);
      } catch {
        return;
      }
      acknowledged.push(batch);
      if (acknowledged.length === count) child.kill('SIGKILL');
    }
  };
  await Promise.all([write(1), write(2), write(3), write(4)]);
  return acknowledged;
}

describe('a server that is killed in the middle of a load', () => {
  it('has every acknowledged write when it is started again, over and over', async () => {
    const folder = newFolder();
    const written: string[] = [];
    for (const round of [1, 2, 3]) {
      const server = await serve('--data', folder);
      if (round === 1) await call(server.url, 'CreateTable', TABLE);
      // Some 16 MB over the rounds: checkpoints fall into the load.
      written.push(...(await loadAndKill(`round ${round}`, 130, server)));
    }
    const { url } = await serve('--data', folder);
    const keys = await keysIn(url);
    const wanted = written.flatMap((batch) => Array.from({ length: BATCH }, (_, i) => `${batch}/${i}`));
    expect(wanted.length).toBeGreaterThanOrEqual(3 * 130 * BATCH);
    expect(wanted.filter((key) => !keys.has(key))).toEqual([]);
    // A batch that nobody was told of is there whole or not at all.
    expect(keys.size % BATCH).toBe(0);
    expect(keys.size - wanted.length).toBeLessThanOrEqual(3 * 4 * BATCH);
  }, 60_000);
});

describe('a server that is stopped', () => {
  it('ends well, and another takes up what it left, for each region and key', async () => {
    const folder = newFolder();
    const first = await serve('--data', folder);
    await call(first.url, 'CreateTable', TABLE);
    await putBatch(first.url, 'a');
    expect(await end(first.child, 'SIGTERM')).toBe(0);

    const second = await serve('--data', folder);
    await putBatch(second.url, 'b');
    expect((await keysIn(second.url)).size).toBe(2 * BATCH);
    // Names and ids are drawn anew, never twice.
    await call(second.url, 'CreateTable', { ...TABLE, TableName: 'Other' });
    expect(await call(second.url, 'Scan', { TableName: 'Other', Select: 'COUNT' })).toMatchObject({
      Count: 0,
    });
    expect(await end(second.child, 'SIGINT')).toBe(0);
  });
});

describe('a folder', () => {
  it('is one server’s at a time, and free again when that is killed', async () => {
    const folder = newFolder();
    const { child } = await serve('--data', folder);
    const refused = run('--port', '0', '--data', folder);
    let complaint = '';
    refused.stderr?.on('data', (text: Buffer) => {
      complaint += text.toString();
    });
    const [code] = (await once(refused, 'close')) as [number];
    expect(complaint).toBe(
      `The folder '${folder}' is in use by another server, process ${child.pid}. ` +
        'Stop it, or give this one a folder of its own.\n',
    );
    expect(code).toBe(1);
    await end(child, 'SIGKILL');
    expect((await serve('--data', folder)).url).toContain('http://127.0.0.1:');
  });
});
