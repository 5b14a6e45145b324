import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../base/json.ts';
import type { Change, Checkpoint, StoredState } from '../model/changes.ts';
import { INSTANT, LIFELIKE } from '../model/physics.ts';
import { createEngine, restoreEngine } from './engine.ts';
import { createAsking, INDEXED_TABLE, keySchema, START_MS } from './testing/asking.ts';
import type { Asking } from './testing/asking.ts';

const OPTIONS = { seed: 7, startMs: START_MS, physics: INSTANT };

function item(n: number): JsonObject {
  return { pk: { S: `k${n % 50}` }, sk: { S: String(n) }, v: { N: String(n) }, g: { S: `g${n % 3}` } };
}

function fill(asking: Asking, from: number, to: number): void {
  for (let n = from; n < to; n++) asking.ok('PutItem', { TableName: 'tab', Item: item(n) });
}

function storedFrom(checkpoint: Checkpoint, changes: readonly Change[], nowMs: number): StoredState {
  return { pages: checkpoint.pages, docs: checkpoint.docs, changes, nowMs };
}

function contents(asking: Asking): readonly JsonObject[] {
  const scan = (rest: JsonObject): JsonObject => asking.ok('Scan', { TableName: 'tab', ...rest });
  return [scan({}), ...['whole', 'keys', 'local'].map((IndexName) => scan({ IndexName }))];
}

describe('the door', () => {
  test('answers what it does not know with UnknownOperationException', () => {
    const reply = createAsking().reply('DoWonders', {});
    expect(reply).toMatchObject({ kind: 'error', status: 400, code: 'UnknownOperationException' });
    expect(JSON.parse(reply.body)).toEqual({ __type: 'com.amazon.coral.service#UnknownOperationException' });
  });

  test('reports every request with its table, its time and its error', () => {
    const asking = createAsking();
    asking.ok('CreateTable', INDEXED_TABLE);
    asking.engine.takeEvents();
    asking.nowMs += 5;
    asking.ok('BatchGetItem', { RequestItems: { tab: { Keys: [{ pk: { S: 'a' }, sk: { S: 'b' } }] } } });
    asking.error('GetItem', { TableName: 'arn:aws:dynamodb:eu-west-2:000000000000:table/other', Key: {} });
    const requests = asking.engine.takeEvents().filter(({ kind }) => kind === 'request');
    expect(requests).toMatchObject([
      { atMs: START_MS + 5, operation: 'BatchGetItem', table: 'tab', origin: 'user' },
      { operation: 'GetItem', table: 'other', errorCode: 'ResourceNotFoundException' },
    ]);
    expect(asking.engine.takeEvents()).toEqual([]);
  });

  test('explains only on request', () => {
    const engine = createEngine(OPTIONS);
    const command = { operation: 'ListTables', input: {}, atMs: START_MS, origin: 'load' } as const;
    expect(engine.handle(command)).not.toHaveProperty('receipt');
    expect(engine.handle({ ...command, explain: true }).receipt).toMatchObject({
      plan: { access: 'control' },
    });
  });

  test('does what the clock owes before it answers', () => {
    const engine = createEngine({ ...OPTIONS, physics: LIFELIKE });
    engine.handle({ operation: 'CreateTable', input: INDEXED_TABLE, atMs: START_MS, origin: 'user' });
    const dueMs = engine.nextEventMs() ?? 0;
    expect(dueMs).toBeGreaterThan(START_MS);
    const status = (atMs: number): unknown => {
      const reply = engine.handle({
        operation: 'DescribeTable',
        input: { TableName: 'tab' },
        atMs,
        origin: 'user',
      });
      return (JSON.parse(reply.body) as { Table: JsonObject }).Table['TableStatus'];
    };
    expect(status(dueMs - 1)).toBe('CREATING');
    expect(status(dueMs)).toBe('ACTIVE');
    engine.advanceTo(START_MS);
    expect(engine.nowMs).toBe(dueMs);
  });

  test('gives the same replies, events and changes for the same seed', () => {
    const run = () => {
      const asking = createAsking(LIFELIKE);
      asking.ok('CreateTable', INDEXED_TABLE);
      asking.nowMs += 60_000;
      fill(asking, 0, 50);
      return [contents(asking), asking.engine.takeEvents(), asking.engine.takeChanges()];
    };
    expect(run()).toEqual(run());
  });
});

