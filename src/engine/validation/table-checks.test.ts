import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { refusalOf } from './testing/refusal-of.ts';

const INVALID = 'One or more parameter values were invalid: ';
const hash = (AttributeName: string): JsonObject => ({ AttributeName, KeyType: 'HASH' });
const range = (AttributeName: string): JsonObject => ({ AttributeName, KeyType: 'RANGE' });
const defined = (...names: readonly string[]): readonly JsonObject[] =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const capacity = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
const all = { ProjectionType: 'ALL' };

const base = {
  TableName: 'Orders',
  AttributeDefinitions: defined('pk', 'sk'),
  KeySchema: [hash('pk'), range('sk')],
  BillingMode: 'PAY_PER_REQUEST',
};
const create = (more: JsonObject): string => refusalOf('CreateTable', { ...base, ...more });
const local = (
  IndexName: string,
  KeySchema: readonly JsonObject[],
  Projection: JsonObject = all,
): JsonObject => ({
  IndexName,
  KeySchema,
  Projection,
});

describe('CreateTable', () => {
  test('accepts tables with every kind of key and index', () => {
    expect(create({})).toBe('accepted');
    expect(create({ AttributeDefinitions: defined('pk'), KeySchema: [hash('pk')] })).toBe('accepted');
    expect(
      create({
        AttributeDefinitions: defined('pk', 'sk', 'a', 'b', 'c'),
        LocalSecondaryIndexes: [local('by-a', [hash('pk'), range('a')])],
        GlobalSecondaryIndexes: [local('by-abc', [hash('a'), hash('b'), range('c')])],
      }),
    ).toBe('accepted');
    expect(create({ BillingMode: null, ProvisionedThroughput: capacity })).toBe('accepted');
  });

  const cases: readonly (readonly [string, JsonObject, string])[] = [
    [
      'an absent name',
      { TableName: null },
      "The parameter 'TableName' is required but was not present in the request",
    ],
    [
      'a short name',
      { TableName: 'ab' },
      "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'three key elements, printed as the service does',
      { KeySchema: [hash('pk'), range('sk'), range('extra')] },
      "1 validation error detected: Value '[KeySchemaElement(attributeName=pk, keyType=HASH), KeySchemaElement(attributeName=sk, keyType=RANGE), KeySchemaElement(attributeName=extra, keyType=RANGE)]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
    [
      'an unknown key type',
      { KeySchema: [{ AttributeName: 'pk', KeyType: 'INVALID' }] },
      "1 validation error detected: Value 'INVALID' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]",
    ],
    [
      'an unknown attribute type',
      { AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'INVALID' }] },
      "1 validation error detected: Value 'INVALID' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
    ],
    [
      'short index names, those of global indexes first',
      {
        LocalSecondaryIndexes: [local('aa', [hash('pk'), range('lr')])],
        GlobalSecondaryIndexes: [local('zz', [hash('gh')])],
      },
      "2 validation errors detected: Value 'zz' at 'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3; Value 'aa' at 'localSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'provisioned without throughput',
      { BillingMode: 'PROVISIONED' },
      `${INVALID}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`,
    ],
    [
      'on demand with throughput',
      { ProvisionedThroughput: capacity },
      `${INVALID}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
    ],
    [
      'throughput beyond all bounds',
      {
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 1_000_000_000_001, WriteCapacityUnits: 1 },
      },
      'Given value 1000000000001 for ReadCapacityUnits is out of bounds',
    ],
    [
      'one attribute as both keys',
      { AttributeDefinitions: defined('pk'), KeySchema: [hash('pk'), range('pk')] },
      'Invalid KeySchema: Some index key attribute have no definition',
    ],
    [
      'a key without definition',
      { AttributeDefinitions: defined('other'), KeySchema: [hash('pk')] },
      `${INVALID}Some index key attributes are not defined in AttributeDefinitions. Keys: [pk], AttributeDefinitions: [other]`,
    ],
    [
      'a sort key that comes first',
      { KeySchema: [range('pk'), hash('sk')] },
      'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      'two partition keys',
      { KeySchema: [hash('pk'), hash('sk')] },
      'Invalid KeySchema: The second KeySchemaElement is not a RANGE key type',
    ],
    [
      'a definition that no key needs',
      { KeySchema: [hash('pk')] },
      `${INVALID}Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
    ],
    [
      'a definition that neither table nor index needs',
      {
        AttributeDefinitions: defined('pk', 'sk', 'b', 'a'),
        GlobalSecondaryIndexes: [local('by-a', [hash('a')])],
      },
      `${INVALID}Some AttributeDefinitions are not used. AttributeDefinitions: [a, b, pk, sk], keys used: [a, pk, sk]`,
    ],
    [
      'an empty list of indexes',
      { LocalSecondaryIndexes: [] },
      `${INVALID}List of LocalSecondaryIndexes is empty`,
    ],
    [
      'a local index of a table without sort key',
      {
        AttributeDefinitions: defined('pk', 'a'),
        KeySchema: [hash('pk')],
        LocalSecondaryIndexes: [local('by-a', [hash('pk'), range('a')])],
      },
      `${INVALID}Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex`,
    ],
    [
      'a local index with another partition key',
      { LocalSecondaryIndexes: [local('by-a', [hash('sk'), range('pk')])] },
      `${INVALID}Index KeySchema does not have the same leading hash key as table KeySchema for index: by-a. index hash key: sk, table hash key: pk`,
    ],
    [
      'two indexes of one name',
      { GlobalSecondaryIndexes: [local('same', [hash('sk')]), local('same', [hash('pk')])] },
      `${INVALID}Duplicate index name: same`,
    ],
    [
      'a projection without its attributes',
      { GlobalSecondaryIndexes: [local('by-sk', [hash('sk')], { ProjectionType: 'INCLUDE' })] },
      `${INVALID}ProjectionType is INCLUDE, but NonKeyAttributes is not specified`,
    ],
    [
      'a projection with attributes it does not take',
      {
        GlobalSecondaryIndexes: [
          local('by-sk', [hash('sk')], { ProjectionType: 'ALL', NonKeyAttributes: ['x'] }),
        ],
      },
      `${INVALID}ProjectionType is ALL, but NonKeyAttributes is specified`,
    ],
    [
      'a provisioned index without throughput',
      {
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: capacity,
        GlobalSecondaryIndexes: [local('by-sk', [hash('sk')])],
      },
      `${INVALID}ProvisionedThroughput is not specified for index: by-sk`,
    ],
    [
      'index keys in the wrong order',
      {
        AttributeDefinitions: defined('pk', 'sk', 'a'),
        GlobalSecondaryIndexes: [local('by-sk', [hash('sk'), range('pk'), hash('a')])],
      },
      `${INVALID}All HASH key attributes must precede RANGE key attributes in the KeySchema`,
    ],
    [
      'more than twenty global indexes',
      {
        GlobalSecondaryIndexes: Array.from({ length: 21 }, (_, at) => local(`index-${at}`, [hash('sk')])),
      },
      `${INVALID}GlobalSecondaryIndex count exceeds the per-table limit of 20`,
    ],
    [
      'a stream that is on without saying what it holds',
      { StreamSpecification: { StreamEnabled: true } },
      `${INVALID}Table is being created with a stream enabled, UpdateViewType is required`,
    ],
    [
      'a limit of nothing on demand',
      { OnDemandThroughput: { MaxReadRequestUnits: 0 } },
      `${INVALID}Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range`,
    ],
  ];

  test.each(cases)('refuses %s', (_what, more, message) => {
    expect(create(more)).toBe(message);
  });
});

