/** What CreateTable asks of its parameters beyond each one's shape, in the order in which the service asks. */
import { DynamoError } from '../../model/errors.ts';
import { MAX_GLOBAL_INDEXES, MAX_LOCAL_INDEXES } from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';
import {
  type KeySchema,
  checkCapacityBounds,
  checkGlobalKeySchema,
  checkProjection,
  checkSimpleKeySchema,
  invalidParameters,
  namesOf,
} from './key-schema-checks.ts';
import { checkNewTags } from './tag-checks.ts';
import { checkVectorIndexes, searchSchemaNames } from './vector-index-checks.ts';

type Input = InputOf<'CreateTable'>;
type LocalIndexes = NonNullable<Input['LocalSecondaryIndexes']>;
type GlobalIndexes = NonNullable<Input['GlobalSecondaryIndexes']>;

export function checkCreateTable(input: Input): void {
  checkBilling(input);
  const defined = input.AttributeDefinitions.map(({ AttributeName: name }) => name);
  checkDefinitions(defined);
  checkTableKey(input.KeySchema, defined);
  const { LocalSecondaryIndexes: local, GlobalSecondaryIndexes: global } = input;
  if (local?.length === 0) throw invalidParameters('List of LocalSecondaryIndexes is empty');
  if (global?.length === 0) throw invalidParameters('List of GlobalSecondaryIndexes is empty');
  const indexNames = new Set<string>();
  if (local !== undefined) checkLocalIndexes(local, { table: input.KeySchema, defined, indexNames });
  if (global !== undefined) checkGlobalIndexes(global, { input, defined, indexNames });
  checkVectorIndexes(input.VectorIndexes, { billingMode: input.BillingMode, defined, indexNames });
  checkAllDefinitionsUsed(input, defined);
  checkStream(input.StreamSpecification);
  checkOnDemand(input);
  if (input.Tags !== undefined) checkNewTags('CreateTable', input.Tags);
}

function checkBilling({ BillingMode: mode, ProvisionedThroughput: throughput }: Input): void {
  if (mode === 'PAY_PER_REQUEST') {
    if (throughput === undefined) return;
    throw invalidParameters(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (throughput === undefined) {
    throw invalidParameters(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  checkCapacityBounds(throughput);
}

function checkDefinitions(defined: readonly string[]): void {
  const repeated = defined.find((name, index) => defined.indexOf(name) !== index);
  if (repeated === undefined) return;
  throw new DynamoError('ValidationException', `Attribute Name is duplicated: ${repeated}`);
}

function checkTableKey(keySchema: KeySchema, defined: readonly string[]): void {
  if (keySchema.length > defined.length) {
    throw new DynamoError(
      'ValidationException',
      'Invalid KeySchema: Some index key attribute have no definition',
    );
  }
  checkKeysDefined(keySchema, defined);
  checkSimpleKeySchema(keySchema);
}

function checkKeysDefined(keySchema: KeySchema, defined: readonly string[]): void {
  const keys = namesOf(keySchema);
  if (keys.every((name) => defined.includes(name))) return;
  throw invalidParameters(
    'Some index key attributes are not defined in AttributeDefinitions. ' +
      `Keys: [${keys.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
  );
}

function checkIndexName(name: string, indexNames: Set<string>): void {
  if (indexNames.has(name)) throw invalidParameters(`Duplicate index name: ${name}`);
  indexNames.add(name);
}

interface LocalRules {
  readonly table: KeySchema;
  readonly defined: readonly string[];
  readonly indexNames: Set<string>;
}

function checkLocalIndexes(indexes: LocalIndexes, { table, defined, indexNames }: LocalRules): void {
  if (table.length < 2) {
    throw invalidParameters(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  }
  for (const { IndexName: name, KeySchema: keySchema, Projection: projection } of indexes) {
    checkKeysDefined(keySchema, defined);
    checkSimpleKeySchema(keySchema);
    if (keySchema.length < 2)
      throw invalidParameters(`Index KeySchema does not have a range key for index: ${name}`);
    const [hash, tableHash] = [keySchema[0]?.AttributeName, table[0]?.AttributeName];
    if (hash !== tableHash) {
      throw invalidParameters(
        'Index KeySchema does not have the same leading hash key as table KeySchema for index: ' +
          `${name}. index hash key: ${hash}, table hash key: ${tableHash}`,
      );
    }
    checkProjection(projection);
    checkIndexName(name, indexNames);
  }
  if (indexes.length > MAX_LOCAL_INDEXES) {
    throw invalidParameters(
      `Number of LocalSecondaryIndexes exceeds per-table limit of ${MAX_LOCAL_INDEXES}`,
    );
  }
}

interface GlobalRules {
  readonly input: Input;
  readonly defined: readonly string[];
  readonly indexNames: Set<string>;
}

function checkGlobalIndexes(indexes: GlobalIndexes, { input, defined, indexNames }: GlobalRules): void {
  for (const index of indexes) {
    checkKeysDefined(index.KeySchema, defined);
    checkGlobalKeySchema(index.KeySchema);
    checkProjection(index.Projection);
    checkIndexThroughput(index, input.BillingMode);
    checkIndexName(index.IndexName, indexNames);
  }
  if (indexes.length > MAX_GLOBAL_INDEXES) {
    throw invalidParameters(
      `GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL_INDEXES}`,
    );
  }
}

function checkIndexThroughput(index: GlobalIndexes[number], mode: Input['BillingMode']): void {
  const { IndexName: name, ProvisionedThroughput: throughput } = index;
  if (mode === 'PAY_PER_REQUEST') {
    if (throughput === undefined) return;
    throw invalidParameters(
      `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (throughput === undefined)
    throw invalidParameters(`ProvisionedThroughput is not specified for index: ${name}`);
  checkCapacityBounds(throughput);
}

function checkAllDefinitionsUsed(input: Input, defined: readonly string[]): void {
  const indexes = [...(input.LocalSecondaryIndexes ?? []), ...(input.GlobalSecondaryIndexes ?? [])];
  const keys = [input, ...indexes].flatMap(({ KeySchema: keySchema }) => namesOf(keySchema));
  const used = new Set([...keys, ...searchSchemaNames(input.VectorIndexes)]);
  if (used.size === defined.length) return;
  if (indexes.length === 0 && input.VectorIndexes === undefined) {
    throw invalidParameters(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  const sorted = (names: Iterable<string>): string => [...names].toSorted().join(', ');
  throw invalidParameters(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${sorted(defined)}], keys used: [${sorted(used)}]`,
  );
}

function checkStream(stream: Input['StreamSpecification']): void {
  if (stream === undefined) return;
  if (stream.StreamEnabled && stream.StreamViewType === undefined) {
    throw invalidParameters('Table is being created with a stream enabled, UpdateViewType is required');
  }
  if (!stream.StreamEnabled && stream.StreamViewType !== undefined) {
    throw invalidParameters(
      'Table is being created with a stream disabled, UpdateViewType should not be specified',
    );
  }
}

function checkOnDemand({ BillingMode: mode, OnDemandThroughput: limits }: Input): void {
  if (limits === undefined) return;
  for (const member of ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const) {
    const units = limits[member];
    if (units === undefined) continue;
    if (mode !== 'PAY_PER_REQUEST') {
      throw invalidParameters(
        `${member} for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED`,
      );
    }
    if (units < 1) {
      throw invalidParameters(
        `Requested ${member} for OnDemandThroughput for table is outside of valid range`,
      );
    }
  }
}
