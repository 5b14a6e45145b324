/** The Scan/Query box as requests. */
import { describe, expect, it } from 'vitest';
import { tableDoc } from '../tables/testing/table-docs.ts';
import { buildSearch, emptySearch, keyOf, type Filter, type Search } from './search-request.ts';

const doc = tableDoc({
  key: { pk: [{ name: 'customer', type: 'S' }], sk: [{ name: 'placed', type: 'N' }] },
  indexes: [
    {
      name: 'by-place',
      key: {
        pk: [
          { name: 'country', type: 'S' },
          { name: 'city', type: 'S' },
        ],
        sk: [
          { name: 'year', type: 'N' },
          { name: 'day', type: 'N' },
        ],
      },
      projection: { kind: 'ALL' },
    },
  ],
});

function search(different: Partial<Search>): Search {
  const { index, mode = 'Scan' } = different;
  return { ...emptySearch(keyOf(doc, index), index, mode), ...different };
}

function inputOf(different: Partial<Search>): unknown {
  const built = buildSearch(doc, search(different));
  return built.ok ? built.input : built.problem;
}

const filter: Filter = { id: 1, name: 'status', type: 'S', operator: '=', value: 'PAID', upper: '' };

describe('buildSearch', () => {
  it('scans a table', () => {
    expect(inputOf({})).toEqual({ TableName: 'Orders', ReturnConsumedCapacity: 'TOTAL' });
  });

  it('queries by key with expressions', () => {
    const sk = [{ operator: 'between' as const, value: '1', upper: '9' }];
    expect(
      inputOf({ mode: 'Query', pk: ['c-1'], sk, isDescending: true, isConsistent: true, limit: '25' }),
    ).toEqual({
      TableName: 'Orders',
      KeyConditionExpression: '#n0 = :v0 AND #n1 BETWEEN :v1 AND :v2',
      ExpressionAttributeNames: { '#n0': 'customer', '#n1': 'placed' },
      ExpressionAttributeValues: { ':v0': { S: 'c-1' }, ':v1': { N: '1' }, ':v2': { N: '9' } },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: 25,
      ReturnConsumedCapacity: 'TOTAL',
    });
  });

  it('joins filters with AND and names each attribute once', () => {
    const filters: Filter[] = [
      filter,
      { ...filter, id: 2, operator: 'exists' },
      { ...filter, id: 3, name: 'paid', type: 'BOOL', value: 'true' },
      { ...filter, id: 4, name: 'note', operator: 'not_contains', value: 'x' },
    ];
    expect(inputOf({ filters })).toMatchObject({
      FilterExpression: '#n0 = :v0 AND attribute_exists(#n0) AND #n1 = :v1 AND NOT contains(#n2, :v2)',
      ExpressionAttributeNames: { '#n0': 'status', '#n1': 'paid', '#n2': 'note' },
      ExpressionAttributeValues: { ':v0': { S: 'PAID' }, ':v1': { BOOL: true }, ':v2': { S: 'x' } },
    });
  });

  it('never reads a global index consistently', () => {
    const asked = { index: 'by-place', mode: 'Query', pk: ['NL', 'Delft'], isConsistent: true } as const;
    expect(inputOf(asked)).not.toHaveProperty('ConsistentRead');
  });

  it('conditions several sort keys from the left, all but the last by equality', () => {
    const base = { index: 'by-place', mode: 'Query', pk: ['NL', 'Delft'] } as const;
    const equal = { operator: '=' as const, value: '2026', upper: '' };
    const more = { operator: '>' as const, value: '1', upper: '' };
    const none = { operator: '' as const, value: '', upper: '' };
    expect(inputOf({ ...base, sk: [equal, more] })).toMatchObject({
      KeyConditionExpression: '#n0 = :v0 AND #n1 = :v1 AND #n2 = :v2 AND #n3 > :v3',
    });
    expect(inputOf({ ...base, sk: [none, more] })).toContain('needs “=” on year');
    expect(inputOf({ ...base, sk: [more, equal] })).toContain('needs “=” on year');
  });

  it.each([
    [{ mode: 'Query' }, 'needs a value for the partition key customer'],
    [{ mode: 'Query', pk: ['a'], sk: [{ operator: '=', value: '', upper: '' }] }, 'needs a value'],
    [{ filters: [{ ...filter, name: '' }] }, 'needs the name'],
    [{ filters: [{ ...filter, operator: 'between' }] }, 'needs both bounds'],
    [{ limit: 'ten' }, 'whole number'],
  ] as const)('says what is missing for %j', (different, words) => {
    expect(inputOf(different)).toContain(words);
  });
});
