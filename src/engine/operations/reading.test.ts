import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { createAsking, INDEXED_TABLE } from '../testing/asking.ts';
import type { Asking } from '../testing/asking.ts';

function withItems(count: number, bytes = 0): Asking {
  const asking = createAsking();
  asking.ok('CreateTable', INDEXED_TABLE);
  for (let n = 0; n < count; n++) {
    asking.ok('PutItem', {
      TableName: 'tab',
      Item: {
        pk: { S: 'a' },
        sk: { S: String(n).padStart(4, '0') },
        v: { N: String(count - n) },
        g: { S: n % 2 === 0 ? 'even' : 'odd' },
        body: { S: 'x'.repeat(bytes) },
      },
    });
  }
  return asking;
}

function query(rest: JsonObject, value = 'a', condition = 'pk = :p'): JsonObject {
  return {
    TableName: 'tab',
    KeyConditionExpression: condition,
    ExpressionAttributeValues: { ':p': { S: value }, ...(rest['values'] as JsonObject | undefined) },
    ...Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'values')),
  };
}

function sortKeys(page: JsonObject): readonly JsonValue[] {
  return (page['Items'] as readonly JsonObject[]).map((item) => (item['sk'] as JsonObject)['S'] ?? null);
}

function units(page: JsonObject): JsonValue {
  const { TableName: _name, ...arms } = page['ConsumedCapacity'] as JsonObject;
  return arms;
}

