/** Refusals in sentences. */
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../host/api.ts';
import type { Throttle } from '../../model/command.ts';
import { burstDryAtMs, explainThrottle, leadingRefusal, type ThrottleScene } from './explain-throttle.ts';
import { partition, resource, sample, table } from './testing/samples.ts';

const THROTTLE: Throttle = {
  reason: 'TableWriteKeyRangeThroughputExceeded',
  resourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/Orders',
  table: 'Orders',
  partition: 3,
  unitsAsked: 1,
  unitsAvailable: 0.4,
  unitsPerSecond: 1000,
  keyText: '{"customer":{"S":"c-0042"}}',
};

function textOf(throttle: Throttle, scene: ThrottleScene): string {
  return explainThrottle(throttle, scene)
    .phrases.map(({ text }) => text)
    .join('');
}

function hotScene(share: number): ThrottleScene {
  const partitions = [0, 1, 2, 3, 4].map((id) =>
    partition(
      id,
      [id / 5, (id + 1) / 5],
      id === 3 ? { hotKeys: [{ keyText: THROTTLE.keyText, share }] } : {},
    ),
  );
  return {
    table: table([resource(partitions, { read: 500, write: 4000 })], {
      throughput: { rcu: 500, wcu: 4000, decreasesToday: 0 },
    }),
    samples: [sample(100, { writeUnits: 1640, provisionedWrite: 4000 })],
  };
}

describe('a partition at its limit', () => {
  it('tells the arithmetic, what adaptive capacity did, and that one key cannot be split', () => {
    expect(textOf(THROTTLE, hotScene(0.97))).toBe(
      'Partition 3 is at 1,000 of 1,000 write units/s, the most that one gives: the request asked for 1 and 0.4 were left.' +
        ' Adaptive capacity had lifted it there from its share of 800; the table uses 41 % of its 4,000.' +
        ' This key is 97 % of its load, so a split between keys cannot help: spread that key over several values.',
    );
    expect(explainThrottle(THROTTLE, hotScene(0.97)).subject).toBe('customer = c-0042');
  });

  it('tells that a split helps when no key dominates', () => {
    expect(textOf(THROTTLE, hotScene(0.12))).toContain('No key has more than 12 %');
  });

  it('says of each remedy that it does not lift the partition', () => {
    const { remedies } = explainThrottle(THROTTLE, hotScene(0.97));
    expect(remedies.map(({ label }) => label)).toEqual(['Raise to 8,000 WCU', 'On-demand']);
    expect(remedies.every(({ effect }) => effect.includes('one hot key stays hot'))).toBe(true);
    expect(remedies[0]?.input).toEqual({
      TableName: 'Orders',
      ProvisionedThroughput: { ReadCapacityUnits: 500, WriteCapacityUnits: 8000 },
    });
  });
});

describe('a table or index out of capacity', () => {
  const refused: Throttle = {
    ...THROTTLE,
    reason: 'TableWriteProvisionedThroughputExceeded',
    unitsPerSecond: 5,
  };
  const small = table([
    resource([partition(0, [0, 1])], { write: 5 }),
    resource([partition(0, [0, 1])], { write: 1, index: 'by-host' }),
  ]);

  it('tells since when the burst is gone', () => {
    const samples = [sample(10, { provisionedWrite: 5, burstWrite: 9 }), sample(11, { provisionedWrite: 5 })];
    expect(textOf(refused, { table: small, samples })).toBe(
      'Orders is at its capacity of 5 write units/s: the request asked for 1 and 0.4 were left.' +
        ' Burst, the unused capacity of the last 300 s, ran dry at 00:00:11.',
    );
  });

  it('tells that an index holds its table’s writes back', () => {
    const throttle: Throttle = {
      ...refused,
      reason: 'IndexWriteProvisionedThroughputExceeded',
      index: 'by-host',
      unitsPerSecond: 1,
    };
    expect(textOf(throttle, { table: small, samples: [] })).toContain(
      'A write waits for every index, and by-host cannot take its entry, though the table itself has 5.',
    );
  });

  it('knows a partition’s share from the whole', () => {
    expect(textOf({ ...refused, unitsPerSecond: 1.25 }, { table: small, samples: [] })).toContain(
      'Partition 3 is at its share of 1.3 write units/s',
    );
  });

  it('offers nothing for a table that is changing, on demand or gone', () => {
    const updating = table(small.resources, { status: 'UPDATING' });
    const onDemand = table(small.resources, { billingMode: 'PAY_PER_REQUEST' });
    for (const scene of [updating, onDemand, undefined]) {
      expect(explainThrottle(refused, { table: scene, samples: [] }).remedies).toEqual([]);
    }
  });
});

describe('an on-demand table above twice its peak', () => {
  it('is not mistaken for a partition', () => {
    const scene = { table: table([resource([partition(3, [0, 1])], { write: 4000 })]), samples: [] };
    expect(textOf({ ...THROTTLE, unitsPerSecond: 4000 }, scene)).toContain(
      'Orders, on demand, is at 4,000 write units/s',
    );
  });
});

describe('burstDryAtMs', () => {
  it('is unknown while some is left or when there never was any', () => {
    expect(burstDryAtMs([sample(1, { provisionedWrite: 5, burstWrite: 50 })], 'write')).toBeUndefined();
    expect(burstDryAtMs([sample(1, { provisionedWrite: 5 })], 'write')).toBeUndefined();
  });
});

describe('leadingRefusal', () => {
  const line = (id: number, throttle: Partial<Throttle>, count = 1): LogLine => ({
    id,
    atMs: id,
    kind: 'throttled',
    text: '',
    count,
    throttle: { ...THROTTLE, ...throttle },
  });
  const onIndex: Partial<Throttle> = { index: 'i', reason: 'IndexWriteProvisionedThroughputExceeded' };

  it('stays with the kind that refuses most while a rarer one comes between', () => {
    const log = [line(1, {}, 40), line(2, {}, 40), line(3, onIndex, 2)];
    expect(leadingRefusal(log, 'Orders', undefined)?.id).toBe(2);
    expect(leadingRefusal(log, 'Orders', 'i')?.id).toBe(3);
  });

  it('finds nothing for another table', () => {
    expect(leadingRefusal([line(1, {})], 'Other', undefined)).toBeUndefined();
  });
});
