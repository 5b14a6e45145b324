/** Every size limit of a request's values and expressions: what is just allowed, and what is just too much. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../base/json.ts';
import { createAsking, keySchema } from './testing/asking.ts';
import type { Asking } from './testing/asking.ts';

const SIZE_BYTES = 409_600;

function asking(): Asking {
  const made = createAsking();
  made.ok('CreateTable', {
    TableName: 'tab',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema('pk', 'sk'),
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
  });
  return made;
}

const KEY: JsonObject = { pk: { S: 'p' }, sk: { S: 's' } };
/** `pk` + `p` + `sk` + `s` + `a`. */
const REST_BYTES = 7;

function text(length: number): JsonObject {
  return { S: 'x'.repeat(length) };
}

/** An item of so many bytes. */
function itemOf(sizeBytes: number): JsonObject {
  return { ...KEY, a: text(sizeBytes - REST_BYTES) };
}

type Send = (made: Asking, amount: number) => string;

function answer(made: Asking, operation: string, input: JsonObject): string {
  const reply = made.reply(operation, input);
  return reply.kind === 'ok' ? 'ok' : reply.body;
}

function condition(expression: string, rest: JsonObject = {}): JsonObject {
  return { TableName: 'tab', Item: KEY, ConditionExpression: expression, ...rest };
}

/** Comparisons joined by OR, and a NOT before an even number of them: so many operators. */
function operators(count: number): string {
  const joined = Array.from({ length: Math.ceil(count / 2) }, () => 'a=:v').join(' OR ');
  return count % 2 === 0 ? `NOT ${joined}` : joined;
}

function nested(levels: number): JsonObject {
  let value: JsonObject = { S: 'leaf' };
  for (let level = 1; level < levels; level++) value = level % 2 === 0 ? { L: [value] } : { M: { n: value } };
  return value;
}

const putsInTransaction = (count: number): JsonObject => ({
  TransactItems: Array.from({ length: count }, (_, at) => ({
    Put: { TableName: 'tab', Item: { ...KEY, sk: { S: String(at) } } },
  })),
});

