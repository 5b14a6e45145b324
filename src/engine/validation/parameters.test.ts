import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import type { OperationName } from '../../model/operations.ts';
import { refusalOf } from './testing/refusal-of.ts';

const INVALID = 'One or more parameter values were invalid: ';
const one = (message: string): string => `1 validation error detected: ${message}`;
const MIXED = 'Can not use both expression and non-expression parameters in the same request: ';
const Key = { pk: { S: 'a' } };
const VALUES = 'ExpressionAttributeValues can only be specified when using expressions';
const NAMES = 'ExpressionAttributeNames can only be specified when using expressions';

const put = (more: JsonObject): string => refusalOf('PutItem', { TableName: 'T', Item: Key, ...more });
const del = (more: JsonObject): string => refusalOf('DeleteItem', { TableName: 'T', Key, ...more });
const query = (more: JsonObject): string =>
  refusalOf('Query', { TableName: 'T', KeyConditionExpression: 'pk = :p', ...more });
const scan = (more: JsonObject): string => refusalOf('Scan', { TableName: 'T', ...more });

describe('expressions and the parameters they replaced', () => {
  test('exclude each other, all of them named', () => {
    expect(put({ Expected: { pk: { Exists: false } }, ConditionExpression: 'a = b' })).toBe(
      one(`${MIXED}Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}`),
    );
    expect(
      refusalOf('UpdateItem', { TableName: 'T', Key, AttributeUpdates: {}, UpdateExpression: 'SET a = b' }),
    ).toBe(
      one(`${MIXED}Non-expression parameters: {AttributeUpdates} Expression parameters: {UpdateExpression}`),
    );
    expect(scan({ AttributesToGet: ['a'], ScanFilter: {}, FilterExpression: 'a = b' })).toBe(
      `${MIXED}Non-expression parameters: {AttributesToGet, ScanFilter} Expression parameters: {FilterExpression}`,
    );
  });

  test('exclude each other across the tables of a batch', () => {
    const tables = {
      Tab: { Keys: [Key], ProjectionExpression: 'pk' },
      Tub: { Keys: [Key], AttributesToGet: ['pk'] },
    };
    expect(refusalOf('BatchGetItem', { RequestItems: tables })).toBe(
      `${MIXED}Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}`,
    );
  });

  test('key conditions of the older kind still allow a filter expression', () => {
    const conditions = { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }] } };
    expect(refusalOf('Query', { TableName: 'T', KeyConditions: conditions, ProjectionExpression: 'a' })).toBe(
      'accepted',
    );
  });
});

describe('names and values of expressions', () => {
  test('need an expression that takes them', () => {
    expect(put({ ExpressionAttributeValues: { ':v': { S: 'x' } } })).toBe(one(VALUES));
    expect(put({ ExpressionAttributeNames: { '#a': 'a' } })).toBe(one(NAMES));
    expect(refusalOf('GetItem', { TableName: 'T', Key, ExpressionAttributeNames: { '#a': 'a' } })).toBe(
      NAMES,
    );
    expect(scan({ ExpressionAttributeValues: { ':v': { S: 'x' } }, ProjectionExpression: 'a' })).toBe(
      `${VALUES}: FilterExpression is null`,
    );
    expect(
      refusalOf('TransactWriteItems', {
        TransactItems: [{ Delete: { TableName: 'T', Key, ExpressionAttributeValues: { ':v': { S: 'x' } } } }],
      }),
    ).toBe(VALUES);
  });

  test('are not empty', () => {
    expect(del({ ConditionExpression: 'a = b', ExpressionAttributeValues: {} })).toBe(
      one('ExpressionAttributeValues must not be empty'),
    );
    expect(del({ ConditionExpression: 'a = b', ExpressionAttributeNames: {} })).toBe(
      one('ExpressionAttributeNames must not be empty'),
    );
  });

  test('begin with their sign and go on with letters, digits and underscores', () => {
    expect(query({ ExpressionAttributeNames: { a: 'a' } })).toBe(
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
    );
    expect(query({ ExpressionAttributeValues: { ':a-b': { S: 'x' } } })).toBe(
      'ExpressionAttributeValues contains invalid key: Syntax error; key: ":a-b"',
    );
    expect(query({ ExpressionAttributeValues: { '': { S: 'x' } } })).toBe(
      'ExpressionAttributeValues contains invalid key: Syntax error; key: ""',
    );
    expect(
      query({ ExpressionAttributeNames: { '#_9Z': 'a' }, ExpressionAttributeValues: { ':p': { S: 'x' } } }),
    ).toBe('accepted');
  });
});

