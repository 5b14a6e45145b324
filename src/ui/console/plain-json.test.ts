import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../model/operations.ts';
import { plainItemsText, toAttributeValue, toRequest } from './plain-json.ts';

describe('plain JSON into DynamoDB JSON', () => {
  it('types every kind of value', () => {
    expect(toAttributeValue({ s: 'x', n: 1.5, b: true, z: null, l: [1, 'a'], m: { k: 'v' } })).toEqual({
      M: {
        s: { S: 'x' },
        n: { N: '1.5' },
        b: { BOOL: true },
        z: { NULL: true },
        l: { L: [{ N: '1' }, { S: 'a' }] },
        m: { M: { k: { S: 'v' } } },
      },
    });
  });

  it('leaves DynamoDB JSON as it is, and types what is plain inside of it', () => {
    expect(toAttributeValue({ S: 'x' })).toEqual({ S: 'x' });
    expect(toAttributeValue({ NS: ['1', '2'] })).toEqual({ NS: ['1', '2'] });
    expect(toAttributeValue({ L: [{ N: '1' }, 'plain'] })).toEqual({ L: [{ N: '1' }, { S: 'plain' }] });
  });

  it('takes an object whose one member only looks like a type for a map', () => {
    expect(toAttributeValue({ S: 5 })).toEqual({ M: { S: { N: '5' } } });
    expect(toAttributeValue({ N: 'x', S: 'y' })).toEqual({ M: { N: { S: 'x' }, S: { S: 'y' } } });
    expect(toAttributeValue({})).toEqual({ M: {} });
  });

  it('changes only what the operation takes as attribute values', () => {
    const request = {
      TableName: 'Orders',
      Item: { customer: 'c-1', total: 5 },
      ExpressionAttributeValues: { ':t': 1 },
      ReturnValues: 'ALL_OLD',
      Unknown: { a: 1 },
    };
    expect(toRequest(OPERATIONS.PutItem.input, request)).toEqual({
      ...request,
      Item: { customer: { S: 'c-1' }, total: { N: '5' } },
      ExpressionAttributeValues: { ':t': { N: '1' } },
    });
  });

  it('reaches the items of a batch', () => {
    const request = { RequestItems: { Orders: [{ PutRequest: { Item: { id: 'a' } } }] } };
    expect(toRequest(OPERATIONS.BatchWriteItem.input, request)).toEqual({
      RequestItems: { Orders: [{ PutRequest: { Item: { id: { S: 'a' } } } }] },
    });
  });

  it('leaves a value of the wrong form to the service', () => {
    expect(toRequest(OPERATIONS.PutItem.input, { Item: 'no' })).toEqual({ Item: 'no' });
  });
});

describe('items as plain JSON', () => {
  it('keep all digits of a number', () => {
    const number = '12345678901234567890123456789012345678';
    expect(plainItemsText([{ id: { S: 'a' }, n: { N: number } }])).toBe(
      `[\n  {\n    "id": "a",\n    "n": ${number}\n  }\n]`,
    );
  });

  it('are valid JSON whatever they hold', () => {
    const item = {
      'a"b': { L: [{ NULL: true }, { M: {} }, { L: [] }] },
      ss: { SS: ['x'] },
      ns: { NS: ['1', '2'] },
      m: { M: { b: { B: 'AAE=' }, t: { BOOL: false } } },
    } as const;
    expect(JSON.parse(plainItemsText([item]))).toEqual([
      { 'a"b': [null, {}, []], ss: ['x'], ns: [1, 2], m: { b: 'AAE=', t: false } },
    ]);
    expect(plainItemsText([])).toBe('[]');
  });
});
