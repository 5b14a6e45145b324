/** Vector indexes over random histories, beside a list of all items that is searched by brute force. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { createRandom, type Random } from '../../base/random.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { Change } from '../../model/changes.ts';
import { INSTANT } from '../../model/physics.ts';
import { createEngine, type Engine, restoreEngine } from '../engine.ts';
import { START_MS } from '../testing/asking.ts';

const SEEDS = [1, 2, 3];
const STEPS = 400;
const DIMENSIONS = 3;
const OPTIONS = { seed: 1, startMs: START_MS, physics: INSTANT };

const index = (name: string, distance: string, schema?: JsonObject[]): JsonObject => ({
  IndexName: name,
  VectorAttribute: { AttributeName: 'v' },
  Dimensions: DIMENSIONS,
  DistanceFunction: distance,
  Projection: { ProjectionType: 'ALL' },
  ...(schema === undefined ? {} : { SearchSchema: schema }),
});

const element = (name: string, type: string): JsonObject => ({
  AttributeName: name,
  SearchSchemaElementType: type,
});

const CREATE: JsonObject = {
  TableName: 'tab',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: ['id', 'tenant', 'tier'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
  VectorIndexes: [
    index('cosine', 'COSINE'),
    index('dot', 'DOT_PRODUCT', [element('tier', 'INLINE_FILTER')]),
    index('euclidean', 'EUCLIDEAN', [element('tenant', 'HASH'), element('tier', 'INLINE_FILTER')]),
  ],
};

/** The engine, what a store would hold of it, and the items as they should be. */
interface History {
  engine: Engine;
  readonly log: Change[];
  readonly items: Map<string, AttributeMap>;
}

function ask({ engine, log }: History, operation: string, input: JsonObject): JsonObject {
  const reply = engine.handle({ operation, input, atMs: engine.nowMs, origin: 'user' });
  log.push(...engine.takeChanges());
  if (reply.kind === 'error') throw new Error(`${operation} ${JSON.stringify(input)}: ${reply.body}`);
  return JSON.parse(reply.body) as JsonObject;
}

const NUMBERS = ['0', '1', '-1', '0.5', '2.25', '-0.75', '16777217'];

function randomVector(random: Random): { N: string }[] {
  return Array.from({ length: DIMENSIONS }, () => ({ N: NUMBERS[random.int(NUMBERS.length)] ?? '0' }));
}

function randomItem(random: Random): AttributeMap {
  return {
    id: { S: `item-${random.int(30)}` },
    ...(random.next() < 0.8 ? { v: { L: randomVector(random) } } : {}),
    ...(random.next() < 0.8 ? { tenant: { S: `t${random.int(2)}` } } : {}),
    ...(random.next() < 0.7 ? { tier: { S: `r${random.int(2)}` } } : {}),
  };
}

function change(history: History, random: Random): void {
  const item = randomItem(random);
  const id = (item['id'] as { readonly S: string }).S;
  const kind = random.int(4);
  if (kind === 0) {
    ask(history, 'DeleteItem', { TableName: 'tab', Key: { id: { S: id } } });
    history.items.delete(id);
  } else if (kind === 1) {
    const removed = ['v', 'tenant', 'tier'][random.int(3)] ?? 'v';
    ask(history, 'UpdateItem', {
      TableName: 'tab',
      Key: { id: { S: id } },
      UpdateExpression: `REMOVE ${removed}`,
    });
    const { [removed]: _gone, ...rest } = history.items.get(id) ?? { id: { S: id } };
    history.items.set(id, rest);
  } else {
    ask(history, 'PutItem', { TableName: 'tab', Item: { ...item } });
    history.items.set(id, item);
  }
}

function floats(value: AttributeMap[string] | undefined): number[] | undefined {
  if (value === undefined || !('L' in value)) return undefined;
  return value.L.map((number) => Math.fround(Number('N' in number ? number.N : 0)));
}

function naiveScore(distance: string, a: readonly number[], b: readonly number[]): number {
  const dot = a.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0);
  const norm = (numbers: readonly number[]) => Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0));
  if (distance === 'DOT_PRODUCT') return Math.fround(dot);
  if (distance === 'EUCLIDEAN') return Math.fround(norm(a.map((x, at) => x - (b[at] ?? 0))));
  if (norm(a) === 0 || norm(b) === 0) return 1;
  return a.every((x, at) => x === b[at]) ? 0 : Math.fround(1 - dot / (norm(a) * norm(b)));
}

interface Question {
  readonly indexName: string;
  readonly distance: string;
  readonly tenant: string | undefined;
  readonly tier: string | undefined;
  readonly topK: number;
  readonly vector: { N: string }[];
}

function randomQuestion(random: Random): Question {
  const [indexName = '', distance = ''] =
    [
      ['cosine', 'COSINE'],
      ['dot', 'DOT_PRODUCT'],
      ['euclidean', 'EUCLIDEAN'],
    ][random.int(3)] ?? [];
  return {
    indexName,
    distance,
    tenant: indexName === 'euclidean' ? `t${random.int(2)}` : undefined,
    tier: indexName !== 'cosine' && random.next() < 0.5 ? `r${random.int(2)}` : undefined,
    topK: 1 + random.int(8),
    vector: randomVector(random),
  };
}

