/** The create-table form as API calls. */
import { describe, expect, it } from 'vitest';
import { emptyIndex, EMPTY_TABLE, planIndex, planTable, type TableForm } from './table-form.ts';

const orders: TableForm = {
  ...EMPTY_TABLE,
  name: 'Orders',
  pkName: 'customer',
  skName: 'placed',
  skType: 'N',
};

function inputOf(form: TableForm): unknown {
  const planned = planTable(form);
  return planned.ok ? planned.create.input : planned.problem;
}

describe('planTable', () => {
  it('sends the least for an on-demand table', () => {
    expect(inputOf(orders)).toEqual({
      TableName: 'Orders',
      AttributeDefinitions: [
        { AttributeName: 'customer', AttributeType: 'S' },
        { AttributeName: 'placed', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'customer', KeyType: 'HASH' },
        { AttributeName: 'placed', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  it('gives a provisioned table and its GSIs their units, and an LSI its table’s partition key', () => {
    const form: TableForm = {
      ...orders,
      mode: 'PROVISIONED',
      wcu: '400',
      indexes: [
        {
          ...emptyIndex(1, 'GSI'),
          name: 'by-status',
          pkName: 'status',
          projection: 'INCLUDE',
          attributes: 'total, note',
        },
        { ...emptyIndex(2, 'LSI'), name: 'by-total', skName: 'total', skType: 'N', projection: 'KEYS_ONLY' },
      ],
    };
    expect(inputOf(form)).toMatchObject({
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 400 },
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-status',
          KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['total', 'note'] },
          ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'by-total',
          KeySchema: [
            { AttributeName: 'customer', KeyType: 'HASH' },
            { AttributeName: 'total', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
  });

  it('turns TTL on in a second call, because CreateTable cannot', () => {
    const planned = planTable({ ...orders, ttlAttribute: 'expires' });
    expect(planned).toMatchObject({
      ttl: {
        operation: 'UpdateTimeToLive',
        input: { TableName: 'Orders', TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' } },
      },
    });
  });

  it('sends stream, protection and tags when asked for', () => {
    const form: TableForm = {
      ...orders,
      streamView: 'NEW_IMAGE',
      isProtected: true,
      tags: [{ id: 1, key: 'team', value: 'a' }],
    };
    expect(inputOf(form)).toMatchObject({
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      DeletionProtectionEnabled: true,
      Tags: [{ Key: 'team', Value: 'a' }],
    });
  });

  it.each([
    [{ name: '' }, 'needs a name'],
    [{ pkName: '' }, 'needs a partition key'],
    [{ mode: 'PROVISIONED', wcu: '0' }, 'whole number'],
    [{ indexes: [{ ...emptyIndex(1, 'LSI'), name: 'l' }] }, 'needs a sort key'],
    [{ indexes: [{ ...emptyIndex(1, 'GSI'), name: 'g', pkName: 'placed' }] }, 'cannot be both N and S'],
  ] as const)('says what is missing for %j', (different, words) => {
    expect(inputOf({ ...orders, ...different })).toContain(words);
  });
});

describe('planIndex', () => {
  it('creates one GSI with the attribute definitions it needs', () => {
    const index = { ...emptyIndex(1, 'GSI'), name: 'by-status', pkName: 'status' };
    const known = {
      mode: 'PAY_PER_REQUEST' as const,
      definitions: [{ name: 'customer', type: 'S' as const }],
    };
    expect(planIndex('Orders', index, known)).toEqual({
      ok: true,
      call: {
        operation: 'UpdateTable',
        input: {
          TableName: 'Orders',
          AttributeDefinitions: [
            { AttributeName: 'customer', AttributeType: 'S' },
            { AttributeName: 'status', AttributeType: 'S' },
          ],
          GlobalSecondaryIndexUpdates: [
            {
              Create: {
                IndexName: 'by-status',
                KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }],
                Projection: { ProjectionType: 'ALL' },
              },
            },
          ],
        },
      },
    });
  });
});
