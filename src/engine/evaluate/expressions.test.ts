import { describe, expect, test } from 'vitest';
import { readExpressions } from './expressions.ts';

describe('the expressions of a request', () => {
  test('refuse names and values that none of them uses', () => {
    const read = (names: Record<string, string>, values: Record<string, { S: string }>) => {
      const expressions = readExpressions('GetItem', {
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      });
      expressions.condition('#a = :a');
      expressions.filter('#b = :b');
      expressions.finish();
    };
    const [names, values] = [
      { '#a': 'a', '#b': 'b' },
      { ':a': { S: 'x' }, ':b': { S: 'x' } },
    ];
    expect(() => read(names, values)).not.toThrow();
    expect(() => read({ ...names, '#c': 'c', '#d': 'd' }, values)).toThrow(
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#c, #d}',
    );
    expect(() => read(names, { ...values, ':c': { S: 'x' } })).toThrow(
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:c}',
    );
  });

  test('say which parameter is wrong, behind the envelope where the operation has it', () => {
    expect(() => readExpressions('UpdateItem', {}).update('SET a = :v')).toThrow(
      '1 validation error detected: Invalid UpdateExpression: An expression attribute value used in expression is not ' +
        'defined; attribute value: :v',
    );
    expect(() => readExpressions('Query', {}).filter('#x = #x')).toThrow(
      /^Invalid FilterExpression: An expression attribute name used in the document path is not defined; attribute name: #x$/,
    );
    expect(() => readExpressions('GetItem', {}).projection('a, a.b')).toThrow(
      'Invalid ProjectionExpression: Two document paths',
    );
    expect(() => readExpressions('Query', {}).keyCondition('')).toThrow(
      'Invalid KeyConditionExpression: The expression can not be empty;',
    );
  });

  test('resolve names and keep values canonical', () => {
    const expressions = readExpressions('Query', {
      ExpressionAttributeNames: { '#a': 'real' },
      ExpressionAttributeValues: { ':n': { N: '1.0' } },
    });
    expect(expressions.projection('#a.b[2], c')).toEqual([['real', 'b', 2], ['c']]);
    expect(expressions.values).toEqual({ ':n': { N: '1' } });
  });
});
