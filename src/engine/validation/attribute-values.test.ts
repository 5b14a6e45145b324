import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { refusalOf } from './testing/refusal-of.ts';

const INVALID = 'One or more parameter values were invalid: ';
const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const UNDERFLOW =
  'Number underflow. Attempting to store a number with magnitude smaller than supported range';
const NOT_NUMERIC = 'The parameter cannot be converted to a numeric value';
const TOO_DEEP =
  'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit';
const EMPTY = 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes';
const SEVERAL =
  'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes';

const one = (message: string): string => `1 validation error detected: ${message}`;
const deep = (maps: number): JsonValue => {
  let value: JsonValue = { S: 'leaf' };
  for (let i = 0; i < maps; i++) value = { M: { n: value } };
  return value;
};
const put = (value: JsonValue): string =>
  refusalOf('PutItem', { TableName: 'T', Item: { pk: { S: 'a' }, v: value } });
const batchPut = (value: JsonValue): string =>
  refusalOf('BatchWriteItem', { RequestItems: { Tab: [{ PutRequest: { Item: { v: value } } }] } });

describe('an attribute value', () => {
  test.each<[JsonValue]>([
    [{ S: '' }],
    [{ N: '-12.50' }],
    [{ N: '1E125' }],
    [{ N: '1e-130' }],
    [{ N: '0e125' }],
    [{ N: `${'0'.repeat(60)}1.${'0'.repeat(60)}` }],
    [{ B: '' }],
    [{ B: 'AA==' }],
    [{ BOOL: false }],
    [{ NULL: true }],
    [{ SS: [''] }],
    [{ NS: ['1', '2', '1.5'] }],
    [{ BS: ['AA==', '/w=='] }],
    [{ L: [] }],
    [{ M: {} }],
    [deep(31)],
  ])('%j is accepted', (value) => {
    expect(put(value)).toBe('accepted');
  });

  test.each<[JsonValue, string]>([
    [{}, EMPTY],
    [{ X: 1 }, EMPTY],
    [{ L: [null] }, EMPTY],
    [{ S: 'a', N: '1' }, SEVERAL],
    [{ M: { a: { S: 'a', BOOL: true } } }, SEVERAL],
    [{ NULL: false }, `${INVALID}Null attribute value types must have the value of true`],
    [{ SS: [] }, `${INVALID}An string set  may not be empty`],
    [{ NS: [] }, `${INVALID}An number set  may not be empty`],
    [{ BS: [] }, `${INVALID}Binary sets should not be empty`],
    [{ SS: ['b', 'a', 'b'] }, `${INVALID}Input collection ["a", "b", "b"] contains duplicates.`],
    [
      { BS: ['/w==', 'AA==', 'AA=='] },
      `${INVALID}Input collection ["AA==","/w==","AA=="]of type BS contains duplicates.`,
    ],
    [{ NS: ['2', '1', '2.0'] }, `${INVALID}Input collection contains duplicates.`],
    [deep(32), TOO_DEEP],
    [{ M: { '': { S: 'x' } } }, 'Empty attribute name'],
  ])('%j is refused, with the count before the message', (value, message) => {
    expect(put(value)).toBe(one(message));
  });

  test.each([
    ['1e99999999999', OVERFLOW],
    ['-1e99999999999', OVERFLOW],
    ['1e-99999999999', UNDERFLOW],
    ['1e2147483647', OVERFLOW],
    ['1e126', OVERFLOW],
    ['1e-131', UNDERFLOW],
    ['0e126', OVERFLOW],
    ['0e-131', UNDERFLOW],
    ['1e9223372036854775808', `${NOT_NUMERIC}: 1e9223372036854775808`],
    ['abc', `${NOT_NUMERIC}: abc`],
    ['1.2.3', `${NOT_NUMERIC}: 1.2.3`],
    ['', `${NOT_NUMERIC}: `],
    [' 1', `${NOT_NUMERIC}:  1`],
    ['0x10', `${NOT_NUMERIC}: 0x10`],
    ['NaN', `${NOT_NUMERIC}: NaN`],
    [
      '1234567890123456789012345678901234567890',
      'Attempting to store more than 38 significant digits in a Number',
    ],
    ['1'.repeat(39), 'Attempting to store more than 38 significant digits in a Number'],
  ])('is no number when it is %j', (text, message) => {
    expect([put({ N: text }), put({ NS: ['1', text] }), put({ M: { x: { L: [{ N: text }] } } })]).toEqual([
      one(message),
      one(message),
      one(message),
    ]);
  });
});

