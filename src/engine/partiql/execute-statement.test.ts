import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import type { Reply } from '../../model/command.ts';
import { INSTANT } from '../../model/physics.ts';
import { createEngine, type Engine } from '../engine.ts';

const START_MS = 1_800_000_000_000;
let engine: Engine;

function call(operation: string, input: JsonObject): Reply {
  return engine.handle({ operation, input, atMs: engine.nowMs, origin: 'user', explain: true });
}

function answer(operation: string, input: JsonObject): JsonObject {
  const reply = call(operation, input);
  if (reply.kind === 'error') throw new Error(`${reply.code}: ${reply.message}`);
  return JSON.parse(reply.body) as JsonObject;
}

function run(statement: string, extra: JsonObject = {}): JsonObject {
  return answer('ExecuteStatement', { Statement: statement, ...extra });
}

function refusal(statement: string, extra: JsonObject = {}): string {
  const reply = call('ExecuteStatement', { Statement: statement, ...extra });
  if (reply.kind === 'ok') throw new Error(`not refused: ${reply.body}`);
  return `${reply.code}: ${reply.message}`;
}

/** All pages of a SELECT: the named attribute of each item. */
function values(statement: string, attribute: string, extra: JsonObject = {}): readonly unknown[] {
  const found: unknown[] = [];
  let next: JsonObject = {};
  for (let page = 0; page < 100; page++) {
    const { Items, NextToken } = run(statement, { ...extra, ...next }) as unknown as {
      readonly Items: readonly Record<string, Record<string, unknown>>[];
      readonly NextToken?: string;
    };
    found.push(...Items.map((item) => Object.values(item[attribute] ?? {})[0]));
    if (NextToken === undefined) return found;
    next = { NextToken };
  }
  throw new Error('no end of pages');
}

const attribute = (name: string, type: string) => ({ AttributeName: name, AttributeType: type });
const key = (pk: string, sk: string) => [
  { AttributeName: pk, KeyType: 'HASH' },
  { AttributeName: sk, KeyType: 'RANGE' },
];

beforeEach(() => {
  engine = createEngine({ seed: 1, startMs: START_MS, physics: INSTANT });
  answer('CreateTable', {
    TableName: 'Music',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [attribute('artist', 'S'), attribute('year', 'N'), attribute('genre', 'S')],
    KeySchema: key('artist', 'year'),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-genre',
        KeySchema: key('genre', 'year'),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
      },
    ],
  });
  for (const [artist, year, title] of [
    ['A', 1, 'a1'],
    ['A', 2, 'a2'],
    ['A', 3, 'a3'],
    ['B', 1, 'b1'],
    ['C', 5, 'c5'],
  ]) {
    run(
      `INSERT INTO Music VALUE {'artist': ?, 'year': ${year}, 'title': '${title}', 'genre': 'rock', 'info': {'plays': ${year}}}`,
      {
        Parameters: [{ S: String(artist) }],
      },
    );
  }
});

describe('INSERT', () => {
  it('stores an item and answers with no items', () => {
    expect(run(`INSERT INTO "Music" VALUE {'artist': 'D', 'year': 7.0e0, 'tags': <<'x'>>}`)).toEqual({
      Items: [],
    });
    expect(answer('GetItem', { TableName: 'Music', Key: { artist: { S: 'D' }, year: { N: '7' } } })).toEqual({
      Item: { artist: { S: 'D' }, year: { N: '7' }, tags: { SS: ['x'] } },
    });
  });

  it('replaces nothing', () => {
    expect(refusal(`INSERT INTO Music VALUE {'artist': 'A', 'year': 1}`)).toBe(
      'DuplicateItemException: Duplicate primary key exists in table',
    );
  });

  it.each([
    [`INSERT INTO Music VALUE {'artist': 'A'}`, /Missing the key year in the item$/],
    [`INSERT INTO Music VALUE {'artist': 1, 'year': 1}`, /Type mismatch for key artist/],
    [`INSERT INTO Nothing VALUE {'artist': 'A', 'year': 1}`, /^ResourceNotFoundException/],
    [
      `INSERT INTO Music.x VALUE {'artist': 'A', 'year': 1}`,
      /FROM clause may only contain a single table name in data manipulation statements$/,
    ],
    [
      `INSERT INTO Music VALUE {'artist': 'A', 'year': 9, 's': '${'x'.repeat(8000)}'`,
      /not be processed|can't be processed/,
    ],
  ])('%.60s is refused', (statement, message) => {
    expect(refusal(statement)).toMatch(message);
  });
});

