import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import type { OperationName } from '../../model/operations.ts';
import { refusalOf } from './testing/refusal-of.ts';

const CAPACITY =
  "Value 'INVALID' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]";
const METRICS =
  "Value 'INVALID' at 'returnItemCollectionMetrics' failed to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]";
const RETURN_VALUES =
  'Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]';
const OLD_RETURN_VALUES =
  "Value 'INVALID' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]";
const EMPTY_NAME =
  "Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1";
const NAME_AT_FIRST =
  "Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1";
const NO_KEY = "Value null at 'key' failed to satisfy constraint: Member must not be null";
const OPERATOR =
  "Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member must satisfy enum value set: [OR, AND]";

const detected = (...texts: readonly string[]): string =>
  `${texts.length} validation error${texts.length > 1 ? 's' : ''} detected: ${texts.join('; ')}`;
const Key = { pk: { S: 'a' } };
const bad = { ReturnConsumedCapacity: 'INVALID', ReturnValues: 'INVALID' };
const update = { UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': { S: 'x' } } };

type Case = readonly [string, OperationName, JsonObject, string];

const cases: readonly Case[] = [
  [
    'an absent table name',
    'PutItem',
    { Item: Key },
    detected("Value null at 'tableName' failed to satisfy constraint: Member must not be null"),
  ],
  [
    'an empty table name alone, whatever else is wrong',
    'PutItem',
    { TableName: '', Item: {}, ...bad },
    detected(NAME_AT_FIRST),
  ],
  [
    'a long table name',
    'PutItem',
    { TableName: 'a'.repeat(256), Item: Key },
    detected(
      `Value '${'a'.repeat(256)}' at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 255`,
    ),
  ],
  [
    'a table name of other characters',
    'PutItem',
    { TableName: 'bad table!@#', Item: Key },
    detected(
      "Value 'bad table!@#' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ),
  ],
  [
    'three enums together',
    'PutItem',
    { TableName: 'T', Item: Key, ...bad, ReturnItemCollectionMetrics: 'INVALID' },
    detected(CAPACITY, RETURN_VALUES, METRICS),
  ],
  ['two enums together', 'DeleteItem', { TableName: 'T', Key, ...bad }, detected(CAPACITY, RETURN_VALUES)],
  [
    'ReturnValues alone when updating',
    'UpdateItem',
    { TableName: 'T', Key, ...bad },
    detected(RETURN_VALUES),
  ],
  [
    'an empty name with an absent key',
    'UpdateItem',
    { TableName: '', ...update },
    detected(EMPTY_NAME, NO_KEY),
  ],
  [
    'all that is wrong when the key is absent, member by member',
    'UpdateItem',
    { TableName: '', ...update, ...bad },
    detected(CAPACITY, EMPTY_NAME, OLD_RETURN_VALUES, NO_KEY),
  ],
  [
    'an unknown operator with an absent key',
    'UpdateItem',
    { TableName: 'T', ConditionalOperator: 'XOR' },
    detected(OPERATOR, NO_KEY),
  ],
  [
    'an unknown operator, bare and alone',
    'Query',
    { TableName: 'T', ConditionalOperator: 'XOR', Select: 'BOGUS' },
    'Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]',
  ],
  [
    'a limit of zero',
    'Query',
    { TableName: 'T', KeyConditionExpression: 'pk = :p', Limit: 0 },
    detected(
      "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ),
  ],
  [
    'a limit of zero, in the older words',
    'Scan',
    { TableName: 'T', Limit: 0 },
    detected(
      "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ),
  ],
  [
    'an unknown Select',
    'Query',
    { TableName: 'T', KeyConditionExpression: 'pk = :p', Select: 'INVALID_VALUE' },
    detected(
      "Value 'INVALID_VALUE' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]",
    ),
  ],
  [
    'no tables to get from',
    'BatchGetItem',
    { RequestItems: {} },
    detected(
      "Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ),
  ],
  [
    'too many keys of a table, by its name as given',
    'BatchGetItem',
    { RequestItems: { Tab: { Keys: Array.from({ length: 101 }, () => Key) } } },
    detected(
      "Value at 'RequestItems.Tab.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100",
    ),
  ],
  [
    'a bad table name among others, as JSON',
    'BatchGetItem',
    { RequestItems: { 'bad!name': { Keys: [Key] } }, ReturnConsumedCapacity: 'INVALID' },
    detected(
      `Value '{"bad!name":{"Keys":[{"pk":{"S":"a"}}]}}' at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]`,
      CAPACITY,
    ),
  ],
  [
    'no tables to write to',
    'BatchWriteItem',
    { RequestItems: {} },
    'The requestItems parameter is required for BatchWriteItem',
  ],
  [
    'a table without requests',
    'BatchWriteItem',
    { RequestItems: { Tab: [] } },
    detected(
      "Value '{Tab=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]",
    ),
  ],
  [
    'an unknown enum alone over a bad table name',
    'BatchWriteItem',
    { RequestItems: { 'bad!name': [{ PutRequest: { Item: Key } }] }, ReturnConsumedCapacity: 'INVALID' },
    detected(CAPACITY),
  ],
  [
    'an empty transaction',
    'TransactWriteItems',
    { TransactItems: [] },
    detected(
      "Value at 'TransactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ),
  ],
  [
    'a long token before the rest, without repeating it',
    'TransactWriteItems',
    {
      TransactItems: [{ Put: { TableName: 'T', Item: Key } }],
      ClientRequestToken: 'x'.repeat(37),
      ReturnConsumedCapacity: 'INVALID',
    },
    detected(
      "Value at 'ClientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36",
    ),
  ],
  [
    'a read without its Get',
    'TransactGetItems',
    { TransactItems: [{}] },
    detected(
      "Value null at 'transactItems.1.member.get' failed to satisfy constraint: Member must not be null",
    ),
  ],
  [
    'a page of too many names',
    'ListTables',
    { Limit: 101 },
    detected(
      "Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100",
    ),
  ],
  [
    'an absent name of a table to show',
    'DescribeTable',
    {},
    "The parameter 'TableName' is required but was not present in the request",
  ],
  [
    'a short name of a table to show',
    'DescribeTable',
    { TableName: 'ab' },
    'TableName must be at least 3 characters long and at most 255 characters long',
  ],
  [
    'a short attribute name below a structure',
    'UpdateTimeToLive',
    { TableName: 'Tab', TimeToLiveSpecification: { Enabled: true, AttributeName: '' } },
    detected(
      "Value '' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ),
  ],
];

describe('an input that breaks its shape', () => {
  test.each(cases)('is refused for %s (%s)', (_what, operation, input, message) => {
    expect(refusalOf(operation, input)).toBe(message);
  });

  test('is told ten of its faults and no more', () => {
    const Keys = Array.from({ length: 12 }, () => null);
    expect(refusalOf('BatchGetItem', { RequestItems: { Tab: { Keys } } })).toMatch(
      /^10 validation errors detected: /,
    );
  });

  test('has a write request repeated as the service prints it', () => {
    const many = Array.from({ length: 26 }, (_, at) => ({ PutRequest: { Item: { pk: { S: `bw-${at}` } } } }));
    const message = refusalOf('BatchWriteItem', { RequestItems: { Tab: many } });
    expect(message).toMatch(
      /^1 validation error detected: Value '\{Tab=\[WriteRequest\(putRequest=PutRequest\(item=\{pk=AttributeValue\(s=bw-0, n=null, b=null, iNT=null, .*bOOL=null\)\}, workloadProfileName=null\), deleteRequest=null\), /,
    );
    expect(message).toMatch(
      /at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[/,
    );
  });
});

describe('a request nested too deeply for the newer layer', () => {
  function deep(maps: number): JsonObject {
    let value: JsonObject = { S: 'leaf' };
    for (let map = 0; map < maps; map++) value = { M: { n: value } };
    return value;
  }

  const conditional = (maps: number, rest: JsonObject): JsonObject => ({
    TableName: 'Tab',
    Key,
    ConditionExpression: 'd = :deep',
    ExpressionAttributeValues: { ':deep': deep(maps) },
    ...rest,
  });
  const BOGUS = { ReturnValues: 'BOGUS' };

  test('is told of its enums as the older layer words them', () => {
    expect(refusalOf('DeleteItem', conditional(40, BOGUS))).toBe(
      '1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: ' +
        '[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]',
    );
    expect(refusalOf('DeleteItem', conditional(63, BOGUS))).toBe(
      "1 validation error detected: Value 'BOGUS' at 'returnValues' failed to satisfy constraint: " +
        'Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]',
    );
    const expected = { a: { Value: deep(100) }, b: { Exists: false } };
    expect(
      refusalOf('PutItem', { TableName: 'Tab', Item: Key, Expected: expected, ConditionalOperator: 'XOR' }),
    ).toBe(
      "1 validation error detected: Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: " +
        'Member must satisfy enum value set: [OR, AND]',
    );
  });

  test('is told of what it would have back before its depth', () => {
    expect(refusalOf('DeleteItem', conditional(100, { ReturnValues: 'UPDATED_NEW' }))).toBe(
      'ReturnValues can only be ALL_OLD or NONE',
    );
    expect(refusalOf('DeleteItem', conditional(100, { ReturnValues: 'ALL_OLD' }))).toContain(
      'Nesting Levels',
    );
  });
});
