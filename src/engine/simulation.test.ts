/** A seeded simulation: thousands of random requests against the engine and a naive model; a failure prints its seed. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../base/json.ts';
import { createRandom, type Random } from '../base/random.ts';
import type { AttributeMap } from '../model/attribute-value.ts';
import type { Change } from '../model/changes.ts';
import type { Reply } from '../model/command.ts';
import { INSTANT, LIFELIKE } from '../model/physics.ts';
import { createEngine, restoreEngine, type Engine } from './engine.ts';
import { writeLatencyMs } from './latency.ts';
import {
  canonicalText,
  naiveEntry,
  naiveIndexUnits,
  naiveItemSize,
  naiveReadUnits,
  naiveTransaction,
  sameItem,
  type NaiveIndex,
  type NaiveTable,
} from './testing/naive-model.ts';

const START_MS = 1_800_000_000_000;
const STEPS = 1_500;
const TIMEOUT_MS = 120_000;
const SEEDS = [1, 2, 3, 4];

const TABLE: NaiveTable = {
  pk: 'pk',
  sk: 'sk',
  indexes: [
    { name: 'lsi-v', kind: 'LSI', pk: 'pk', sk: 'v', include: undefined },
    { name: 'gsi-all', kind: 'GSI', pk: 'g', sk: 'v', include: undefined },
    { name: 'gsi-keys', kind: 'GSI', pk: 'g', sk: undefined, include: [] },
    { name: 'gsi-some', kind: 'GSI', pk: 'g', sk: 'sk', include: ['a'] },
    {
      name: 'gsi-many',
      kind: 'GSI',
      pk: 'g',
      sk: 'v',
      more: { pk: ['pk'], sk: ['sk'] },
      include: ['tags'],
    },
  ],
};

const CREATE: JsonObject = {
  TableName: 'sim',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keySchema('pk', 'sk'),
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'N' },
    { AttributeName: 'v', AttributeType: 'N' },
    { AttributeName: 'g', AttributeType: 'S' },
  ],
  LocalSecondaryIndexes: TABLE.indexes.filter((index) => index.kind === 'LSI').map(indexSchema),
  GlobalSecondaryIndexes: TABLE.indexes.filter((index) => index.kind === 'GSI').map(indexSchema),
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

function keySchema(pk: string, sk: string | undefined): JsonObject[] {
  const range = sk === undefined ? [] : [{ AttributeName: sk, KeyType: 'RANGE' }];
  return [{ AttributeName: pk, KeyType: 'HASH' }, ...range];
}

function indexSchema(index: NaiveIndex): JsonObject {
  const projection = (): JsonObject => {
    if (index.include === undefined) return { ProjectionType: 'ALL' };
    if (index.include.length === 0) return { ProjectionType: 'KEYS_ONLY' };
    return { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.include] };
  };
  const [hash, ...range] = keySchema(index.pk, index.sk);
  const more = (names: readonly string[] | undefined, KeyType: string): JsonObject[] =>
    (names ?? []).map((AttributeName) => ({ AttributeName, KeyType }));
  const KeySchema = [hash ?? {}, ...more(index.more?.pk, 'HASH'), ...range, ...more(index.more?.sk, 'RANGE')];
  return { IndexName: index.name, KeySchema, Projection: projection() };
}

interface ChangeSeen {
  readonly before: AttributeMap | undefined;
  readonly after: AttributeMap | undefined;
}

/** The engine and the model side by side, and what each has answered. */
interface Simulation {
  engine: Engine;
  readonly random: Random;
  nowMs: number;
  items: AttributeMap[];
  readonly changes: ChangeSeen[];
  /** What a store would hold: the last checkpoint and the changes since. */
  readonly store: {
    pages: Map<string, { space: string; pageId: number; text: string }>;
    docs: Record<string, string>;
    log: Change[];
  };
}