describe('SELECT', () => {
  it('queries one partition key in the order of its sort key', () => {
    const reply = call('ExecuteStatement', {
      Statement: `SELECT title FROM Music WHERE artist = 'A' AND "year" >= 2`,
      ReturnConsumedCapacity: 'TOTAL',
    });
    expect(reply).toMatchObject({
      kind: 'ok',
      receipt: { plan: { access: 'query', itemsWalked: 2, itemsReturned: 2 } },
    });
    expect(JSON.parse(reply.body)).toEqual({
      Items: [{ title: { S: 'a2' } }, { title: { S: 'a3' } }],
      ConsumedCapacity: { TableName: 'Music', CapacityUnits: 0.5 },
    });
  });

  it('scans without one, and charges what it walked', () => {
    const reply = call('ExecuteStatement', {
      Statement: `SELECT * FROM Music WHERE title = 'b1'`,
      ConsistentRead: true,
    });
    expect(reply).toMatchObject({
      receipt: { plan: { access: 'scan', itemsWalked: 5, itemsFiltered: 4 }, lines: [{ units: 1 }] },
    });
    expect(values(`SELECT * FROM Music`, 'title')).toHaveLength(5);
  });

  it('shows nested values under their last name', () => {
    expect(run(`SELECT info.plays, artist FROM Music WHERE artist = 'C'`)).toEqual({
      Items: [{ plays: { N: '5' }, artist: { S: 'C' } }],
    });
    expect(refusal(`SELECT info.plays, plays FROM Music`)).toBe(
      'ValidationException: Duplicate identifiers in select clause: plays',
    );
  });

  it('reads several partition keys, page after page', () => {
    expect(values(`SELECT title FROM Music WHERE artist IN ['C', 'A']`, 'title')).toEqual([
      'c5',
      'a1',
      'a2',
      'a3',
    ]);
    expect(values(`SELECT title FROM Music WHERE artist IN ['C', 'A']`, 'title', { Limit: 2 })).toEqual([
      'c5',
      'a1',
      'a2',
      'a3',
    ]);
    expect(
      values(
        `SELECT title FROM Music WHERE artist = 'B' OR artist = 'A' AND "year" < 2 OR artist = 'A' AND "year" = 3`,
        'title',
      ),
    ).toEqual(['a1', 'a3', 'b1']);
  });

  it('pages by the items it looks at', () => {
    const first = run(`SELECT title FROM Music WHERE artist = 'A' AND title <> 'a1'`, { Limit: 1 });
    expect(first).toMatchObject({ Items: [], LastEvaluatedKey: { artist: { S: 'A' }, year: { N: '1' } } });
    expect(
      values(`SELECT title FROM Music WHERE artist = 'A' AND title <> 'a1'`, 'title', { Limit: 1 }),
    ).toEqual(['a2', 'a3']);
    expect(values('SELECT title FROM Music', 'title', { Limit: 2 }).toSorted()).toEqual([
      'a1',
      'a2',
      'a3',
      'b1',
      'c5',
    ]);
    expect(
      refusal(`SELECT title FROM Music WHERE artist = 'B'`, { NextToken: String(first['NextToken']) }),
    ).toBe('ValidationException: NextToken does not match request');
  });

  it('orders by keys', () => {
    expect(
      values(`SELECT title FROM Music WHERE artist = 'A' ORDER BY "year" DESC`, 'title', { Limit: 2 }),
    ).toEqual(['a3', 'a2', 'a1']);
    expect(
      values(`SELECT title FROM Music WHERE artist IN ['A', 'C', 'B'] ORDER BY artist DESC, "year"`, 'title'),
    ).toEqual(['c5', 'b1', 'a1', 'a2', 'a3']);
  });

  it.each([
    [
      `SELECT * FROM Music ORDER BY "year"`,
      'Must have WHERE clause in the statement when using ORDER BY clause.',
    ],
    [
      `SELECT * FROM Music WHERE title = 'a1' ORDER BY "year"`,
      'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
    ],
    [
      `SELECT * FROM Music WHERE artist = 'A' ORDER BY title`,
      'Attribute title in ORDER BY clause must be part of the primary key',
    ],
    [
      `SELECT * FROM Music WHERE artist IN ['A', 'B'] ORDER BY "year"`,
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    ],
    [
      `SELECT * FROM Music WHERE artist = 1`,
      "Key attribute's data type should match its data type in table's schema: Key artist",
    ],
    [
      `SELECT * FROM Music WHERE title < TRUE`,
      'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
    ],
    [`SELECT * FROM Music WHERE artist = ?`, "Number of parameters in request and statement don't match."],
    [`SELECT * FROM Music.nothing`, 'The table does not have the specified index'],
    [
      `EXISTS(SELECT * FROM Music WHERE artist = 'A')`,
      'EXISTS can only be used in ExecuteTransaction write requests.',
    ],
    [
      `SELECT * FROM Music WHERE artist = 'A' AND title = 'x' OR artist = 'A' AND "year" = 2`,
      'Overlapping conditions with range keys are not supported in where clause',
    ],
  ])('%s is refused', (statement, message) => {
    expect(refusal(statement)).toBe(`ValidationException: ${message}`);
  });

  it('reads an index, showing what it projects', () => {
    expect(values(`SELECT * FROM "Music"."by-genre" WHERE genre = 'rock' AND "year" > 1`, 'title')).toEqual([
      'a2',
      'a3',
      'c5',
    ]);
    expect(values(`SELECT * FROM "Music"."by-genre" WHERE artist = 'A'`, 'info')).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(refusal(`SELECT title, info, x FROM "Music"."by-genre"`)).toBe(
      'ValidationException: One or more parameter values were invalid: Global secondary index by-genre does not project [info, x]',
    );
    expect(refusal(`SELECT * FROM "Music"."by-genre"`, { ConsistentRead: true })).toBe(
      'ValidationException: Strongly consistent read is not supported on Global Secondary Indexes',
    );
    expect(
      run(`SELECT title FROM "Music"."by-genre" WHERE genre = 'rock'`, { ReturnConsumedCapacity: 'INDEXES' }),
    ).toMatchObject({
      ConsumedCapacity: {
        Table: { CapacityUnits: 0 },
        GlobalSecondaryIndexes: { 'by-genre': { CapacityUnits: 0.5 } },
      },
    });
  });

  it.each([
    ['info.plays > 1', ['a2', 'a3', 'c5']],
    ["NOT begins_with(title, 'a')", ['b1', 'c5']],
    [
      'size(title) = 2 AND nothing IS MISSING AND attribute_exists(info.plays) = true',
      ['a1', 'a2', 'a3', 'b1', 'c5'],
    ],
    ['title IS NOT NULL AND info IS STRUCT AND "year" BETWEEN 2 AND 3', ['a2', 'a3']],
    ["title IN ['a1', 'zz'] OR contains(title, 'c')", ['a1', 'c5']],
  ])('keeps what %s holds of', (where, titles) => {
    expect(values(`SELECT title FROM Music WHERE ${where}`, 'title').toSorted()).toEqual(titles);
  });
});