const LIMITS: readonly (readonly [name: string, limit: number, refusal: RegExp, send: Send])[] = [
  [
    'an item of PutItem, in bytes',
    SIZE_BYTES,
    /Item size has exceeded the maximum allowed size/,
    (made, size) => answer(made, 'PutItem', { TableName: 'tab', Item: itemOf(size) }),
  ],
  [
    'an item of BatchWriteItem, in bytes',
    SIZE_BYTES,
    /Item size has exceeded the maximum allowed size/,
    (made, size) =>
      answer(made, 'BatchWriteItem', { RequestItems: { tab: [{ PutRequest: { Item: itemOf(size) } }] } }),
  ],
  [
    'an item of TransactWriteItems, in bytes',
    SIZE_BYTES,
    /Item size has exceeded the maximum allowed size/,
    (made, size) =>
      answer(made, 'TransactWriteItems', {
        TransactItems: [{ Put: { TableName: 'tab', Item: itemOf(size) } }],
      }),
  ],
  [
    'an item of a PartiQL INSERT, in bytes',
    SIZE_BYTES,
    /Item size has exceeded the maximum allowed size/,
    (made, size) =>
      answer(made, 'ExecuteStatement', {
        Statement: `INSERT INTO "tab" VALUE {'pk': 'p', 'sk': 's', 'a': ?}`,
        Parameters: [text(size - REST_BYTES)],
      }),
  ],
  [
    'a partition key, in bytes',
    2048,
    /Size of hashkey has exceeded the maximum size limit of2048 bytes/,
    (made, size) => answer(made, 'PutItem', { TableName: 'tab', Item: { ...KEY, pk: text(size) } }),
  ],
  [
    'a sort key, in bytes',
    1024,
    /Aggregated size of all range keys has exceeded the size limit of 1024 bytes/,
    (made, size) => answer(made, 'PutItem', { TableName: 'tab', Item: { ...KEY, sk: text(size) } }),
  ],
  [
    'an attribute’s name, in bytes',
    65_535,
    /Attribute name is too large, must be less than 65536 bytes/,
    (made, size) =>
      answer(made, 'PutItem', { TableName: 'tab', Item: { ...KEY, ['n'.repeat(size)]: { S: '' } } }),
  ],
  [
    'levels of nesting',
    32,
    /Nesting Levels have exceeded supported limits/,
    (made, levels) => answer(made, 'PutItem', { TableName: 'tab', Item: { ...KEY, a: nested(levels) } }),
  ],
  [
    'digits of a number',
    38,
    /Attempting to store more than 38 significant digits in a Number/,
    (made, digits) =>
      answer(made, 'PutItem', { TableName: 'tab', Item: { ...KEY, a: { N: '7'.repeat(digits) } } }),
  ],
  [
    'the exponent of a large number',
    125,
    /Number overflow/,
    (made, exponent) =>
      answer(made, 'PutItem', { TableName: 'tab', Item: { ...KEY, a: { N: `9.9E${exponent}` } } }),
  ],
  [
    'the exponent of a small number',
    130,
    /Number underflow/,
    (made, exponent) =>
      answer(made, 'PutItem', { TableName: 'tab', Item: { ...KEY, a: { N: `1E-${exponent}` } } }),
  ],
  [
    'a ConditionExpression, in bytes',
    4096,
    /Expression size has exceeded the maximum allowed size; expression size: 4097/,
    (made, size) => answer(made, 'PutItem', condition(`attribute_not_exists(${'b'.repeat(size - 22)})`, {})),
  ],
  [
    'an UpdateExpression, in bytes',
    4096,
    /Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;"/,
    (made, size) =>
      answer(made, 'UpdateItem', {
        TableName: 'tab',
        Key: KEY,
        UpdateExpression: `REMOVE ${'b'.repeat(size - 7)}`,
      }),
  ],
  [
    'a ProjectionExpression, in bytes',
    4096,
    /Expression size has exceeded the maximum allowed size/,
    (made, size) =>
      answer(made, 'GetItem', { TableName: 'tab', Key: KEY, ProjectionExpression: 'b'.repeat(size) }),
  ],
  [
    'a FilterExpression, in bytes',
    4096,
    /Expression size has exceeded the maximum allowed size/,
    (made, size) =>
      answer(made, 'Scan', {
        TableName: 'tab',
        FilterExpression: `attribute_exists(${'b'.repeat(size - 18)})`,
      }),
  ],
  [
    'operators of an expression',
    300,
    /The expression contains too many operators; operator count: 301/,
    (made, count) =>
      answer(
        made,
        'PutItem',
        condition(operators(count), {
          ExpressionAttributeValues: { ':v': { S: '' } },
        }),
      ),
  ],
  [
    'operands of IN',
    100,
    /Invalid ConditionExpression: The IN operator is provided with too many operands; number of operands: 101/,
    (made, count) =>
      answer(
        made,
        'PutItem',
        condition(`NOT a IN (${Array.from({ length: count }, () => ':v').join()})`, {
          ExpressionAttributeValues: { ':v': { S: '' } },
        }),
      ),
  ],
  [
    'requests of BatchWriteItem',
    25,
    /Member must have length less than or equal to 25/,
    (made, count) =>
      answer(made, 'BatchWriteItem', {
        RequestItems: {
          tab: Array.from({ length: count }, (_, at) => ({
            PutRequest: { Item: { ...KEY, sk: { S: String(at) } } },
          })),
        },
      }),
  ],
  [
    'keys of BatchGetItem',
    100,
    /Member must have length less than or equal to 100/,
    (made, count) =>
      answer(made, 'BatchGetItem', {
        RequestItems: {
          tab: { Keys: Array.from({ length: count }, (_, at) => ({ ...KEY, sk: { S: String(at) } })) },
        },
      }),
  ],
  [
    'actions of TransactWriteItems',
    100,
    /Member must have length less than or equal to 100/,
    (made, count) => answer(made, 'TransactWriteItems', putsInTransaction(count)),
  ],
  [
    'characters of a statement',
    8192,
    /Member must have length less than or equal to 8192/,
    (made, count) =>
      answer(made, 'ExecuteStatement', {
        Statement: `SELECT * FROM "tab" WHERE pk = '${'x'.repeat(count - 33)}'`,
      }),
  ],
  [
    'a segment’s number, below the number of segments',
    999_999,
    /Member must have value less than or equal to 999999/,
    (made, segment) => answer(made, 'Scan', { TableName: 'tab', Segment: segment, TotalSegments: 1_000_000 }),
  ],
];

describe('limits', () => {
  test.each(LIMITS)('%s: at most %d', (_name, limit, refusal, send) => {
    const made = asking();
    expect(send(made, limit)).toBe('ok');
    expect(send(made, limit + 1)).toMatch(refusal);
  });

  test('an expression is measured as sent, before its names are put in', () => {
    const made = asking();
    const aliases = Array.from({ length: 30 }, (_, at) => `#a${at}`);
    const names = Object.fromEntries(aliases.map((alias, at) => [alias, `${'n'.repeat(246)}${at}`]));
    const input = {
      TableName: 'tab',
      Key: KEY,
      ProjectionExpression: aliases.join(),
      ExpressionAttributeNames: names,
    };
    expect(answer(made, 'GetItem', input)).toBe('ok');
  });

  test('an UpdateItem is measured by the item that it leaves, or by what it writes if that is more', () => {
    const made = asking();
    const update = (size: number): string =>
      answer(made, 'UpdateItem', {
        TableName: 'tab',
        Key: KEY,
        UpdateExpression: 'SET a = :a',
        ExpressionAttributeValues: { ':a': text(size) },
      });
    // `a`, three bytes for the statement and nineteen for a SET of one attribute.
    const most = SIZE_BYTES - 23;
    expect(update(most)).toBe('ok');
    expect(update(most + 1)).toMatch(/Item size to update has exceeded the maximum allowed size/);
  });
});