describe('a restored engine', () => {
  test('answers as the one that was stored, from pages and the log after them', () => {
    const asking = createAsking();
    asking.ok('CreateTable', INDEXED_TABLE);
    fill(asking, 0, 300);
    const checkpoint = asking.engine.takeCheckpoint();
    asking.engine.takeChanges();
    fill(asking, 300, 330);
    for (let n = 0; n < 40; n++) {
      asking.ok('DeleteItem', { TableName: 'tab', Key: { pk: { S: `k${n % 50}` }, sk: { S: String(n) } } });
    }
    const stored = storedFrom(checkpoint, asking.engine.takeChanges(), asking.nowMs);
    const again = createAsking(INSTANT, restoreEngine(stored, OPTIONS));
    expect(contents(again)).toEqual(contents(asking));
    const counts = ({ engine }: Asking) =>
      engine.snapshot().tables.map(({ itemCount, sizeBytes, indexes }) => [itemCount, sizeBytes, indexes]);
    expect(counts(again)).toEqual(counts(asking));
  });

  test('writes only the pages that have changed since, under their own ids', () => {
    const asking = createAsking();
    asking.ok('CreateTable', INDEXED_TABLE);
    fill(asking, 0, 1000);
    const checkpoint = asking.engine.takeCheckpoint();
    const again = createAsking(INSTANT, restoreEngine(storedFrom(checkpoint, [], asking.nowMs), OPTIONS));
    expect(again.engine.takeCheckpoint()).toMatchObject({ pages: [], removedPages: [], removedSpaces: [] });
    fill(again, 0, 1);
    again.ok('UpdateItem', {
      TableName: 'tab',
      Key: { pk: { S: 'k0' }, sk: { S: '0' } },
      UpdateExpression: 'SET x = :x',
      ExpressionAttributeValues: { ':x': { S: 'x' } },
    });
    const { pages } = again.engine.takeCheckpoint();
    expect(pages).toHaveLength(1);
    expect(checkpoint.pages.map(({ pageId }) => pageId)).toContain(pages[0]?.pageId);
  });

  test('forgets what was dropped before the crash, pages and all', () => {
    const asking = createAsking();
    asking.ok('CreateTable', INDEXED_TABLE);
    fill(asking, 0, 10);
    const checkpoint = asking.engine.takeCheckpoint();
    asking.engine.takeChanges();
    asking.ok('DeleteTable', { TableName: 'tab' });
    asking.ok('CreateTable', INDEXED_TABLE);
    const stored = storedFrom(checkpoint, asking.engine.takeChanges(), asking.nowMs);
    const again = createAsking(INSTANT, restoreEngine(stored, OPTIONS));
    expect(again.ok('Scan', { TableName: 'tab' })).toMatchObject({ Count: 0 });
    expect(again.engine.takeCheckpoint().removedSpaces).toEqual([checkpoint.pages[0]?.space]);
  });

  test('goes on with its clock, its buckets and its unfinished work', () => {
    const physics = LIFELIKE;
    const asking = createAsking(physics);
    asking.ok('CreateTable', {
      TableName: 'tab',
      KeySchema: keySchema('pk'),
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 3 },
    });
    const dueMs = asking.engine.nextEventMs() ?? 0;
    const creating = storedFrom(asking.engine.takeCheckpoint(), [], asking.nowMs);
    expect(restoreEngine(creating, { ...OPTIONS, physics }).nextEventMs()).toBe(dueMs);
    asking.nowMs = dueMs;
    for (const pk of ['a', 'b', 'c']) asking.ok('PutItem', { TableName: 'tab', Item: { pk: { S: pk } } });
    const empty = storedFrom(asking.engine.takeCheckpoint(), [], asking.nowMs);
    const again = createAsking(physics, restoreEngine(empty, { ...OPTIONS, physics }));
    again.nowMs = asking.nowMs;
    expect(again.engine.nowMs).toBe(dueMs);
    expect(again.error('PutItem', { TableName: 'tab', Item: { pk: { S: 'd' } } })).toContain(
      'ProvisionedThroughput',
    );
  });

  test('never draws an id twice, whatever the log holds', () => {
    const asking = createAsking();
    const checkpoint = asking.engine.takeCheckpoint();
    asking.ok('CreateTable', INDEXED_TABLE);
    const stored = storedFrom(checkpoint, asking.engine.takeChanges(), asking.nowMs);
    const again = createAsking(INSTANT, restoreEngine(stored, OPTIONS));
    again.ok('CreateTable', { ...INDEXED_TABLE, TableName: 'second' });
    const docs = again.engine.snapshot().tables.map(({ doc }) => doc);
    const ids = docs.flatMap(({ id, indexes }) => [id].concat(indexes.map((index) => index.id)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('passes over documents and spaces that are not its own', () => {
    const stored: StoredState = {
      pages: [],
      docs: { 'host/run': '{"version":1}' },
      changes: [
        { kind: 'doc', name: 'host/now', json: '{}' },
        { kind: 'put', space: 'host/else', key: 'a', json: '{}' },
      ],
      nowMs: START_MS,
    };
    expect(restoreEngine(stored, OPTIONS).snapshot().tables).toEqual([]);
  });
});