describe('where a bad value stands', () => {
  const bad = { N: 'abc' };
  const message = `${NOT_NUMERIC}: abc`;
  const values = { ExpressionAttributeValues: { ':v': bad } };
  const Key = { pk: { S: 'a' } };
  const cases: readonly (readonly [Parameters<typeof refusalOf>[0], JsonObject, string])[] = [
    ['PutItem', { TableName: 'T', Item: Key, ConditionExpression: 'n = :v', ...values }, one(message)],
    ['PutItem', { TableName: 'T', Item: Key, Expected: { n: { Value: bad } } }, one(message)],
    ['UpdateItem', { TableName: 'T', Key: { pk: bad } }, one(message)],
    ['UpdateItem', { TableName: 'T', Key, AttributeUpdates: { n: { Value: bad } } }, one(message)],
    ['DeleteItem', { TableName: 'T', Key, ConditionExpression: 'n = :v', ...values }, one(message)],
    ['GetItem', { TableName: 'T', Key: { pk: bad } }, message],
    ['BatchGetItem', { RequestItems: { Tab: { Keys: [{ pk: bad }] } } }, message],
    ['Query', { TableName: 'T', KeyConditionExpression: 'pk = :v', ...values }, message],
    ['Query', { TableName: 'T', KeyConditionExpression: 'pk = :p', ExclusiveStartKey: { pk: bad } }, message],
    [
      'Scan',
      { TableName: 'T', FilterExpression: 'n = :v', ...values },
      `ExpressionAttributeValues contains invalid value: ${message} for key :v`,
    ],
    [
      'Scan',
      { TableName: 'T', ExclusiveStartKey: { pk: {} } },
      `The provided starting key is invalid: ${EMPTY}`,
    ],
    ['TransactGetItems', { TransactItems: [{ Get: { TableName: 'T', Key: { pk: bad } } }] }, message],
    ['TransactWriteItems', { TransactItems: [{ Put: { TableName: 'T', Item: { pk: bad } } }] }, message],
    ['ExecuteStatement', { Statement: 'SELECT * FROM T WHERE pk = ?', Parameters: [bad] }, message],
  ];

  test.each(cases)('%s words it its own way: %j', (operation, input, expected) => {
    expect(refusalOf(operation, input)).toBe(expected);
  });

  test('BatchWriteItem has not got the newer words yet', () => {
    const sets: readonly JsonValue[] = [
      { SS: ['b', 'a', 'b'] },
      { BS: ['/w==', 'AA==', 'AA=='] },
      { NS: ['2', '1', '2'] },
      { N: '' },
      { N: '1e2147483647' },
    ];
    expect(sets.map(batchPut)).toEqual([
      `${INVALID}Input collection [b, a, b] contains duplicates.`,
      `${INVALID}Input collection [/w==, AA==, AA==]of type BS contains duplicates.`,
      'Input collection contains duplicates',
      NOT_NUMERIC,
      UNDERFLOW,
    ]);
  });

  test('an empty name at the top comes before a deep value, and after one further down', () => {
    const transact = (Item: JsonObject): string =>
      refusalOf('TransactWriteItems', { TransactItems: [{ Put: { TableName: 'T', Item } }] });
    expect(transact({ d: deep(40), '': { S: 'x' } })).toBe('Empty attribute name');
    expect(transact({ m: { M: { '': { S: 'x' } } }, d: deep(40) })).toBe(TOO_DEEP);
  });
});