describe('UpdateTable', () => {
  const update = (more: JsonObject): string => refusalOf('UpdateTable', { TableName: 'Orders', ...more });
  const made = { Create: local('by-a', [hash('a')]) };

  test('wants something to do', () => {
    expect(update({})).toMatch(
      /^At least one of ProvisionedThroughput, .* WarmThroughput or TableClass is required$/,
    );
    expect(update({ GlobalSecondaryIndexUpdates: [] })).toMatch(/^At least one of /);
    expect(update({ DeletionProtectionEnabled: false })).toBe('accepted');
  });

  const cases: readonly (readonly [JsonObject, string])[] = [
    [
      { BillingMode: 'PROVISIONED' },
      `${INVALID}ProvisionedThroughput must be specified when BillingMode is PROVISIONED`,
    ],
    [
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: -1 } },
      "1 validation error detected: Value '-1' at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { GlobalSecondaryIndexUpdates: [{}] },
      `${INVALID}One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null`,
    ],
    [
      { GlobalSecondaryIndexUpdates: [made, { Delete: { IndexName: 'by-a' } }] },
      `${INVALID}Only one global secondary index update per index is allowed simultaneously. Index: by-a`,
    ],
    [
      { GlobalSecondaryIndexUpdates: [made], ProvisionedThroughput: capacity },
      `${INVALID}You cannot create or delete index while updating table IOPS`,
    ],
    [
      { StreamSpecification: { StreamEnabled: true } },
      `${INVALID}If stream is being enabled then UpdateViewType is required`,
    ],
    [
      { TableClass: 'STANDARD', DeletionProtectionEnabled: true },
      `${INVALID}TableClass modification must be the only operation in the request`,
    ],
  ];

  test.each(cases)('refuses %j', (more, message) => {
    expect(update(more)).toBe(message);
  });
});