function begin(seed: number): Simulation {
  const engine = createEngine({ seed, startMs: START_MS, physics: INSTANT });
  const simulation: Simulation = {
    engine,
    random: createRandom(seed),
    nowMs: START_MS,
    items: [],
    changes: [],
    store: { pages: new Map(), docs: {}, log: [] },
  };
  ask(simulation, 'CreateTable', CREATE);
  return simulation;
}

function ask(simulation: Simulation, operation: string, input: JsonObject): Reply {
  simulation.nowMs += simulation.random.int(40);
  const reply = simulation.engine.handle({ operation, input, atMs: simulation.nowMs, origin: 'user' });
  simulation.store.log.push(...simulation.engine.takeChanges());
  return reply;
}

function answer(simulation: Simulation, operation: string, input: JsonObject): JsonObject {
  const reply = ask(simulation, operation, input);
  if (reply.kind === 'error') throw new Error(`${operation} ${JSON.stringify(input)}: ${reply.body}`);
  return JSON.parse(reply.body) as JsonObject;
}

const textOf = (random: Random) => ['plain', 'Grüße', '日本語', '😀 emoji', ''][random.int(5)] ?? '';

function randomKey(random: Random): AttributeMap {
  const sk = [-5, 0, 1, 1.5, 2, 10, 300, -0.25][random.int(8)] ?? 0;
  return { pk: { S: `k${random.int(6)}` }, sk: { N: String(sk) } };
}

function randomItem(random: Random): AttributeMap {
  const chance = (share: number) => random.next() < share;
  return {
    ...randomKey(random),
    ...(chance(0.7) ? { g: { S: `g${random.int(4)}` } } : {}),
    ...(chance(0.7) ? { v: { N: String(random.int(50) - 25) } } : {}),
    ...(chance(0.5) ? { a: { S: textOf(random).repeat(random.int(200)) } } : {}),
    ...(chance(0.3)
      ? { m: { M: { list: { L: [{ N: '12.50' }, { BOOL: true }, { NULL: true }] }, b: { B: 'AAEC' } } } }
      : {}),
    ...(chance(0.3) ? { tags: { SS: ['x', 'y', 'zz'].slice(random.int(3)) } } : {}),
  };
}

/** Numbers as the service gives them back. */
function asStored(item: AttributeMap): AttributeMap {
  return JSON.parse(JSON.stringify(item).replaceAll('"12.50"', '"12.5"')) as AttributeMap;
}

const keyOf = (item: AttributeMap): AttributeMap => ({
  pk: item['pk'] ?? { S: '' },
  sk: item['sk'] ?? { N: '0' },
});
const sameKey = (left: AttributeMap, right: AttributeMap) => sameItem(keyOf(left), keyOf(right));

function find(simulation: Simulation, key: AttributeMap): AttributeMap | undefined {
  return simulation.items.find((item) => sameKey(item, key));
}

function replace(simulation: Simulation, key: AttributeMap, after: AttributeMap | undefined) {
  const before = find(simulation, key);
  simulation.items = simulation.items.filter((item) => !sameKey(item, key));
  if (after !== undefined) simulation.items.push(after);
  if (!sameItem(before, after)) simulation.changes.push({ before, after });
}

const RETURN_ALL = { ReturnConsumedCapacity: 'INDEXES', ReturnValues: 'ALL_OLD' } as const;

function checkWrite(simulation: Simulation, output: JsonObject, change: ChangeSeen) {
  expect(canonicalText(output['Attributes'])).toEqual(canonicalText(change.before));
  expect(output['ConsumedCapacity']).toEqual(naiveConsumed(change));
}