describe('ReturnValues', () => {
  test('of a put or a delete can only be what was there', () => {
    expect([put({ ReturnValues: 'ALL_NEW' }), del({ ReturnValues: 'UPDATED_NEW' })]).toEqual([
      one('ReturnValues can only be ALL_OLD or NONE'),
      one('ReturnValues can only be ALL_OLD or NONE'),
    ]);
    expect(put({ ReturnValues: 'ALL_OLD' })).toBe('accepted');
  });
});

describe('Expected', () => {
  const cases: readonly (readonly [JsonObject, string])[] = [
    [{ Exists: true }, 'Value must be provided when Exists is true for Attribute: a'],
    [{}, 'Value must be provided when Exists is null for Attribute: a'],
    [{ Exists: false, Value: { S: 'x' } }, 'Value cannot be used when Exists is false for Attribute: a'],
    [
      { Value: { S: 'x' }, ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'x' }] },
      'Value and AttributeValueList cannot be used together for Attribute: a',
    ],
    [
      { AttributeValueList: [{ S: 'x' }] },
      'AttributeValueList can only be used with a ComparisonOperator for Attribute: a',
    ],
    [
      { ComparisonOperator: 'EQ' },
      'Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a',
    ],
    [
      { ComparisonOperator: 'EQ', Exists: true },
      'Exists and ComparisonOperator cannot be used together for Attribute: a',
    ],
    [
      { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ S: 'x' }] },
      'Invalid number of argument(s) for the BETWEEN ComparisonOperator',
    ],
  ];

  test.each(cases)('%j is refused', (condition, message) => {
    expect(del({ Expected: { a: condition } })).toBe(one(INVALID + message));
  });

  test('has its bounds in order', () => {
    const between = (lower: string, upper: string): JsonObject => ({
      Expected: { a: { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ N: lower }, { N: upper }] } },
    });
    expect(put(between('10', '9'))).toBe(
      one('The BETWEEN condition was provided a range where the lower bound is greater than the upper bound'),
    );
    expect(put(between('9', '10'))).toBe('accepted');
  });

  test('is joined by an operator only when there are two', () => {
    expect(put({ ConditionalOperator: 'OR' })).toBe(
      one('ConditionalOperator cannot be used without Filter or Expected'),
    );
    expect(put({ ConditionalOperator: 'OR', Expected: { a: { Exists: false } } })).toBe(
      one('ConditionalOperator can only be used when Filter or Expected has two or more elements'),
    );
  });
});

describe('AttributeUpdates', () => {
  const update = (change: JsonObject): string =>
    refusalOf('UpdateItem', { TableName: 'T', Key, AttributeUpdates: { a: change } });

  test('take a value unless they delete the attribute', () => {
    expect(update({ Action: 'DELETE' })).toBe('accepted');
    expect(update({ Action: 'PUT' })).toBe(
      one(`${INVALID}Only DELETE action is allowed when no attribute value is specified`),
    );
  });

  test('take only types that the action can work on', () => {
    expect(update({ Action: 'DELETE', Value: { S: 'x' } })).toBe(
      one(`${INVALID}DELETE action with value is not supported for the type S`),
    );
    expect(update({ Action: 'ADD', Value: { S: 'x' } })).toBe(
      one(`${INVALID}ADD action is not supported for the type S`),
    );
    expect(update({ Action: 'ADD', Value: { N: '1' } })).toBe('accepted');
  });
});