describe('UPDATE', () => {
  const where = `WHERE artist = 'A' AND "year" = 1`;
  const item = () =>
    answer('GetItem', { TableName: 'Music', Key: { artist: { S: 'A' }, year: { N: '1' } } })['Item'];

  it('sets, adds, appends and removes', () => {
    expect(
      run(
        `UPDATE Music SET title = 'new', info.plays = info.plays + ? SET tags = set_add(tags, <<'x', 'y'>>) SET list = list_append([1], [2]) SET n = if_not_exists(n, 5) REMOVE genre ${where}`,
        { Parameters: [{ N: '10' }] },
      ),
    ).toEqual({ Items: [] });
    expect(item()).toEqual({
      artist: { S: 'A' },
      year: { N: '1' },
      title: { S: 'new' },
      info: { M: { plays: { N: '11' } } },
      tags: { SS: ['x', 'y'] },
      list: { L: [{ N: '1' }, { N: '2' }] },
      n: { N: '5' },
    });
    run(`FROM Music ${where} SET tags = set_delete(tags, <<'x', 'y'>>)`);
    expect(item()).not.toHaveProperty('tags');
  });

  it.each([
    [
      'ALL OLD',
      {
        artist: { S: 'A' },
        year: { N: '1' },
        title: { S: 'a1' },
        genre: { S: 'rock' },
        info: { M: { plays: { N: '1' } } },
      },
    ],
    [
      'ALL NEW',
      {
        artist: { S: 'A' },
        year: { N: '1' },
        title: { S: 'z' },
        genre: { S: 'rock' },
        info: { M: { plays: { N: '1' } } },
      },
    ],
    ['MODIFIED OLD', { title: { S: 'a1' } }],
    ['MODIFIED NEW', { title: { S: 'z' } }],
  ])('returns %s', (what, returned) => {
    expect(run(`UPDATE Music SET title = 'z' ${where} RETURNING ${what} *`)).toEqual({ Items: [returned] });
  });

  it('needs the item and what else its condition says', () => {
    const failed = 'ConditionalCheckFailedException: The conditional request failed';
    expect(refusal(`UPDATE Music SET title = 'z' WHERE artist = 'Z' AND "year" = 1`)).toBe(failed);
    expect(refusal(`UPDATE Music SET title = 'z' ${where} AND title = 'x'`)).toBe(failed);
    const reply = call('ExecuteStatement', {
      Statement: `UPDATE Music SET title = 'z' ${where} AND title = 'x'`,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(JSON.parse(reply.body)).toMatchObject({ Item: { title: { S: 'a1' } } });
    run(`UPDATE Music SET title = 'z' ${where} AND title = 'a1' AND attribute_not_exists(x)`);
    expect(item()).toMatchObject({ title: { S: 'z' } });
  });

  it.each([
    [
      `UPDATE Music SET title = 'z' WHERE artist = 'A'`,
      'Where clause does not contain a mandatory equality on all key attributes',
    ],
    [
      `UPDATE Music SET title = 'z'`,
      'Where clause does not contain a mandatory equality on all key attributes',
    ],
    [
      `UPDATE Music SET artist = 'z' ${where}`,
      'One or more parameter values were invalid: Cannot update attribute artist. This attribute is part of the key',
    ],
    [
      `UPDATE Music SET title = set_add(title, <<'x'>>) ${where}`,
      'An operand in the update expression has an incorrect data type',
    ],
    [
      `UPDATE Music SET info.x = 1, info = 2 ${where}`,
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [info, x], path two: [info]',
    ],
    [
      `UPDATE Music SET x.y = 1 ${where}`,
      'The document path provided in the update expression is invalid for update',
    ],
    [`UPDATE Music."by-genre" SET title = 'z' ${where}`, 'This operation is not supported on an index'],
  ])('%s is refused', (statement, message) => {
    expect(refusal(statement)).toBe(`ValidationException: ${message}`);
  });
});

describe('DELETE', () => {
  const where = `WHERE artist = 'A' AND "year" = 1`;

  it('removes an item and returns what it was', () => {
    expect(run(`DELETE FROM Music ${where} RETURNING ALL OLD *`)).toMatchObject({
      Items: [{ title: { S: 'a1' } }],
    });
    expect(run(`DELETE FROM Music ${where} RETURNING ALL OLD *`)).toEqual({ Items: [] });
    expect(values(`SELECT title FROM Music WHERE artist = 'A'`, 'title')).toEqual(['a2', 'a3']);
  });

  it('keeps an item of which its condition does not hold', () => {
    expect(refusal(`DELETE FROM Music ${where} AND title = 'x'`)).toMatch(/^ConditionalCheckFailedException/);
    expect(values(`SELECT title FROM Music WHERE artist = 'A'`, 'title')).toHaveLength(3);
  });

  it('charges a write, found or not', () => {
    expect(
      run(`DELETE FROM Music WHERE artist = 'Z' AND "year" = 1`, { ReturnConsumedCapacity: 'TOTAL' }),
    ).toEqual({
      Items: [],
      ConsumedCapacity: { TableName: 'Music', CapacityUnits: 1 },
    });
  });
});