function naiveConsumed({ before, after }: ChangeSeen): JsonObject {
  const size = Math.max(...[before, after].map((item) => (item === undefined ? 0 : naiveItemSize(item))));
  const arms = TABLE.indexes.map((index) => ({
    index,
    units: naiveIndexUnits(index, naiveEntry(TABLE, index, before), naiveEntry(TABLE, index, after)),
  }));
  const table = Math.max(1, Math.ceil(size / 1024));
  const arm = (kind: NaiveIndex['kind']): JsonObject => {
    const touched = arms.filter((entry) => entry.index.kind === kind && entry.units > 0);
    return Object.fromEntries(touched.map((entry) => [entry.index.name, { CapacityUnits: entry.units }]));
  };
  const [gsi, lsi] = [arm('GSI'), arm('LSI')];
  return {
    TableName: 'sim',
    CapacityUnits: table + arms.reduce((total, entry) => total + entry.units, 0),
    Table: { CapacityUnits: table },
    ...(Object.keys(lsi).length > 0 ? { LocalSecondaryIndexes: lsi } : {}),
    ...(Object.keys(gsi).length > 0 ? { GlobalSecondaryIndexes: gsi } : {}),
  };
}

function put(simulation: Simulation) {
  const item = randomItem(simulation.random);
  const before = find(simulation, item);
  const mustBeNew = simulation.random.next() < 0.3;
  const asNew =
    simulation.random.next() < 0.5
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { Expected: { pk: { Exists: false } } };
  const condition = mustBeNew ? asNew : {};
  const reply = ask(simulation, 'PutItem', { TableName: 'sim', Item: item, ...condition, ...RETURN_ALL });
  if (mustBeNew && before !== undefined) {
    expect(reply.kind === 'error' && reply.code).toBe('ConditionalCheckFailedException');
    return;
  }
  if (reply.kind === 'error') throw new Error(reply.body);
  checkWrite(simulation, JSON.parse(reply.body) as JsonObject, { before, after: asStored(item) });
  replace(simulation, item, asStored(item));
}

function update(simulation: Simulation) {
  const key = randomKey(simulation.random);
  const before = find(simulation, key);
  const base: Record<string, AttributeMap[string]> = { ...(before ?? key) };
  const by = simulation.random.int(9) - 4;
  const removed = ['g', 'v', 'a'][simulation.random.int(3)] ?? 'a';
  const count = base['c'] !== undefined && 'N' in base['c'] ? Number(base['c'].N) : 0;
  base['c'] = { N: String(count + by) };
  delete base[removed];
  const expressed = {
    UpdateExpression: 'SET c = if_not_exists(c, :zero) + :by REMOVE #gone',
    ExpressionAttributeNames: { '#gone': removed },
    ExpressionAttributeValues: { ':zero': { N: '0' }, ':by': { N: String(by) } },
  };
  const legacy = {
    AttributeUpdates: { c: { Action: 'ADD', Value: { N: String(by) } }, [removed]: { Action: 'DELETE' } },
  };
  const output = answer(simulation, 'UpdateItem', {
    TableName: 'sim',
    Key: key,
    ...(simulation.random.next() < 0.5 ? expressed : legacy),
    ...RETURN_ALL,
  });
  checkWrite(simulation, output, { before, after: base });
  replace(simulation, key, base);
}

function remove(simulation: Simulation) {
  const key = randomKey(simulation.random);
  const before = find(simulation, key);
  const output = answer(simulation, 'DeleteItem', { TableName: 'sim', Key: key, ...RETURN_ALL });
  checkWrite(simulation, output, { before, after: undefined });
  replace(simulation, key, undefined);
}

function batch(simulation: Simulation) {
  const wanted = new Map<string, AttributeMap>();
  for (let count = simulation.random.int(8) + 1; count > 0; count--) {
    const item = randomItem(simulation.random);
    wanted.set(canonicalText(keyOf(item)), item);
  }
  const requests = [...wanted.values()].map((item) =>
    simulation.random.next() < 0.5 ? { PutRequest: { Item: item } } : { DeleteRequest: { Key: keyOf(item) } },
  );
  const output = answer(simulation, 'BatchWriteItem', { RequestItems: { sim: requests } });
  expect(output).toEqual({ UnprocessedItems: {} });
  for (const request of requests) {
    if (request.PutRequest !== undefined)
      replace(simulation, request.PutRequest.Item, asStored(request.PutRequest.Item));
    else replace(simulation, request.DeleteRequest.Key, undefined);
  }
}

