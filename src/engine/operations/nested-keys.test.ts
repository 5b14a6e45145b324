import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { createAsking, INDEXED_TABLE } from '../testing/asking.ts';

const KEY: JsonObject = { pk: { S: 'a' }, sk: { S: 'x' } };
const NAMES: JsonObject = { '#k': 'pk', '#g': 'g' };

function refused(kind: string, name: string): string {
  return (
    "ValidationException: Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: " +
    `${kind}: ${name}`
  );
}

describe('a path into a key', () => {
  const asking = createAsking();
  asking.ok('CreateTable', INDEXED_TABLE);
  const ask = (operation: string, input: JsonObject): string =>
    asking.error(operation, { TableName: 'tab', ...input });

  test('is no projection', () => {
    expect(ask('GetItem', { Key: KEY, ProjectionExpression: 'b, sk.c' })).toBe(refused('Key', 'sk'));
    expect(
      ask('GetItem', { Key: KEY, ProjectionExpression: '#k[0]', ExpressionAttributeNames: { '#k': 'pk' } }),
    ).toBe(refused('Key', 'pk'));
    expect(ask('Scan', { ProjectionExpression: 'v[1]' })).toBe(refused('IndexKey', 'v'));
    expect(
      asking.error('BatchGetItem', {
        RequestItems: { tab: { Keys: [KEY], ProjectionExpression: 'g.x' } },
      }),
    ).toBe(refused('IndexKey', 'g'));
  });

  test('is no filter', () => {
    expect(
      ask('Query', {
        KeyConditionExpression: '#k = :a',
        FilterExpression: 'attribute_exists(#g.b)',
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: { ':a': { S: 'a' } },
      }),
    ).toBe(refused('IndexKey', 'g'));
    expect(ask('Scan', { FilterExpression: 'NOT attribute_exists(pk[0])' })).toBe(refused('Key', 'pk'));
  });

  test('is nothing to update or to read in an update', () => {
    expect(ask('UpdateItem', { Key: KEY, UpdateExpression: 'REMOVE g.x' })).toBe(refused('IndexKey', 'g'));
    expect(ask('UpdateItem', { Key: KEY, UpdateExpression: 'SET a = sk.b' })).toBe(refused('Key', 'sk'));
  });

  test('is fine as a name that has a dot in it', () => {
    const input = { ProjectionExpression: '#d', ExpressionAttributeNames: { '#d': 'pk.x' } };
    expect(asking.ok('GetItem', { TableName: 'tab', Key: KEY, ...input })).toEqual({});
  });
});