describe('GetItem', () => {
  test('costs by started 4 KB, half when eventually consistent, and one unit for nothing', () => {
    const asking = withItems(1, 4096);
    const cost = (sk: string, ConsistentRead: boolean): JsonValue =>
      units(
        asking.ok('GetItem', {
          TableName: 'tab',
          Key: { pk: { S: 'a' }, sk: { S: sk } },
          ConsistentRead,
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
    expect([cost('0000', true), cost('0000', false), cost('gone', true), cost('gone', false)]).toEqual([
      { CapacityUnits: 2 },
      { CapacityUnits: 1 },
      { CapacityUnits: 1 },
      { CapacityUnits: 0.5 },
    ]);
  });

  test('refuses a key that does not fit, and a table that is not there', () => {
    const asking = withItems(0);
    const get = (Key: JsonObject, TableName = 'tab'): string => asking.error('GetItem', { TableName, Key });
    const mismatch = 'ValidationException: The provided key element does not match the schema';
    expect(get({ pk: { S: 'a' } })).toBe(mismatch);
    expect(get({ pk: { S: 'a' }, sk: { N: '1' } })).toBe(mismatch);
    expect(get({ pk: { S: 'a' }, sk: { S: 'x' }, v: { N: '1' } })).toBe(mismatch);
    expect(get({ pk: { S: '' }, sk: { S: 'x' } })).toContain('cannot contain an empty string value. Key: pk');
    expect(get({ pk: { S: 'x'.repeat(2049) }, sk: { S: 'x' } })).toContain('maximum size limit of2048 bytes');
    expect(get({ pk: { S: 'a' }, sk: { S: 'x'.repeat(1025) } })).toContain('size limit of 1024 bytes');
    expect(get({ pk: { S: 'a' }, sk: { S: 'x' } }, 'nothing')).toBe(
      'ResourceNotFoundException: Requested resource not found',
    );
  });

  test('takes the table’s ARN for its name', () => {
    const asking = withItems(1);
    const TableName = 'arn:aws:dynamodb:eu-west-2:000000000000:table/tab';
    expect(asking.ok('GetItem', { TableName, Key: { pk: { S: 'a' }, sk: { S: '0000' } } })).toHaveProperty(
      'Item',
    );
    const elsewhere = TableName.replace('eu-west-2', 'us-east-1');
    expect(
      asking.error('GetItem', { TableName: elsewhere, Key: { pk: { S: 'a' }, sk: { S: 'x' } } }),
    ).toContain('ResourceNotFoundException');
  });
});

describe('Query', () => {
  test('ends a page at its limit, even the last one, and goes on where it ended', () => {
    const asking = withItems(4);
    const first = asking.ok('Query', query({ Limit: 2 }));
    expect([sortKeys(first), first['LastEvaluatedKey']]).toEqual([
      ['0000', '0001'],
      { pk: { S: 'a' }, sk: { S: '0001' } },
    ]);
    const second = asking.ok(
      'Query',
      query({ Limit: 2, ExclusiveStartKey: first['LastEvaluatedKey'] as JsonObject }),
    );
    expect(sortKeys(second)).toEqual(['0002', '0003']);
    const third = asking.ok('Query', query({ ExclusiveStartKey: second['LastEvaluatedKey'] as JsonObject }));
    expect(third).toEqual({ Items: [], Count: 0, ScannedCount: 0 });
    const backward = query({
      ScanIndexForward: false,
      ExclusiveStartKey: { pk: { S: 'a' }, sk: { S: '0002' } },
    });
    expect(sortKeys(asking.ok('Query', backward))).toEqual(['0001', '0000']);
  });

  test('ends a page at a megabyte, counted before the filter', () => {
    const asking = withItems(12, 100_000);
    const page = asking.ok(
      'Query',
      query({ FilterExpression: 'g = :g', values: { ':g': { S: 'even' } }, ReturnConsumedCapacity: 'TOTAL' }),
    );
    expect([page['Count'], page['ScannedCount']]).toEqual([5, 10]);
    expect(page['LastEvaluatedKey']).toEqual({ pk: { S: 'a' }, sk: { S: '0009' } });
    expect(units(page)).toEqual({ CapacityUnits: Math.ceil((10 * 100_030) / 4096) / 2 });
  });

  test('adds up sizes and rounds once a page', () => {
    const asking = withItems(10, 1000);
    const strong = query({ ConsistentRead: true, ReturnConsumedCapacity: 'INDEXES', Select: 'COUNT' });
    const page = asking.ok('Query', strong);
    expect(page).toEqual({ Count: 10, ScannedCount: 10, ConsumedCapacity: expect.anything() as JsonValue });
    expect(units(page)).toEqual({ CapacityUnits: 3, Table: { CapacityUnits: 3 } });
    expect(units(asking.ok('Query', query({ ReturnConsumedCapacity: 'TOTAL' }, 'nothing')))).toEqual({
      CapacityUnits: 0.5,
    });
  });

  test('of a global index draws on the index alone', () => {
    const asking = withItems(4);
    const page = asking.ok(
      'Query',
      query({ IndexName: 'whole', ReturnConsumedCapacity: 'INDEXES' }, 'even', 'g = :p'),
    );
    expect(sortKeys(page)).toEqual(['0002', '0000']);
    expect(units(page)).toEqual({
      CapacityUnits: 0.5,
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { whole: { CapacityUnits: 0.5 } },
    });
  });

  test('of a local index fetches from the table what the index does not hold, item by item', () => {
    const asking = withItems(3, 9000);
    const options = { IndexName: 'local', ReturnConsumedCapacity: 'INDEXES' } as const;
    const shown = asking.ok('Query', query(options));
    expect((shown['Items'] as readonly JsonObject[])[0]).toEqual({
      pk: { S: 'a' },
      sk: { S: '0002' },
      v: { N: '1' },
    });
    expect(units(shown)).toEqual({
      CapacityUnits: 0.5,
      Table: { CapacityUnits: 0 },
      LocalSecondaryIndexes: { local: { CapacityUnits: 0.5 } },
    });
    const fetched = asking.ok('Query', query({ ...options, Select: 'ALL_ATTRIBUTES' }));
    expect((fetched['Items'] as readonly JsonObject[])[0]).toHaveProperty('body');
    expect(units(fetched)).toEqual({
      CapacityUnits: 5,
      Table: { CapacityUnits: 4.5 },
      LocalSecondaryIndexes: { local: { CapacityUnits: 0.5 } },
    });
    const part = asking.ok('Query', query({ ...options, ProjectionExpression: 'g' }));
    expect((part['Items'] as readonly JsonObject[])[0]).toEqual({ g: { S: 'even' } });
    expect(units(part)).toHaveProperty('CapacityUnits', 5);
  });

  test.each<readonly [string, JsonObject]>([
    ['The table does not have the specified index: none', query({ IndexName: 'none' })],
    [
      'Consistent reads are not supported on global secondary indexes',
      query({ IndexName: 'whole', ConsistentRead: true }, 'x', 'g = :p'),
    ],
    [
      'Select type ALL_ATTRIBUTES is not supported for global secondary index keys because its projection type is not ALL',
      query({ IndexName: 'keys', Select: 'ALL_ATTRIBUTES' }, 'x', 'g = :p'),
    ],
    [
      'Global secondary index keys does not project [body]',
      query({ IndexName: 'keys', ProjectionExpression: 'pk, body' }, 'x', 'g = :p'),
    ],
    [
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
      query({ FilterExpression: 'sk > :p' }),
    ],
    ['The provided starting key is invalid', query({ ExclusiveStartKey: { pk: { S: 'a' } } })],
    [
      'The provided starting key is invalid',
      query({ IndexName: 'whole', ExclusiveStartKey: { pk: { S: 'a' }, sk: { S: 'a' } } }, 'x', 'g = :p'),
    ],
    [
      'The provided starting key is outside query boundaries based on provided conditions',
      query({ ExclusiveStartKey: { pk: { S: 'b' }, sk: { S: '1' } } }),
    ],
    [
      'The provided starting key does not match the range key predicate',
      query(
        { ExclusiveStartKey: { pk: { S: 'a' }, sk: { S: '1' } }, values: { ':s': { S: '5' } } },
        'a',
        'pk = :p AND sk > :s',
      ),
    ],
    [
      'The query can return at most one row and cannot be restarted',
      query(
        { ExclusiveStartKey: { pk: { S: 'b' }, sk: { S: '7' } }, values: { ':s': { S: '5' } } },
        'a',
        'pk = :p AND sk > :s',
      ),
    ],
  ])('is refused: %s', (message, input) => {
    const asking = withItems(0);
    expect(asking.error('Query', input)).toContain(message);
  });
});

describe('Scan', () => {
  test('in segments covers every item once', () => {
    const asking = createAsking();
    asking.ok('CreateTable', INDEXED_TABLE);
    const keys = Array.from({ length: 60 }, (_, n) => `key-${n}`);
    for (const key of keys)
      asking.ok('PutItem', { TableName: 'tab', Item: { pk: { S: key }, sk: { S: 'x' } } });
    const found = [0, 1, 2, 3, 4].map((Segment) =>
      (
        asking.ok('Scan', { TableName: 'tab', Segment, TotalSegments: 5 })['Items'] as readonly JsonObject[]
      ).map((item) => (item['pk'] as { S: string }).S),
    );
    expect(found.flat().toSorted()).toEqual(keys.toSorted());
    expect(found.every((segment) => segment.length > 0)).toBe(true);
    const [foreign] = found[4] ?? [];
    const ExclusiveStartKey = { pk: { S: foreign ?? '' }, sk: { S: 'x' } };
    expect(
      asking.error('Scan', { TableName: 'tab', Segment: 0, TotalSegments: 5, ExclusiveStartKey }),
    ).toContain('Please use ExclusiveStartKey with correct Segment. TotalSegments: 5 Segment: 0');
  });

  test('shares its units among the partitions it crosses', () => {
    const asking = createAsking();
    asking.ok('CreateTable', INDEXED_TABLE);
    for (let n = 0; n < 40; n++) {
      asking.ok('PutItem', {
        TableName: 'tab',
        Item: { pk: { S: `k${n}` }, sk: { S: 'x' }, body: { S: 'x'.repeat(4000) } },
      });
    }
    asking.engine.takeEvents();
    const page = asking.ok('Scan', { TableName: 'tab', ReturnConsumedCapacity: 'TOTAL' });
    const consumed = asking.engine
      .takeEvents()
      .flatMap((event) => (event.kind === 'consumed' ? [event] : []));
    expect(new Set(consumed.map(({ partition }) => partition)).size).toBe(4);
    const total = consumed.reduce((sum, event) => sum + event.units, 0);
    expect(total).toBeCloseTo((units(page) as { CapacityUnits: number }).CapacityUnits);
  });

  test('of an index shows its projection', () => {
    const asking = withItems(1);
    expect(asking.ok('Scan', { TableName: 'tab', IndexName: 'keys' })['Items']).toEqual([
      { pk: { S: 'a' }, sk: { S: '0000' }, g: { S: 'even' } },
    ]);
    expect(asking.error('Scan', { TableName: 'tab', ExclusiveStartKey: { pk: { S: 'a' } } })).toBe(
      'ValidationException: The provided starting key is invalid: The provided key element does not match the schema',
    );
  });
});

describe('a receipt', () => {
  test('of a Query shows the bytes, the rounding and the partition', () => {
    const asking = withItems(10, 1000);
    const reply = asking.reply(
      'Query',
      query({ FilterExpression: 'g = :g', values: { ':g': { S: 'even' } } }),
    );
    expect(reply.receipt).toMatchObject({
      operation: 'Query',
      lines: [
        {
          table: 'tab',
          action: 'read',
          items: 10,
          unitBytes: 4096,
          roundedUnits: 3,
          factor: 0.5,
          units: 1.5,
        },
      ],
      plan: { access: 'query', table: 'tab', itemsWalked: 10, itemsFiltered: 5, itemsReturned: 5 },
    });
    expect(reply.receipt?.plan.partitions).toHaveLength(1);
  });

  test('of a Scan says when a Query would have done', () => {
    const asking = withItems(2);
    const scan = (FilterExpression: string): string | undefined =>
      asking.reply('Scan', {
        TableName: 'tab',
        FilterExpression,
        ExpressionAttributeValues: { ':p': { S: 'even' } },
      }).receipt?.plan.remark;
    expect(scan('g = :p')).toContain('a Query on it');
    expect(scan('g = :p')).toContain('index whole');
    expect(scan('attribute_exists(v) AND :p = pk')).toContain("the table's partition key");
    expect(scan('body = :p')).toBeUndefined();
    expect(scan('g = :p OR pk = :p')).toBeUndefined();
  });
});

describe('BatchGetItem', () => {
  test('answers by table, leaves out what is not there and charges it', () => {
    const asking = withItems(2);
    const Keys = ['0000', '0001', 'gone'].map((sk) => ({ pk: { S: 'a' }, sk: { S: sk } }));
    const output = asking.ok('BatchGetItem', {
      RequestItems: { tab: { Keys, ProjectionExpression: 'sk', ConsistentRead: true } },
      ReturnConsumedCapacity: 'TOTAL',
    });
    expect(output).toEqual({
      Responses: { tab: [{ sk: { S: '0000' } }, { sk: { S: '0001' } }] },
      UnprocessedKeys: {},
      ConsumedCapacity: [{ TableName: 'tab', CapacityUnits: 3 }],
    });
    const [first] = Keys;
    expect(
      asking.error('BatchGetItem', { RequestItems: { tab: { Keys: [first ?? null, first ?? null] } } }),
    ).toBe('ValidationException: Provided list of item keys contains duplicates');
  });

  test('leaves keys beyond 16 MB unprocessed', () => {
    const asking = withItems(45, 380_000);
    const Keys = Array.from({ length: 45 }, (_, n) => ({
      pk: { S: 'a' },
      sk: { S: String(n).padStart(4, '0') },
    }));
    const output = asking.ok('BatchGetItem', { RequestItems: { tab: { Keys } } });
    expect((output['Responses'] as Record<string, JsonObject[]>)['tab']).toHaveLength(44);
    expect(output['UnprocessedKeys']).toEqual({ tab: { Keys: Keys.slice(44) } });
  });
});
