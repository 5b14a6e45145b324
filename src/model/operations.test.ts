import { describe, expect, test } from 'vitest';
import { OPERATIONS, isOperationName } from './operations.ts';
import type { Shape } from './shape.ts';

/** Every line of help at and below a shape. */
function docsBelow(shape: Shape): readonly string[] {
  if (shape.kind === 'list') return docsBelow(shape.item);
  if (shape.kind === 'map') return docsBelow(shape.value);
  if (shape.kind !== 'structure') return [];
  const members = Object.values(shape.members);
  return [...members.map(({ doc }) => doc), ...members.flatMap((member) => docsBelow(member.shape))];
}

describe('the operations', () => {
  test('each have a line of help, and so has every member of their inputs', () => {
    const operations = Object.values(OPERATIONS);
    const docs = [
      ...operations.map(({ doc }) => doc),
      ...operations.flatMap(({ input }) => docsBelow(input)),
    ];
    expect(docs.length).toBeGreaterThan(200);
    expect(docs.filter((doc) => !/^[A-Z#].{4,110}\.$/.test(doc))).toEqual([]);
  });

  test('name their inputs as the API does', () => {
    const odd = Object.entries(OPERATIONS).filter(([name, { input }]) => input.name !== `${name}Input`);
    expect(odd.map(([name]) => name)).toEqual(['DescribeEndpoints']);
  });

  test('belong to the streams service when they read streams, and else to the database', () => {
    const ofStreams = Object.entries(OPERATIONS).filter(([, { service }]) => service === 'DynamoDBStreams');
    expect(ofStreams.map(([name]) => name)).toEqual([
      'DescribeStream',
      'GetRecords',
      'GetShardIterator',
      'ListStreams',
    ]);
  });

  test('carry the constraints of the API', () => {
    const { Query, Scan, BatchGetItem, TransactWriteItems, ExecuteStatement, ListTables } = OPERATIONS;
    expect(Query.input.members.IndexName.shape).toEqual({
      kind: 'string',
      minLength: 3,
      maxLength: 255,
      pattern: '[a-zA-Z0-9_.-]+',
    });
    expect(Query.input.members.Limit.shape).toEqual({ kind: 'integer', min: 1 });
    expect(Scan.input.members.TotalSegments.shape).toEqual({ kind: 'integer', min: 1, max: 1_000_000 });
    expect(ListTables.input.members.Limit.shape).toEqual({ kind: 'integer', min: 1, max: 100 });
    expect(BatchGetItem.input.members.RequestItems.shape.value.members.Keys.shape).toMatchObject({
      minLength: 1,
      maxLength: 100,
    });
    expect(TransactWriteItems.input.members.ClientRequestToken.shape).toMatchObject({
      minLength: 1,
      maxLength: 36,
    });
    expect(ExecuteStatement.input.members.Statement.shape).toMatchObject({ maxLength: 8192 });
  });

  test('are told from other names, inherited ones included', () => {
    expect(['PutItem', 'putItem', 'toString', ''].map(isOperationName)).toEqual([true, false, false, false]);
  });
});