interface Planned {
  readonly action: JsonObject;
  readonly key: AttributeMap;
  readonly before: AttributeMap | undefined;
  readonly after: AttributeMap | undefined;
  readonly isCheck: boolean;
  readonly holds: boolean;
}

/** One action on an item, with a condition more often true than not. */
function planAction(simulation: Simulation, item: AttributeMap): Planned {
  const { random } = simulation;
  const key = keyOf(item);
  const before = find(simulation, item);
  const wantsItem = random.next() < (before === undefined ? 0.1 : 0.95);
  const conditional = random.next() < 0.5;
  const condition = conditional
    ? { ConditionExpression: `attribute_${wantsItem ? 'exists' : 'not_exists'}(pk)` }
    : {};
  const planned = {
    key,
    before,
    isCheck: false,
    holds: !conditional || wantsItem === (before !== undefined),
  };
  const TableName = 'sim';
  const kind = random.int(4);
  if (kind === 0) {
    return { ...planned, after: asStored(item), action: { Put: { TableName, Item: item, ...condition } } };
  }
  if (kind === 1) {
    return { ...planned, after: undefined, action: { Delete: { TableName, Key: key, ...condition } } };
  }
  if (kind === 2) {
    const text = textOf(random).repeat(random.int(200));
    const { v: _moved, ...rest } = before ?? key;
    const update = {
      UpdateExpression: 'SET a = :a REMOVE v',
      ExpressionAttributeValues: { ':a': { S: text } },
      ...condition,
    };
    return {
      ...planned,
      after: { ...rest, a: { S: text } },
      action: { Update: { TableName, Key: key, ...update } },
    };
  }
  const check = { ConditionExpression: `attribute_${wantsItem ? 'exists' : 'not_exists'}(pk)` };
  return {
    ...planned,
    after: before,
    isCheck: true,
    holds: wantsItem === (before !== undefined),
    action: { ConditionCheck: { TableName, Key: key, ...check } },
  };
}

/** All of it or none of it; half the time it comes again with its token, and is answered without being done again. */
function transact(simulation: Simulation) {
  const { random } = simulation;
  const wanted = new Map<string, AttributeMap>();
  for (let count = random.int(5) + 1; count > 0; count--) {
    const item = randomItem(random);
    wanted.set(canonicalText(keyOf(item)), item);
  }
  const planned = [...wanted.values()].map((item) => planAction(simulation, item));
  const request = {
    TransactItems: planned.map(({ action }) => action),
    ClientRequestToken: `token-${simulation.nowMs}-${random.int(1_000_000)}`,
    ReturnConsumedCapacity: 'INDEXES',
  };
  const reply = ask(simulation, 'TransactWriteItems', request);
  const body = JSON.parse(reply.body) as JsonObject;
  if (planned.some(({ holds }) => !holds)) {
    expect(reply.kind === 'error' && reply.code).toBe('TransactionCanceledException');
    const codes = (body['CancellationReasons'] as readonly { readonly Code: string }[]).map(
      ({ Code }) => Code,
    );
    expect(codes).toEqual(planned.map(({ holds }) => (holds ? 'None' : 'ConditionalCheckFailed')));
    return;
  }
  if (reply.kind === 'error') throw new Error(reply.body);
  expect(body).toEqual({ ConsumedCapacity: [naiveTransaction(TABLE, planned)] });
  for (const { key, after, isCheck } of planned) if (!isCheck) replace(simulation, key, after);
  if (random.next() < 0.5) return;
  if (random.int(10) === 0) restart(simulation, random.int(100));
  const units = planned.reduce((sum, { before, after }) => sum + 2 * naiveReadUnits([before, after]), 0);
  const arm = { CapacityUnits: units, ReadCapacityUnits: units };
  expect(answer(simulation, 'TransactWriteItems', request)).toEqual({
    ConsumedCapacity: [{ TableName: 'sim', ...arm, Table: arm }],
  });
}

