import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { LIFELIKE } from '../../model/physics.ts';
import { createAsking, INDEXED_TABLE, provisionedTable } from '../testing/asking.ts';
import type { Asking } from '../testing/asking.ts';

function asIndexed(): Asking {
  const asking = createAsking();
  asking.ok('CreateTable', INDEXED_TABLE);
  return asking;
}

/** ACTIVE, with one second's worth of units in its buckets. */
function asProvisioned(rcu: number, wcu: number): Asking {
  const asking = createAsking({ ...LIFELIKE, controlPlaneDelays: false });
  asking.ok('CreateTable', provisionedTable('pro', rcu, wcu));
  return asking;
}

const KEY: JsonObject = { pk: { S: 'a' }, sk: { S: 'x' } };

function put(rest: JsonObject, options: JsonObject = {}): JsonObject {
  return { TableName: 'tab', Item: { ...KEY, ...rest }, ...options };
}

function stored(asking: Asking): JsonValue | undefined {
  return asking.ok('GetItem', { TableName: 'tab', Key: KEY })['Item'];
}

describe('PutItem', () => {
  test('stores numbers as DynamoDB gives them back', () => {
    const asking = asIndexed();
    asking.ok('PutItem', put({ n: { N: '0042.1200' }, l: { L: [{ N: '1E3' }] } }));
    expect(stored(asking)).toEqual({ ...KEY, n: { N: '42.12' }, l: { L: [{ N: '1000' }] } });
  });

  test('gives back what it replaced, and what it cost by table and index', () => {
    const asking = asIndexed();
    const options = { ReturnValues: 'ALL_OLD', ReturnConsumedCapacity: 'INDEXES' } as const;
    expect(asking.ok('PutItem', put({ v: { N: '1' }, g: { S: 'g' } }, options))).toEqual({
      ConsumedCapacity: {
        TableName: 'tab',
        CapacityUnits: 4,
        Table: { CapacityUnits: 1 },
        LocalSecondaryIndexes: { local: { CapacityUnits: 1 } },
        GlobalSecondaryIndexes: { whole: { CapacityUnits: 1 }, keys: { CapacityUnits: 1 } },
      },
    });
    expect(asking.ok('PutItem', put({ v: { N: '2' }, g: { S: 'g' } }, options))).toEqual({
      Attributes: { ...KEY, v: { N: '1' }, g: { S: 'g' } },
      ConsumedCapacity: {
        TableName: 'tab',
        CapacityUnits: 5,
        Table: { CapacityUnits: 1 },
        LocalSecondaryIndexes: { local: { CapacityUnits: 2 } },
        GlobalSecondaryIndexes: { whole: { CapacityUnits: 2 } },
      },
    });
  });

  test('accepts 400 KB exactly', () => {
    const asking = asIndexed();
    const room = 400 * 1024 - ('pk'.length + 1 + 'sk'.length + 1 + 'b'.length);
    asking.ok('PutItem', put({ b: { S: 'x'.repeat(room) } }));
    expect(asking.error('PutItem', put({ b: { S: 'x'.repeat(room + 1) } }))).toBe(
      'ValidationException: Item size has exceeded the maximum allowed size',
    );
  });

  test.each<readonly [string, JsonObject]>([
    ['One or more parameter values were invalid: Missing the key sk in the item', { pk: { S: 'a' } }],
    [
      'One or more parameter values were invalid: Type mismatch for key sk expected: S actual: N',
      { pk: { S: 'a' }, sk: { N: '1' } },
    ],
    [
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
      { pk: { S: '' }, sk: { S: 'x' } },
    ],
    [
      'One or more parameter values were invalid: Type mismatch for Index Key v Expected: N Actual: S IndexName: local',
      { ...KEY, v: { S: 'x' } },
    ],
    [
      'The AttributeValue for a key attribute cannot contain an empty string value. IndexName: keys, IndexKey: g',
      { ...KEY, g: { S: '' } },
    ],
  ])('is refused: %s', (message, Item) => {
    expect(asIndexed().error('PutItem', { TableName: 'tab', Item })).toContain(message);
  });

  test('gives the size of the item collection where there is a local index', () => {
    const metrics = asIndexed().ok('PutItem', put({}, { ReturnItemCollectionMetrics: 'SIZE' }));
    expect(metrics).toEqual({
      ItemCollectionMetrics: { ItemCollectionKey: { pk: { S: 'a' } }, SizeEstimateRangeGB: [0, 1] },
    });
  });

  test('obeys the legacy parameters', () => {
    const asking = asIndexed();
    const unlessThere = put({}, { Expected: { pk: { Exists: false } } });
    asking.ok('PutItem', unlessThere);
    expect(asking.error('PutItem', unlessThere)).toContain('ConditionalCheckFailedException');
  });
});

