import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { createAsking, INDEXED_TABLE, provisionedTable } from '../testing/asking.ts';
import type { Asking } from '../testing/asking.ts';
import { LIFELIKE, type Physics } from '../../model/physics.ts';

const put = (item: JsonObject, table = 'tab'): JsonObject => ({ Put: { TableName: table, Item: item } });
const item = (pk: string, rest: JsonObject = {}): JsonObject => ({ pk: { S: pk }, sk: { S: 's' }, ...rest });

function indexed(physics: Physics = { ...LIFELIKE, latency: false, indexLag: false }): Asking {
  const asking = createAsking(physics);
  asking.ok('CreateTable', INDEXED_TABLE);
  asking.engine.advanceTo((asking.nowMs += 60_000));
  asking.engine.takeEvents();
  return asking;
}

describe('the receipt of a transaction', () => {
  it('explains the doubled units of the table and the plain ones of its indexes', () => {
    const asking = indexed();
    const { receipt } = asking.reply('TransactWriteItems', {
      TransactItems: [
        put(item('a', { g: { S: 'g' }, v: { N: '1' }, text: { S: 'x'.repeat(1500) } })),
        {
          ConditionCheck: {
            TableName: 'tab',
            Key: item('b'),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      ],
    });
    const lines = receipt?.lines.map(({ index, what, roundedUnits, factor, units }) => ({
      index,
      what,
      roundedUnits,
      factor,
      units,
    }));
    expect(lines).toEqual([
      { index: undefined, what: 'item created', roundedUnits: 2, factor: 2, units: 4 },
      { index: 'local', what: 'entry added', roundedUnits: 1, factor: 1, units: 1 },
      { index: 'whole', what: 'entry added', roundedUnits: 2, factor: 1, units: 2 },
      { index: 'keys', what: 'entry added', roundedUnits: 1, factor: 1, units: 1 },
      {
        index: undefined,
        what: 'condition checked, nothing written',
        roundedUnits: 1,
        factor: 2,
        units: 2,
      },
    ]);
    expect(receipt?.plan).toMatchObject({ access: 'batch', table: 'tab' });
  });

  it('explains a transactional read, of what is not there too', () => {
    const asking = indexed();
    asking.ok('PutItem', { TableName: 'tab', Item: item('a', { text: { S: 'x'.repeat(5000) } }) });
    const { receipt } = asking.reply('TransactGetItems', {
      TransactItems: [
        { Get: { TableName: 'tab', Key: item('a') } },
        { Get: { TableName: 'tab', Key: item('b') } },
      ],
    });
    expect(
      receipt?.lines.map(({ items, roundedUnits, factor, units }) => [items, roundedUnits, factor, units]),
    ).toEqual([
      [1, 2, 2, 4],
      [0, 1, 2, 2],
    ]);
    expect(receipt?.plan).toMatchObject({ itemsWalked: 1, itemsReturned: 1 });
  });

  it('explains what a cancelled transaction costs', () => {
    const asking = indexed();
    const reply = asking.reply('TransactWriteItems', {
      TransactItems: [
        put(item('a', { g: { S: 'g' }, text: { S: 'x'.repeat(1500) } })),
        { Delete: { TableName: 'tab', Key: item('b'), ConditionExpression: 'attribute_exists(pk)' } },
      ],
    });
    expect(reply.receipt?.lines.map(({ what, units }) => [what, units])).toEqual([
      ['transaction cancelled, preparing it still charged', 2],
      ['transaction cancelled, preparing it still charged', 1],
    ]);
  });
});

describe('a transaction that throughput refuses', () => {
  function small(): Asking {
    const asking = createAsking({ ...LIFELIKE, latency: false, controlPlaneDelays: false });
    asking.ok('CreateTable', provisionedTable('small', 4, 4));
    return asking;
  }

  it('says why with the first of its throttles, and reports each of them', () => {
    const asking = small();
    asking.engine.takeEvents();
    const writes = ['a', 'b', 'c', 'd'].map((pk) => put({ pk: { S: pk } }, 'small'));
    const reply = asking.reply('TransactWriteItems', { TransactItems: writes });
    expect(reply.kind === 'error' && reply.throttle).toMatchObject({
      reason: 'TableWriteProvisionedThroughputExceeded',
      keyText: '{"pk":{"S":"c"}}',
      unitsAsked: 2,
      unitsAvailable: 0,
    });
    const throttled = asking.engine.takeEvents().filter(({ kind }) => kind === 'throttled');
    expect(throttled).toHaveLength(2);
    expect(asking.ok('Scan', { TableName: 'small', Select: 'COUNT' })['Count']).toBe(0);
  });

  it('may be one that repeats a finished request', () => {
    const asking = small();
    const request = {
      ClientRequestToken: 't',
      TransactItems: ['a', 'b'].map((pk) => put({ pk: { S: pk } }, 'small')),
    };
    asking.ok('TransactWriteItems', request);
    asking.ok('TransactWriteItems', request);
    expect(asking.error('TransactWriteItems', request)).toBe(
      'TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons ' +
        '[ProvisionedThroughputExceeded, ProvisionedThroughputExceeded]',
    );
  });

  it('is cancelled for its conditions where preparing it can still be paid, else for throughput', () => {
    const asking = small();
    const check = {
      ConditionCheck: {
        TableName: 'small',
        Key: { pk: { S: 'none' } },
        ConditionExpression: 'attribute_exists(pk)',
      },
    };
    const codes = () => /\[(.*)\]/.exec(asking.error('TransactWriteItems', { TransactItems: [check] }))?.[1];
    expect([codes(), codes(), codes(), codes(), codes()]).toEqual([
      'ConditionalCheckFailed',
      'ConditionalCheckFailed',
      'ConditionalCheckFailed',
      'ConditionalCheckFailed',
      'ProvisionedThroughputExceeded',
    ]);
  });
});

describe('a transaction', () => {
  it('names tables in its capacity as the request names them', () => {
    const asking = indexed();
    const TableName = 'arn:aws:dynamodb:eu-west-2:000000000000:table/tab';
    const answer = asking.ok('TransactWriteItems', {
      ReturnConsumedCapacity: 'TOTAL',
      TransactItems: [put(item('a'), TableName), put(item('b'), TableName), put(item('c'))],
    });
    expect(answer['ConsumedCapacity']).toEqual([
      { TableName, CapacityUnits: 4, WriteCapacityUnits: 4 },
      { TableName: 'tab', CapacityUnits: 2, WriteCapacityUnits: 2 },
    ]);
  });

  it('is reported with the table of its first action', () => {
    const asking = indexed();
    asking.ok('TransactWriteItems', { TransactItems: [put(item('a'))] });
    asking.ok('TransactGetItems', { TransactItems: [{ Get: { TableName: 'tab', Key: item('a') } }] });
    const requests = asking.engine.takeEvents().filter((event) => event.kind === 'request');
    expect(requests.map(({ operation, table }) => [operation, table])).toEqual([
      ['TransactWriteItems', 'tab'],
      ['TransactGetItems', 'tab'],
    ]);
  });

  it('overlaps with each request of the load, and with those of nobody who waits', () => {
    const asking = indexed(LIFELIKE);
    asking.ok('TransactWriteItems', { TransactItems: [put(item('a'))] });
    const write = (origin: 'user' | 'load' | 'import', client?: string) => {
      const reply = asking.engine.handle({
        operation: 'PutItem',
        input: { TableName: 'tab', Item: item('a') },
        atMs: asking.nowMs,
        origin,
        ...(client === undefined ? {} : { client }),
      });
      return reply.kind === 'ok' ? 'ok' : reply.code;
    };
    const conflict = 'TransactionConflictException';
    expect([write('user'), write('load'), write('import'), write('user', 'someone else')]).toEqual([
      'ok',
      conflict,
      conflict,
      conflict,
    ]);
  });
});
