import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { refusalOf } from './testing/refusal-of.ts';
import { validateInput } from './validate-input.ts';

const key = { pk: { S: 'a' } };

function parse(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}

describe('a good input', () => {
  test('is handed on as it is', () => {
    const input = { TableName: 'T', Key: key, ConsistentRead: true };
    expect(validateInput('GetItem', input)).toBe(input);
  });

  test('may name its table by ARN', () => {
    expect(
      refusalOf('GetItem', { TableName: 'arn:aws:dynamodb:eu-west-2:000000000000:table/T', Key: key }),
    ).toBe('accepted');
  });

  test('loses nulls and unknown members, and stays untouched itself', () => {
    const input = parse(
      '{"TableName":"T","Limit":null,"Surprise":1,"Item":{"pk":{"S":"a","N":null,"X":1},"__proto__":{"L":[{"S":"b","Y":2}]}}}',
    );
    expect(JSON.stringify(validateInput('PutItem', input))).toBe(
      '{"TableName":"T","Item":{"pk":{"S":"a"},"__proto__":{"L":[{"S":"b"}]}}}',
    );
    expect(Object.keys(input)).toContain('Surprise');
  });

  test('may spell a boolean as a word, and a whole number with a fraction', () => {
    expect(validateInput('Scan', { TableName: 'T', ConsistentRead: 'yes', Limit: 2.7 })).toEqual({
      TableName: 'T',
      ConsistentRead: true,
      Limit: 2,
    });
  });
});

describe('a value of the wrong type', () => {
  const cases: readonly (readonly [JsonValue, string])[] = [
    [{ TableName: 5 }, 'NUMBER_VALUE cannot be converted to String'],
    [{ TableName: 5.5 }, 'DECIMAL_VALUE cannot be converted to String'],
    [{ TableName: true }, 'TRUE_VALUE cannot be converted to String'],
    [{ TableName: [] }, 'Unrecognized collection type class java.lang.String'],
    [{ TableName: {} }, 'Start of structure or map found where not expected'],
    [{ ConsistentRead: 'maybe' }, 'Unexpected token received from parser'],
    [{ ConsistentRead: 1 }, 'NUMBER_VALUE cannot be converted to Boolean'],
    [{ AttributesToGet: 'a' }, 'Unexpected field type'],
    [{ AttributesToGet: {} }, 'Start of structure or map found where not expected'],
    [{ Key: 'a' }, 'Unexpected field type'],
    [
      { Key: [] },
      'Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>',
    ],
    [{ Key: { pk: 'a' } }, 'Unexpected value type in payload'],
    [
      { Key: { pk: [] } },
      'Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue',
    ],
    [{ Key: { pk: { S: 5 } } }, 'NUMBER_VALUE cannot be converted to String'],
    [{ Key: { pk: { N: 5 } } }, 'NUMBER_VALUE cannot be converted to String'],
    [{ Key: { pk: { B: 'abc' } } }, 'Base64 encoded length is expected a multiple of 4 bytes but found: 3'],
    [{ Key: { pk: { B: 'ab=d' } } }, 'Invalid last non-pad Base64 character dectected'],
    [{ Key: { pk: { B: 'AB==' } } }, 'Invalid last non-pad Base64 character dectected'],
    [{ Key: { pk: { BOOL: 'perhaps' } } }, 'Unexpected token received from parser'],
    [{ Key: { pk: { L: {} } } }, 'Start of structure or map found where not expected'],
    [{ Key: { pk: { SS: 'a' } } }, 'Unexpected field type'],
  ];

  test.each(cases)('%j is refused before anything else is looked at', (input, message) => {
    expect(refusalOf('GetItem', input)).toBe(`SerializationException: ${message}`);
  });

  test('says where a number was wanted which kind', () => {
    expect(refusalOf('Query', { Limit: '5' })).toBe(
      'SerializationException: STRING_VALUE cannot be converted to Integer',
    );
    const throughput = { ReadCapacityUnits: '5', WriteCapacityUnits: 1 };
    expect(refusalOf('UpdateTable', { ProvisionedThroughput: throughput })).toBe(
      'SerializationException: STRING_VALUE cannot be converted to Long',
    );
  });

  test('is named by its class inside lists and maps', () => {
    expect(refusalOf('BatchWriteItem', { RequestItems: { abc: 'x' } })).toMatch(
      /^SerializationException: class sun\./,
    );
    expect(refusalOf('BatchWriteItem', { RequestItems: { abc: ['x'] } })).toBe(
      'SerializationException: Unexpected value type in payload',
    );
    expect(refusalOf('BatchWriteItem', { RequestItems: [] })).toBe(
      'SerializationException: Unrecognized collection type ' +
        'java.util.Map<java.lang.String, java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>>',
    );
    expect(refusalOf('BatchWriteItem', { RequestItems: { abc: [{ PutRequest: [] }] } })).toBe(
      'SerializationException: Unrecognized collection type class com.amazonaws.dynamodb.v20120810.PutRequest',
    );
  });

  test('is an input that is no object', () => {
    const refusals = (['x', 5, null, []] as const).map((input) => refusalOf('ListTables', input));
    expect(new Set(refusals)).toEqual(new Set(['SerializationException: ']));
  });
});

describe('a very deep input', () => {
  const depth = 100_000;

  test('is refused without running out of stack', () => {
    const value = `${'{"L":['.repeat(5000)}{"S":"x"}${']}'.repeat(5000)}`;
    expect(refusalOf('PutItem', parse(`{"TableName":"T","Item":{"pk":{"S":"a"},"deep":${value}}}`))).toBe(
      '1 validation error detected: Nesting Levels have exceeded supported limits: ' +
        'Attributes in the item have nested levels beyond supported limit',
    );
  });

  test('costs nothing where its shape has no depth', () => {
    let deep: JsonValue = [];
    for (let i = 0; i < depth; i++) deep = [deep];
    expect(refusalOf('PutItem', { TableName: 'T', Item: { pk: { S: 'a' } }, Other: deep })).toBe('accepted');
    expect(refusalOf('PutItem', { TableName: 'T', Item: deep })).toMatch(
      /^SerializationException: Unrecognized/,
    );
  });
});