describe('Query and Scan', () => {
  test('a query needs its key conditions', () => {
    expect(refusalOf('Query', { TableName: 'T' })).toBe(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
    expect(refusalOf('Query', { TableName: 'T', KeyConditions: {} })).toBe(
      'Conditions can be of length 1 or 2 only',
    );
  });

  test('a filter of the older kind takes operands as its operator does', () => {
    const filter = (condition: JsonObject): string => scan({ ScanFilter: { a: condition } });
    expect(filter({ ComparisonOperator: 'EQ' })).toBe(
      `${INVALID}Invalid number of argument(s) for the EQ ComparisonOperator`,
    );
    expect(filter({ ComparisonOperator: 'IN', AttributeValueList: [{ S: 'a' }, { N: '1' }] })).toBe(
      `${INVALID}AttributeValues inside AttributeValueList must be of same type`,
    );
    expect(filter({ ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{ N: '1' }] })).toBe(
      `${INVALID}ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type`,
    );
  });

  test('an attribute is asked for once', () => {
    expect(scan({ AttributesToGet: ['a', 'b', 'a'] })).toBe(`${INVALID}Duplicate value in attribute name: a`);
  });

  test('a segment is one of its total', () => {
    expect(scan({ Segment: 0 })).toBe(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
    expect(scan({ TotalSegments: 2 })).toBe(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
    expect(scan({ Segment: 5, TotalSegments: 5 })).toBe(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5',
    );
    expect(scan({ Segment: 4, TotalSegments: 5 })).toBe('accepted');
  });

  test('Select agrees with the attributes named', () => {
    const message =
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES';
    expect([query({ Select: 'SPECIFIC_ATTRIBUTES' }), scan({ Select: 'SPECIFIC_ATTRIBUTES' })]).toEqual([
      one(message),
      message,
    ]);
    expect(query({ Select: 'COUNT', ProjectionExpression: 'a' })).toBe(
      'Cannot specify the ProjectionExpression when choosing to get only the Count',
    );
    expect(scan({ Select: 'ALL_PROJECTED_ATTRIBUTES' })).toBe(
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    );
  });
});

describe('batches and transactions', () => {
  const cases: readonly (readonly [OperationName, JsonObject, string])[] = [
    [
      'BatchWriteItem',
      { RequestItems: { Tab: [{}] } },
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    ],
    [
      'BatchWriteItem',
      {
        RequestItems: {
          Tab: Array.from({ length: 20 }, () => ({ DeleteRequest: { Key } })),
          Tub: Array.from({ length: 6 }, () => ({ DeleteRequest: { Key } })),
        },
      },
      'Too many items requested for the BatchWriteItem call',
    ],
    [
      'BatchGetItem',
      {
        RequestItems: {
          Tab: { Keys: Array.from({ length: 60 }, () => Key) },
          Tub: { Keys: Array.from({ length: 41 }, () => Key) },
        },
      },
      'Too many items requested for the BatchGetItem call',
    ],
    [
      'TransactWriteItems',
      { TransactItems: [{ Put: { TableName: 'T', Item: Key }, Delete: { TableName: 'T', Key } }] },
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      'TransactWriteItems',
      { TransactItems: [{}] },
      "1 validation error detected: Value '' at 'transactItems' failed to satisfy constraint: TransactWriteRequest should contain Delete or Put or Update or ConditionCheck",
    ],
  ];

  test.each(cases)('%s refuses what is too much or unclear: %j', (operation, input, message) => {
    expect(refusalOf(operation, input)).toBe(message);
  });
});

describe('tags and iterators', () => {
  const arn = 'arn:aws:dynamodb:eu-west-2:000000000000:table/Orders';
  const tag = (ResourceArn: string, ...Tags: readonly JsonObject[]): string =>
    refusalOf('TagResource', { ResourceArn, Tags });

  test('a tag belongs to a table', () => {
    expect(refusalOf('ListTagsOfResource', {})).toBe('Invalid TableArn');
    expect(tag('Orders', { Key: 'a', Value: '' })).toBe(`${INVALID}ARNs must start with 'arn:': Orders`);
    expect(tag(`${arn}/index/x`, { Key: 'a', Value: '' })).toBe(
      `${INVALID}Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${arn}/index/x`,
    );
    expect(tag(`${arn}/x`, { Key: 'a', Value: '' })).toBe(
      `Invalid TableArn: Invalid ResourceArn provided as input ${arn}/x`,
    );
    expect(tag(arn, { Key: 'a', Value: '' })).toBe('accepted');
  });

  test('there is at least one, none twice, at most fifty', () => {
    expect(tag(arn)).toBe('Atleast one Tag needs to be provided as Input.');
    expect(refusalOf('UntagResource', { ResourceArn: arn, TagKeys: [] })).toBe(
      'Atleast one Tag Key needs to be provided as Input.',
    );
    expect(tag(arn, { Key: 'a', Value: '1' }, { Key: 'a', Value: '2' })).toBe(
      'Duplicate Tag Keys provided as input: Duplicate Tag Key found a',
    );
    expect(tag(arn, ...Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: '' })))).toBe(
      'Number of Tags exceed the current limit for the provided ResourceArn',
    );
  });

  test('an iterator that starts at a record names it', () => {
    const iterator = {
      StreamArn: `${arn}/stream/2026-01-01T00:00:00.000`,
      ShardId: 'shardId-00000000000000000000-00000000',
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
    };
    expect(refusalOf('GetShardIterator', iterator)).toContain('SequenceNumber');
    expect(refusalOf('GetShardIterator', { ...iterator, SequenceNumber: '0'.repeat(21) })).toBe('accepted');
  });
});