function transactGet(simulation: Simulation) {
  const keys = new Map<string, AttributeMap>();
  for (let count = simulation.random.int(6) + 1; count > 0; count--) {
    const key = randomKey(simulation.random);
    keys.set(canonicalText(key), key);
  }
  const wanted = [...keys.values()];
  const output = answer(simulation, 'TransactGetItems', {
    TransactItems: wanted.map((Key) => ({ Get: { TableName: 'sim', Key } })),
    ReturnConsumedCapacity: 'TOTAL',
  });
  const items = wanted.map((key) => find(simulation, key));
  const responses = items.map((item) => (item === undefined ? {} : { Item: item }));
  expect(canonicalText(output['Responses'])).toEqual(canonicalText(responses));
  const units = items.reduce((sum, item) => sum + 2 * naiveReadUnits([item]), 0);
  expect(output['ConsumedCapacity']).toEqual([
    { TableName: 'sim', CapacityUnits: units, ReadCapacityUnits: units },
  ]);
}

function get(simulation: Simulation) {
  const key = randomKey(simulation.random);
  const strong = simulation.random.next() < 0.5;
  const output = answer(simulation, 'GetItem', {
    TableName: 'sim',
    Key: key,
    ConsistentRead: strong,
    ReturnConsumedCapacity: 'TOTAL',
  });
  const item = find(simulation, key);
  expect(canonicalText(output['Item'])).toEqual(canonicalText(item));
  const units =
    Math.max(1, Math.ceil((item === undefined ? 0 : naiveItemSize(item)) / 4096)) * (strong ? 1 : 0.5);
  expect(output['ConsumedCapacity']).toEqual({ TableName: 'sim', CapacityUnits: units });
}

function readAll(simulation: Simulation, operation: string, input: JsonObject): AttributeMap[] {
  const items: AttributeMap[] = [];
  let start: JsonObject = {};
  for (let pages = 0; pages < 1_000; pages++) {
    const output = answer(simulation, operation, { ...input, ...start });
    items.push(...(output['Items'] as unknown as AttributeMap[]));
    expect(output['Count']).toBe((output['Items'] as unknown as AttributeMap[]).length);
    if (output['LastEvaluatedKey'] === undefined) return items;
    start = { ExclusiveStartKey: output['LastEvaluatedKey'] };
  }
  throw new Error(`${operation} does not come to an end`);
}

const numberIn = (item: AttributeMap, name: string | undefined) => {
  const value = name === undefined ? undefined : item[name];
  return value !== undefined && 'N' in value ? Number(value.N) : 0;
};

function query(simulation: Simulation) {
  const { random } = simulation;
  const target = [undefined, ...TABLE.indexes][random.int(TABLE.indexes.length + 1)];
  const pk = target?.pk ?? TABLE.pk;
  const sk = target === undefined ? TABLE.sk : target.sk;
  const value = pk === 'g' ? `g${random.int(4)}` : `k${random.int(6)}`;
  const forward = random.next() < 0.5;
  const from = random.int(20) - 10;
  const ranged = sk !== undefined && random.next() < 0.5;
  const also = target?.more === undefined ? undefined : `k${random.int(6)}`;
  const start = { N: String(from) };
  const expressed = {
    KeyConditionExpression: `${pk} = :p${also === undefined ? '' : ' AND pk = :also'}${ranged ? ` AND ${sk} >= :from` : ''}`,
    ExpressionAttributeValues: {
      ':p': { S: value },
      ...(also === undefined ? {} : { ':also': { S: also } }),
      ...(ranged ? { ':from': start } : {}),
    },
  };
  const legacy = {
    KeyConditions: {
      [pk]: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: value }] },
      ...(ranged ? { [sk]: { ComparisonOperator: 'GE', AttributeValueList: [start] } } : {}),
    },
  };
  const found = readAll(simulation, 'Query', {
    TableName: 'sim',
    ...(target === undefined ? {} : { IndexName: target.name }),
    ...(random.next() < 0.5 ? { Limit: random.int(4) + 1 } : {}),
    ...(also === undefined && random.next() < 0.5 ? legacy : expressed),
    ScanIndexForward: forward,
  });
  const expected = simulation.items
    .map((item) => (target === undefined ? item : naiveEntry(TABLE, target, item)))
    .filter((item) => item !== undefined)
    .filter(
      (item) =>
        canonicalText(item[pk]) === canonicalText({ S: value }) &&
        (also === undefined || canonicalText(item['pk']) === canonicalText({ S: also })) &&
        (!ranged || numberIn(item, sk) >= from),
    );
  expect(found.map(canonicalText).toSorted()).toEqual(expected.map(canonicalText).toSorted());
  const order = found.map((item) => numberIn(item, sk));
  expect(order).toEqual(order.toSorted((left, right) => (forward ? left - right : right - left)));
}