/** Scores, nearest first, as the engine answers; each with the item it belongs to. */
function searched(history: History, { indexName, tenant, tier, topK, vector }: Question) {
  const terms = [
    ...(tenant === undefined ? [] : ['tenant = :t']),
    ...(tier === undefined ? [] : ['tier = :r']),
  ];
  const { SearchResults } = ask(history, 'SearchVectors', {
    TableName: 'tab',
    IndexName: indexName,
    SearchVector: vector,
    TopK: topK,
    ...(terms.length === 0
      ? {}
      : {
          SearchConditionExpression: terms.join(' AND '),
          ExpressionAttributeValues: {
            ...(tenant === undefined ? {} : { ':t': { S: tenant } }),
            ...(tier === undefined ? {} : { ':r': { S: tier } }),
          },
        }),
  });
  const results = SearchResults as unknown as { readonly Item: AttributeMap; readonly Score: number }[];
  return results.map(({ Item, Score }) => ({ id: (Item['id'] as { readonly S: string }).S, score: Score }));
}

function bruteForce({ items }: History, { distance, tenant, tier, vector }: Question): Map<string, number> {
  const query = floats({ L: vector }) ?? [];
  const scores = new Map<string, number>();
  for (const [id, item] of items) {
    const own = floats(item['v']);
    const has = (name: string, wanted: string | undefined) =>
      wanted === undefined || (item[name] as { readonly S: string } | undefined)?.S === wanted;
    if (own !== undefined && has('tenant', tenant) && has('tier', tier)) {
      scores.set(id, naiveScore(distance, query, own));
    }
  }
  return scores;
}

/** The scores found and those of the same items by brute force, and the best scores that there are; nearest first. */
function compared(history: History, question: Question) {
  const found = searched(history, question);
  const all = bruteForce(history, question);
  const sign = question.distance === 'DOT_PRODUCT' ? -1 : 1;
  const best = [...all.values()].sort((a, b) => sign * (a - b)).slice(0, question.topK);
  return {
    found: found.map(({ score }) => score),
    best,
    naive: found.map(({ id }) => all.get(id) ?? Number.NaN),
  };
}

const closeTo = (numbers: readonly number[]) => numbers.map((number) => expect.closeTo(number, 5) as number);

describe('vector indexes', () => {
  it.each(SEEDS)('find what brute force finds, whatever was written before (seed %i)', (seed) => {
    const random = createRandom(seed);
    const history: History = { engine: createEngine(OPTIONS), log: [], items: new Map() };
    ask(history, 'CreateTable', CREATE);
    for (let step = 0; step < STEPS; step++) {
      if (random.next() < 0.6) change(history, random);
      else {
        const { found, best, naive } = compared(history, randomQuestion(random));
        expect([found, found]).toEqual([closeTo(best), closeTo(naive)]);
      }
      if (step % 150 === 149) {
        const stored = { pages: [], docs: {}, changes: history.log, nowMs: history.engine.nowMs };
        history.engine = restoreEngine(stored, OPTIONS);
      }
    }
  });

  it('are filled with what is there before them as with what comes after', () => {
    const random = createRandom(9);
    const history: History = { engine: createEngine(OPTIONS), log: [], items: new Map() };
    const { VectorIndexes, ...plain } = CREATE;
    ask(history, 'CreateTable', {
      ...plain,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    });
    for (let step = 0; step < 100; step++) change(history, random);
    for (const made of VectorIndexes as readonly JsonObject[]) {
      ask(history, 'UpdateTable', {
        TableName: 'tab',
        AttributeDefinitions: ['tenant', 'tier'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
        VectorIndexUpdates: [{ Create: made }],
      });
    }
    for (let step = 0; step < 60; step++) {
      const { found, best, naive } = compared(history, randomQuestion(random));
      expect([found, found]).toEqual([closeTo(best), closeTo(naive)]);
    }
  });

  it('explain and report what a search and a write are metered', () => {
    const history: History = { engine: createEngine(OPTIONS), log: [], items: new Map() };
    ask(history, 'CreateTable', CREATE);
    const explained = (operation: string, input: JsonObject) =>
      history.engine.handle({ operation, input, atMs: START_MS, origin: 'user', explain: true }).receipt;
    const item = { id: { S: 'a' }, tenant: { S: 't0' }, v: { L: [{ N: '1' }, { N: '0' }, { N: '0' }] } };
    const put = explained('PutItem', { TableName: 'tab', Item: item });
    expect(put?.lines.map(({ index: name, units, metered }) => [name, units, metered])).toEqual([
      [undefined, 1, undefined],
      ['cosine', 1024, 'bytes'],
      ['dot', 1024, 'bytes'],
      ['euclidean', 1024, 'bytes'],
    ]);
    const search = explained('SearchVectors', {
      TableName: 'tab',
      IndexName: 'cosine',
      SearchVector: [{ N: '1' }, { N: '0' }, { N: '0' }],
      TopK: 1,
    });
    expect(search?.lines).toMatchObject([{ action: 'read', indexKind: 'VECTOR', items: 1, units: 1024 }]);
    const metered = history.engine.takeEvents().filter(({ kind }) => kind === 'vector-metered');
    expect(metered).toMatchObject([
      { index: 'cosine', action: 'write', bytes: 1024 },
      { index: 'dot', action: 'write', bytes: 1024 },
      { index: 'euclidean', action: 'write', bytes: 1024 },
      { index: 'cosine', action: 'search', bytes: 1024 },
    ]);
    expect(search?.plan).toMatchObject({
      access: 'search',
      index: 'cosine',
      itemsWalked: 1,
      itemsReturned: 1,
    });
  });
});