describe('a condition that fails', () => {
  test('leaves everything as it was, is charged, and shows the item when asked', () => {
    const asking = asIndexed();
    asking.ok('PutItem', put({ n: { N: '1' } }));
    asking.engine.takeEvents();
    asking.engine.takeChanges();
    const reply = asking.reply(
      'PutItem',
      put(
        { big: { S: 'x'.repeat(2000) } },
        { ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
      ),
    );
    expect(reply).toMatchObject({
      kind: 'error',
      status: 400,
      code: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      receipt: { lines: [{ what: 'condition failed, still charged', units: 2 }] },
    });
    expect(JSON.parse(reply.body)).toMatchObject({ Item: { ...KEY, n: { N: '1' } } });
    expect(asking.engine.takeChanges()).toEqual([]);
    expect(asking.engine.takeEvents()).toMatchObject([
      { kind: 'consumed', units: 2 },
      { kind: 'request', errorCode: 'ConditionalCheckFailedException' },
    ]);
  });

  test('of an UpdateItem or DeleteItem looks at the item that is there, or at nothing', () => {
    const asking = asIndexed();
    const conditional = { TableName: 'tab', Key: KEY, ConditionExpression: 'n > :n' };
    const values = { ':n': { N: '5' } };
    const update = { ...conditional, UpdateExpression: 'SET n = :n', ExpressionAttributeValues: values };
    expect(asking.error('UpdateItem', update)).toContain('ConditionalCheckFailedException');
    asking.ok('PutItem', put({ n: { N: '6' } }));
    asking.ok('UpdateItem', update);
    const remove = { ...conditional, ExpressionAttributeValues: values };
    expect(asking.error('DeleteItem', remove)).toContain('ConditionalCheckFailedException');
    expect(stored(asking)).toEqual({ ...KEY, n: { N: '5' } });
  });
});

describe('UpdateItem', () => {
  test('makes an item from its key', () => {
    const asking = asIndexed();
    asking.ok('UpdateItem', { TableName: 'tab', Key: KEY });
    expect(stored(asking)).toEqual(KEY);
    expect(
      asking.ok('UpdateItem', {
        TableName: 'tab',
        Key: { pk: { S: 'b' }, sk: { S: 'y' } },
        UpdateExpression: 'ADD n :n',
        ExpressionAttributeValues: { ':n': { N: '1.0' } },
        ReturnValues: 'ALL_NEW',
      })['Attributes'],
    ).toEqual({ pk: { S: 'b' }, sk: { S: 'y' }, n: { N: '1' } });
  });

  test.each<readonly [string, JsonValue | undefined]>([
    ['NONE', undefined],
    ['ALL_OLD', { ...KEY, n: { N: '1' }, doc: { M: { a: { S: 'x' }, b: { S: 'y' } } }, old: { S: 'o' } }],
    [
      'ALL_NEW',
      { ...KEY, n: { N: '2' }, doc: { M: { a: { S: 'new' }, b: { S: 'y' } } }, fresh: { S: 'new' } },
    ],
    ['UPDATED_OLD', { n: { N: '1' }, doc: { M: { a: { S: 'x' } } }, old: { S: 'o' } }],
    ['UPDATED_NEW', { n: { N: '2' }, doc: { M: { a: { S: 'new' } } }, fresh: { S: 'new' } }],
  ])('returns %s', (ReturnValues, wanted) => {
    const asking = asIndexed();
    asking.ok(
      'PutItem',
      put({ n: { N: '1' }, doc: { M: { a: { S: 'x' }, b: { S: 'y' } } }, old: { S: 'o' } }),
    );
    const output = asking.ok('UpdateItem', {
      TableName: 'tab',
      Key: KEY,
      UpdateExpression: 'SET n = n + :one, doc.a = :s, fresh = :s REMOVE #o',
      ExpressionAttributeNames: { '#o': 'old' },
      ExpressionAttributeValues: { ':one': { N: '1' }, ':s': { S: 'new' } },
      ReturnValues,
    });
    expect(output['Attributes']).toEqual(wanted);
  });

  test.each<readonly [string, string, JsonObject]>([
    ['Cannot update attribute pk. This attribute is part of the key', 'SET pk = :v', { S: 'x' }],
    ['Type mismatch for Index Key v Expected: N Actual: S IndexName: local', 'SET v = :v', { S: 'x' }],
    [
      'The update expression attempted to update a secondary index key to a value that is not supported. ' +
        'The AttributeValue for a key attribute cannot contain an empty string value.',
      'SET g = :v',
      { S: '' },
    ],
    [
      'Item size to update has exceeded the maximum allowed size',
      'SET big = :v',
      { S: 'x'.repeat(400 * 1024) },
    ],
    ['Number overflow', 'SET n = n + :v', { N: '9E125' }],
  ])('is refused: %s', (message, UpdateExpression, value) => {
    const asking = asIndexed();
    asking.ok('PutItem', put({ n: { N: '9E125' } }));
    const input = {
      TableName: 'tab',
      Key: KEY,
      UpdateExpression,
      ExpressionAttributeValues: { ':v': value },
    };
    expect(asking.error('UpdateItem', input)).toContain(message);
    expect(stored(asking)).toMatchObject(KEY);
  });

  test('is refused for what its statement weighs, before its condition and whatever it would leave', () => {
    const asking = asIndexed();
    asking.ok('PutItem', put({ big: { S: 'small' } }));
    const input = {
      TableName: 'tab',
      Key: KEY,
      UpdateExpression: 'SET big = if_not_exists(big, :v)',
      ConditionExpression: 'attribute_exists(nothing)',
      ExpressionAttributeValues: { ':v': { S: 'x'.repeat(400 * 1024) } },
    };
    expect(asking.error('UpdateItem', input)).toBe(
      'ValidationException: Item size to update has exceeded the maximum allowed size',
    );
  });

  test('of what is equal already leaves no change, at the price of a write', () => {
    const asking = asIndexed();
    asking.ok('PutItem', put({ n: { N: '1' }, tags: { SS: ['a', 'b'] } }));
    asking.engine.takeChanges();
    const output = asking.ok('UpdateItem', {
      TableName: 'tab',
      Key: KEY,
      UpdateExpression: 'SET n = :n, tags = :t',
      ExpressionAttributeValues: { ':n': { N: '1.0' }, ':t': { SS: ['b', 'a'] } },
      ReturnConsumedCapacity: 'INDEXES',
    });
    expect(output['ConsumedCapacity']).toEqual({
      TableName: 'tab',
      CapacityUnits: 1,
      Table: { CapacityUnits: 1 },
    });
    expect(asking.engine.takeChanges()).toEqual([]);
  });
});

describe('BatchWriteItem', () => {
  test('puts and deletes, each charged by itself', () => {
    const asking = asIndexed();
    const requests = [
      { PutRequest: { Item: { ...KEY, big: { S: 'x'.repeat(2500) } } } },
      { PutRequest: { Item: { pk: { S: 'b' }, sk: { S: 'y' } } } },
      { DeleteRequest: { Key: { pk: { S: 'gone' }, sk: { S: 'y' } } } },
    ];
    expect(
      asking.ok('BatchWriteItem', { RequestItems: { tab: requests }, ReturnConsumedCapacity: 'TOTAL' }),
    ).toEqual({
      UnprocessedItems: {},
      ConsumedCapacity: [{ TableName: 'tab', CapacityUnits: 5 }],
    });
    expect(stored(asking)).toHaveProperty('big');
  });

  test('checks everything before it charges anything', () => {
    const asking = asIndexed();
    const batch = (...requests: JsonObject[]): string =>
      asking.error('BatchWriteItem', { RequestItems: { tab: requests } });
    const good = { PutRequest: { Item: KEY } };
    expect(batch(good, { DeleteRequest: { Key: KEY } })).toBe(
      'ValidationException: Provided list of item keys contains duplicates',
    );
    expect(batch(good, { PutRequest: { Item: { pk: { S: 'a' }, sk: { N: '1' } } } })).toBe(
      'ValidationException: The provided key element does not match the schema',
    );
    expect(stored(asking)).toBeUndefined();
  });

  test('gives back what throughput refused, and fails only when that was all', () => {
    const asking = asProvisioned(5, 2);
    const item = (pk: string): JsonObject => ({ PutRequest: { Item: { pk: { S: pk } } } });
    const first = asking.ok('BatchWriteItem', { RequestItems: { pro: ['a', 'b', 'c', 'd'].map(item) } });
    expect(first).toEqual({ UnprocessedItems: { pro: [item('c'), item('d')] } });
    const reply = asking.reply('BatchWriteItem', { RequestItems: { pro: [item('c'), item('d')] } });
    expect(reply).toMatchObject({ kind: 'error', code: 'ProvisionedThroughputExceededException' });
    const throttled = asking.engine.takeEvents().filter(({ kind }) => kind === 'throttled');
    expect(throttled).toHaveLength(4);
  });
});

describe('a throttled request', () => {
  test('is answered with the reason and the arithmetic, and changes nothing', () => {
    const asking = asProvisioned(1, 1);
    asking.ok('PutItem', { TableName: 'pro', Item: { pk: { S: 'a' } } });
    asking.engine.takeChanges();
    const reply = asking.reply('PutItem', { TableName: 'pro', Item: { pk: { S: 'b' } } });
    expect(reply).toMatchObject({
      kind: 'error',
      status: 400,
      code: 'ProvisionedThroughputExceededException',
      message:
        'The level of configured provisioned throughput for the table was exceeded. ' +
        'Consider increasing your provisioning level with the UpdateTable API.',
      throttle: {
        reason: 'TableWriteProvisionedThroughputExceeded',
        table: 'pro',
        unitsAsked: 1,
        unitsPerSecond: 1,
        keyText: '{"pk":{"S":"b"}}',
      },
    });
    expect(JSON.parse(reply.body)).toMatchObject({
      ThrottlingReasons: [
        {
          reason: 'TableWriteProvisionedThroughputExceeded',
          resource: 'arn:aws:dynamodb:eu-west-2:000000000000:table/pro',
        },
      ],
    });
    expect(asking.engine.takeChanges()).toEqual([]);
    asking.nowMs += 2000;
    asking.ok('PutItem', { TableName: 'pro', Item: { pk: { S: 'b' } } });
  });

  test('reads are refused by their page, and batches of reads key by key', () => {
    const asking = asProvisioned(1, 100);
    asking.ok('PutItem', { TableName: 'pro', Item: { pk: { S: 'a' } } });
    const Keys = ['a', 'b', 'c'].map((pk) => ({ pk: { S: pk } }));
    const output = asking.ok('BatchGetItem', { RequestItems: { pro: { Keys } } });
    expect(output).toEqual({
      Responses: { pro: [{ pk: { S: 'a' } }] },
      UnprocessedKeys: { pro: { Keys: Keys.slice(2) } },
    });
    const scan = asking.reply('Scan', { TableName: 'pro' });
    expect(scan).toMatchObject({ code: 'ProvisionedThroughputExceededException' });
  });
});