function scan(simulation: Simulation) {
  const { random } = simulation;
  const target = [undefined, ...TABLE.indexes][random.int(TABLE.indexes.length + 1)];
  const segments = random.int(3) + 1;
  const filters = random.next() < 0.5;
  const found = Array.from({ length: segments }, (_, segment) =>
    readAll(simulation, 'Scan', {
      TableName: 'sim',
      ...(target === undefined ? {} : { IndexName: target.name }),
      ...(segments > 1 ? { Segment: segment, TotalSegments: segments } : {}),
      ...(filters ? { ScanFilter: { a: { ComparisonOperator: 'NOT_NULL' } } } : {}),
      Limit: random.int(9) + 1,
    }),
  ).flat();
  const expected = simulation.items
    .map((item) => (target === undefined ? item : naiveEntry(TABLE, target, item)))
    .filter((item) => item !== undefined)
    .filter((item) => !filters || item['a'] !== undefined);
  expect(found.map(canonicalText).toSorted()).toEqual(expected.map(canonicalText).toSorted());
}

/** Every change exactly once, in the order of each item, with both images. */
function checkStream(simulation: Simulation) {
  const { Table } = answer(simulation, 'DescribeTable', { TableName: 'sim' }) as {
    Table: { LatestStreamArn: string };
  };
  const { StreamDescription } = answer(simulation, 'DescribeStream', {
    StreamArn: Table.LatestStreamArn,
  }) as {
    StreamDescription: { Shards: { ShardId: string }[] };
  };
  const seen: ChangeSeen[] = [];
  for (const shard of StreamDescription.Shards) {
    let iterator: unknown = answer(simulation, 'GetShardIterator', {
      StreamArn: Table.LatestStreamArn,
      ShardId: shard.ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    })['ShardIterator'];
    for (let pages = 0; typeof iterator === 'string' && pages < 1_000; pages++) {
      const output = answer(simulation, 'GetRecords', { ShardIterator: iterator }) as unknown as {
        Records: { eventName: string; dynamodb: { OldImage?: AttributeMap; NewImage?: AttributeMap } }[];
        NextShardIterator?: string;
      };
      if (output.Records.length === 0) break;
      seen.push(
        ...output.Records.map(({ dynamodb }) => ({ before: dynamodb.OldImage, after: dynamodb.NewImage })),
      );
      iterator = output.NextShardIterator;
    }
  }
  const byItem = (changes: readonly ChangeSeen[]) => {
    const groups = new Map<string, string[]>();
    for (const change of changes) {
      const key = canonicalText(keyOf(change.after ?? change.before ?? {}));
      groups.set(key, [...(groups.get(key) ?? []), canonicalText([change.before, change.after])]);
    }
    return Object.fromEntries([...groups].toSorted(([left], [right]) => (left < right ? -1 : 1)));
  };
  expect(byItem(seen)).toEqual(byItem(simulation.changes));
}

function checkpoint({ engine, store }: Simulation) {
  const taken = engine.takeCheckpoint();
  const id = (page: { space: string; pageId: number }) => `${page.space}#${page.pageId}`;
  for (const space of taken.removedSpaces) {
    for (const [key, page] of store.pages) if (page.space === space) store.pages.delete(key);
  }
  for (const page of taken.removedPages) store.pages.delete(id(page));
  for (const page of taken.pages) store.pages.set(id(page), page);
  store.docs = { ...taken.docs };
  store.log.length = 0;
}

