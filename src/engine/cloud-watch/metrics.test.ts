import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { LIFELIKE } from '../../model/physics.ts';
import { metricQueryOf } from '../../model/metrics.ts';
import { createEngine, restoreEngine } from '../engine.ts';

const START_MS = 1_767_225_600_000;
const START_S = START_MS / 1000;
const OPTIONS = { seed: 1, startMs: START_MS, physics: LIFELIKE };

function createTable() {
  const engine = createEngine(OPTIONS);
  const send = (operation: string, input: JsonObject) =>
    engine.handle({ operation, input, atMs: engine.nowMs, origin: 'user' });
  send('CreateTable', {
    TableName: 'Orders',
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'owner', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-owner',
        KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
      },
    ],
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 10 },
  });
  engine.advanceTo(START_MS + 60_000);
  return { engine, send };
}

const put = (id: string, more: JsonObject = {}) => ({
  TableName: 'Orders',
  Item: { id: { S: id }, ...more },
});

describe('CloudWatch metrics', () => {
  it('sum consumed units by the minute, for the table and for its index', () => {
    const { engine, send } = createTable();
    for (let i = 0; i < 4; i++) send('PutItem', put(`a${i}`, { owner: { S: 'me' } }));
    engine.advanceTo(START_MS + 120_000);
    send('PutItem', put('b'));
    const consumed = engine.metrics({ metricName: 'ConsumedWriteCapacityUnits' });
    expect(consumed).toEqual([
      {
        MetricName: 'ConsumedWriteCapacityUnits',
        Dimensions: { TableName: 'Orders' },
        Unit: 'Count',
        Datapoints: [
          { Timestamp: START_S + 60, SampleCount: 4, Sum: 4, Average: 1, Minimum: 1, Maximum: 1 },
          { Timestamp: START_S + 120, SampleCount: 1, Sum: 1, Average: 1, Minimum: 1, Maximum: 1 },
        ],
      },
      {
        MetricName: 'ConsumedWriteCapacityUnits',
        Dimensions: { TableName: 'Orders', GlobalSecondaryIndexName: 'by-owner' },
        Unit: 'Count',
        Datapoints: [{ Timestamp: START_S + 60, SampleCount: 4, Sum: 4, Average: 1, Minimum: 1, Maximum: 1 }],
      },
    ]);
  });

  it('count a batch that is throttled in part as one throttled request, and each of its events by cause', () => {
    const { engine, send } = createTable();
    const requests = Array.from({ length: 25 }, (_, i) => ({
      PutRequest: { Item: { id: { S: `k${i}` }, text: { S: 'x'.repeat(30 * 1024) } } },
    }));
    send('BatchWriteItem', { RequestItems: { Orders: requests } });
    const sum = (metricName: string) =>
      engine.metrics({ metricName, dimensions: { TableName: 'Orders' } })[0]?.Datapoints[0]?.Sum;
    expect(sum('WriteThrottleEvents')).toBeGreaterThan(1);
    expect(sum('WriteProvisionedThroughputThrottleEvents')).toBe(sum('WriteThrottleEvents'));
    expect(sum('ThrottledRequests')).toBe(1);
    expect(sum('WriteKeyRangeThroughputThrottleEvents')).toBeUndefined();
  });

  it('tell what is provisioned, minute by minute, and how much of the quotas that is', () => {
    const { engine } = createTable();
    engine.advanceTo(START_MS + 300_000);
    const [table] = engine.metrics({ metricName: 'ProvisionedWriteCapacityUnits' });
    expect(table?.Datapoints.map(({ Average }) => Average)).toEqual([10, 10, 10, 10, 10]);
    const [used] = engine.metrics({ metricName: 'AccountProvisionedWriteCapacityUtilization' });
    expect(used?.Datapoints[0]?.Average).toBeCloseTo((100 * 15) / 80_000, 9);
  });

  it('keep errors apart: refused conditions by table, mistakes by account, latency by operation', () => {
    const { engine, send } = createTable();
    send('PutItem', { ...put('a'), ConditionExpression: 'attribute_exists(id)' });
    send('PutItem', { TableName: 'Orders', Item: {} });
    send('GetItem', { TableName: 'Orders', Key: { id: { S: 'a' } } });
    const sums = Object.fromEntries(
      engine
        .metrics({ fromMs: START_MS + 60_000 })
        .map(({ MetricName, Dimensions, Datapoints }) => [
          [MetricName, ...Object.values(Dimensions)].join(' '),
          Datapoints[0]?.SampleCount,
        ]),
    );
    expect(sums).toMatchObject({
      'ConditionalCheckFailedRequests Orders': 1,
      UserErrors: 1,
      'SuccessfulRequestLatency Orders GetItem': 1,
    });
  });

  it('are there after a restart, and are forgotten after about three hours', () => {
    const { engine, send } = createTable();
    send('PutItem', put('a'));
    const before = engine.metrics({});
    const { nowMs } = engine;
    const restored = restoreEngine({ ...engine.takeCheckpoint(), changes: [], nowMs }, OPTIONS);
    expect(restored.metrics({})).toEqual(before);
    restored.advanceTo(nowMs + 4 * 3_600_000);
    expect(restored.metrics({ metricName: 'ConsumedWriteCapacityUnits' })).toEqual([]);
    expect(restored.metrics({ metricName: 'ProvisionedReadCapacityUnits' })[0]?.Datapoints).toHaveLength(180);
  });

  it('say nothing of what was set up before the first moment', () => {
    const { engine } = createTable();
    engine.handle({ operation: 'PutItem', input: put('a'), atMs: engine.nowMs, origin: 'setup' });
    expect(engine.metrics({ metricName: 'ConsumedWriteCapacityUnits' })).toEqual([]);
  });
});

describe('a query from a URL', () => {
  it('names the metric, the time and the dimensions', () => {
    const url = 'MetricName=WriteThrottleEvents&TableName=Orders&StartTime=60&EndTime=soon';
    expect(metricQueryOf(url.split('&').map((part) => part.split('=') as [string, string]))).toEqual({
      metricName: 'WriteThrottleEvents',
      dimensions: { TableName: 'Orders' },
      fromMs: 60_000,
    });
  });
});