/** A crash and a restart from what was stored. */
function restart(simulation: Simulation, seed: number) {
  const { store, nowMs } = simulation;
  simulation.engine = restoreEngine(
    { pages: [...store.pages.values()], docs: store.docs, changes: store.log, nowMs },
    { seed, startMs: START_MS, physics: INSTANT },
  );
}

function runSeed(seed: number) {
  const simulation = begin(seed);
  checkpoint(simulation);
  const actions = [
    put,
    put,
    put,
    update,
    update,
    remove,
    batch,
    transact,
    transact,
    transactGet,
    get,
    query,
    scan,
  ];
  for (let step = 0; step < STEPS; step++) {
    actions[simulation.random.int(actions.length)]?.(simulation);
    if (simulation.random.int(150) === 0) checkpoint(simulation);
    if (simulation.random.int(400) === 0) restart(simulation, seed);
  }
  checkStream(simulation);
  return simulation;
}

describe('thousands of random requests', { timeout: TIMEOUT_MS }, () => {
  it.each(SEEDS)('are answered as a plain array and the rules would, restarts included (seed %i)', (seed) => {
    const simulation = runSeed(seed);
    expect(simulation.changes.length).toBeGreaterThan(STEPS / 3);
  });
});

describe('requests under throughput', { timeout: TIMEOUT_MS }, () => {
  it.each(SEEDS)(
    'change nothing when refused, and never take more than the buckets could give (seed %i)',
    (seed) => {
      const random = createRandom(seed);
      const rcu = 5 + random.int(20);
      const wcu = 5 + random.int(20);
      const engine = createEngine({ seed, startMs: START_MS, physics: { ...LIFELIKE, latency: false } });
      let nowMs = START_MS;
      const send = (operation: string, input: JsonObject) =>
        engine.handle({ operation, input, atMs: nowMs, origin: 'load' });
      send('CreateTable', {
        TableName: 'sim',
        KeySchema: keySchema('pk', undefined),
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        ProvisionedThroughput: { ReadCapacityUnits: rcu, WriteCapacityUnits: wcu },
      });
      nowMs += 60_000;
      engine.advanceTo(nowMs);
      const kept = new Map<string, string>();
      const outcome = { admitted: 0, refused: 0, units: 0 };
      for (let count = 0; count < 8_000; count++) {
        nowMs += random.int(60);
        const pk = `k${random.int(20)}`;
        const value = String(count);
        const isTransaction = random.next() < 0.2;
        const pks = isTransaction ? [pk, `${pk}-too`] : [pk];
        const puts = pks.map((each) => ({ TableName: 'sim', Item: { pk: { S: each }, v: { N: value } } }));
        const reply = isTransaction
          ? send('TransactWriteItems', { TransactItems: puts.map((put) => ({ Put: put })) })
          : send('PutItem', puts[0] ?? {});
        if (reply.kind === 'ok') {
          outcome.admitted += isTransaction ? 2 * pks.length : 1;
          for (const each of pks) kept.set(each, value);
          continue;
        }
        outcome.refused++;
        expect(reply.code).toBe(
          isTransaction ? 'TransactionCanceledException' : 'ProvisionedThroughputExceededException',
        );
        expect(reply.throttle?.reason).toBe('TableWriteProvisionedThroughputExceeded');
      }
      for (const event of engine.takeEvents())
        if (event.kind === 'consumed' && event.action === 'write') outcome.units += event.units;
      const couldGrant = wcu * ((nowMs - START_MS) / 1000 + 300);
      expect(outcome.refused).toBeGreaterThan(0);
      expect(outcome.units).toBe(outcome.admitted);
      expect(outcome.units).toBeLessThanOrEqual(couldGrant);
      engine.setPhysics(INSTANT);
      const scanned = JSON.parse(send('Scan', { TableName: 'sim' }).body) as {
        Items: { pk: { S: string }; v: { N: string } }[];
      };
      expect(Object.fromEntries(scanned.Items.map((item) => [item.pk.S, item.v.N]))).toEqual(
        Object.fromEntries(kept),
      );
    },
  );

  it('give the same events for the same seed', () => {
    const run = () => {
      const { engine } = runSeed(9);
      return JSON.stringify(engine.takeEvents());
    };
    const first = run();
    expect(first.length).toBeGreaterThan(1_000);
    expect(run()).toBe(first);
  });
});

describe('requests of several clients', { timeout: TIMEOUT_MS }, () => {
  it.each(SEEDS)('conflict over an item exactly while they overlap (seed %i)', (seed) => {
    const random = createRandom(seed);
    const engine = createEngine({ seed, startMs: START_MS, physics: { ...INSTANT, latency: true } });
    let nowMs = START_MS;
    const send = (operation: string, input: JsonObject, client: string) => {
      const reply = engine.handle({ operation, input, atMs: nowMs, origin: 'user', client });
      return reply.kind === 'ok' ? 'ok' : `${reply.code} ${/\[.*\]/.exec(reply.message)?.[0] ?? ''}`.trim();
    };
    const table = { KeySchema: keySchema('pk', undefined), BillingMode: 'PAY_PER_REQUEST' };
    const AttributeDefinitions = [{ AttributeName: 'pk', AttributeType: 'S' }];
    send('CreateTable', { TableName: 'sim', ...table, AttributeDefinitions }, 'setup');
    type Flights = Map<string, { readonly untilMs: number; readonly client: string }>;
    const held: Flights = new Map();
    const written: Flights = new Map();
    const isBusy = (flights: Flights, pk: string, client: string) => {
      const flight = flights.get(pk);
      return flight !== undefined && flight.untilMs > nowMs && flight.client !== client;
    };
    const cancelled = (conflicts: readonly boolean[]) =>
      conflicts.includes(true)
        ? `TransactionCanceledException [${conflicts.map((is) => (is ? 'TransactionConflict' : 'None')).join(', ')}]`
        : 'ok';
    const seen = new Set<string>();
    for (let step = 0; step < STEPS; step++) {
      nowMs += random.int(6);
      const client = `c${random.int(3)}`;
      const number = random.int(5);
      const pk = `k${number}`;
      const other = `k${(number + 1 + random.int(4)) % 5}`;
      const item = (key: string) => ({ TableName: 'sim', Item: { pk: { S: key } } });
      const key = (name: string) => ({ TableName: 'sim', Key: { pk: { S: name } } });
      const kind = random.int(3);
      if (kind === 0) {
        const check = { ...key(other), ConditionExpression: 'attribute_not_exists(nothing)' };
        const actions = [{ Put: item(pk) }, { ConditionCheck: check }];
        const outcome = send('TransactWriteItems', { TransactItems: actions }, client);
        expect(outcome).toBe(cancelled([pk, other].map((name) => isBusy(held, name, client))));
        seen.add(outcome);
        const untilMs = nowMs + writeLatencyMs('TransactWriteItems');
        if (outcome === 'ok') for (const name of [pk, other]) held.set(name, { untilMs, client });
      } else if (kind === 1) {
        const outcome = send('PutItem', item(pk), client);
        expect(outcome).toBe(isBusy(held, pk, client) ? 'TransactionConflictException' : 'ok');
        seen.add(outcome);
        const untilMs = nowMs + writeLatencyMs('PutItem');
        if (outcome === 'ok') written.set(pk, { untilMs, client });
      } else {
        const gets = [pk, other].map((name) => ({ Get: key(name) }));
        const outcome = send('TransactGetItems', { TransactItems: gets }, client);
        const isWritten = (name: string) => isBusy(held, name, client) || isBusy(written, name, client);
        expect(outcome).toBe(cancelled([pk, other].map(isWritten)));
      }
    }
    expect([...seen].toSorted()).toEqual([
      'TransactionCanceledException [None, TransactionConflict]',
      'TransactionCanceledException [TransactionConflict, None]',
      'TransactionCanceledException [TransactionConflict, TransactionConflict]',
      'TransactionConflictException',
      'ok',
    ]);
  });
});
