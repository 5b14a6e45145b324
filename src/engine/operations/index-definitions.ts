/** Key schemas, attribute definitions and secondary indexes as a request gives them: checked and made into documents. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { BillingMode, IndexDoc, KeyAttribute, KeySchema, Projection, Throughput } from '../../model/table.ts';
import { MAX_GSIS, MAX_LSIS, MAX_PROJECTED_ATTRIBUTES, MAX_TABLE_UNITS } from './control-plane-limits.ts';
import { invalidParameters } from './control-plane-table.ts';

type CreateTable = InputOf<'CreateTable'>;
export type KeySchemaInput = NonNullable<CreateTable['KeySchema']>;
export type ThroughputInput = NonNullable<CreateTable['ProvisionedThroughput']>;
type ProjectionInput = NonNullable<CreateTable['GlobalSecondaryIndexes']>[number]['Projection'];
export type GsiInput = Pick<
  NonNullable<CreateTable['GlobalSecondaryIndexes']>[number],
  'IndexName' | 'KeySchema' | 'Projection' | 'ProvisionedThroughput'
>;
export type LsiInput = NonNullable<CreateTable['LocalSecondaryIndexes']>[number];

/** Attribute types by name, as the request defines them. */
export type Definitions = readonly KeyAttribute[];

export function definitionsOf(input: NonNullable<CreateTable['AttributeDefinitions']>): Definitions {
  const definitions = input.map(({ AttributeName, AttributeType }) => ({ name: AttributeName, type: AttributeType }));
  const names = definitions.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalidParameters(`Duplicate AttributeName in AttributeDefinitions: ${twice}`);
  return definitions;
}

/** A table's or LSI's key: one partition key, at most one sort key. */
export function simpleKey(schema: KeySchemaInput, definitions: Definitions): KeySchema {
  assertDefined(schema, definitions);
  const [first, second] = schema;
  if (second !== undefined && first?.AttributeName === second.AttributeName) {
    throw validation('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  if (first?.KeyType !== 'HASH') {
    throw validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (second !== undefined && second.KeyType !== 'RANGE') {
    throw validation('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  return keySchemaOf(schema, definitions);
}

/** A GSI's key: up to four partition keys and then up to four sort keys. Guide, "Multi-attribute keys". */
function globalKey(schema: KeySchemaInput, definitions: Definitions): KeySchema {
  if (schema.length <= 2 && schema[1]?.KeyType !== 'HASH') return simpleKey(schema, definitions);
  assertDefined(schema, definitions);
  if (schema[0]?.KeyType !== 'HASH') {
    throw validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (schema.some(({ KeyType }, at) => KeyType === 'HASH' && schema[at - 1]?.KeyType === 'RANGE')) {
    throw validation('Invalid KeySchema: HASH key elements must come before RANGE key elements');
  }
  const key = keySchemaOf(schema, definitions);
  if (key.pk.length > 4 || key.sk.length > 4) {
    throw validation('Invalid KeySchema: an index has at most 4 HASH and 4 RANGE key elements');
  }
  if (new Set(schema.map(({ AttributeName }) => AttributeName)).size < schema.length) {
    throw validation('Invalid KeySchema: an attribute is named more than once');
  }
  return key;
}

function keySchemaOf(schema: KeySchemaInput, definitions: Definitions): KeySchema {
  const of = (type: 'HASH' | 'RANGE') =>
    schema
      .filter(({ KeyType }) => KeyType === type)
      .flatMap(({ AttributeName }) => definitions.filter(({ name }) => name === AttributeName));
  return { pk: of('HASH'), sk: of('RANGE') };
}

function assertDefined(schema: KeySchemaInput, definitions: Definitions): void {
  const keys = schema.map(({ AttributeName }) => AttributeName);
  const names = definitions.map(({ name }) => name);
  if (keys.every((key) => names.includes(key))) return;
  throw invalidParameters(
    'Some index key attributes are not defined in AttributeDefinitions. ' +
      `Keys: [${keys.join(', ')}], AttributeDefinitions: [${names.join(', ')}]`,
  );
}

export interface IndexOptions {
  readonly definitions: Definitions;
  readonly newId: () => string;
}

export function lsiDocs(
  inputs: readonly LsiInput[] | undefined,
  tableKey: KeySchema,
  { definitions, newId }: IndexOptions,
): readonly IndexDoc[] {
  if (inputs === undefined) return [];
  if (inputs.length === 0) throw invalidParameters('List of LocalSecondaryIndexes is empty');
  if (tableKey.sk.length === 0) {
    throw invalidParameters(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  }
  const docs = inputs.map(({ IndexName: name, KeySchema, Projection }): IndexDoc => {
    const key = simpleKey(KeySchema, definitions);
    if (key.sk.length === 0) throw invalidParameters(`Index KeySchema does not have a range key for index: ${name}`);
    const [hash, tableHash] = [key.pk[0]?.name, tableKey.pk[0]?.name];
    if (hash !== tableHash) {
      throw invalidParameters(
        'Index KeySchema does not have the same leading hash key as table KeySchema for index: ' +
          `${name}. index hash key: ${hash}, table hash key: ${tableHash}`,
      );
    }
    return { kind: 'LSI', name, id: newId(), key, projection: projectionOf(Projection), status: 'ACTIVE' };
  });
  if (docs.length > MAX_LSIS) {
    throw invalidParameters(`Number of LocalSecondaryIndexes exceeds per-table limit of ${MAX_LSIS}`);
  }
  return docs;
}

export function gsiDoc(
  input: GsiInput,
  options: IndexOptions & { readonly billingMode: BillingMode; readonly status: IndexDoc['status'] },
): IndexDoc {
  const { IndexName: name, KeySchema, Projection, ProvisionedThroughput } = input;
  return {
    kind: 'GSI',
    name,
    id: options.newId(),
    key: globalKey(KeySchema, options.definitions),
    projection: projectionOf(Projection),
    throughput: gsiThroughput(name, ProvisionedThroughput, options.billingMode),
    status: options.status,
  };
}

/** Rules that concern all indexes of a table together. */
export function assertIndexes(indexes: readonly IndexDoc[]): void {
  const names = indexes.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalidParameters(`Duplicate index name: ${twice}`);
  if (indexes.filter(({ kind }) => kind === 'GSI').length > MAX_GSIS) {
    throw invalidParameters(`GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GSIS}`);
  }
  const projected = indexes.flatMap(({ projection }) => (projection.kind === 'INCLUDE' ? projection.attributes : []));
  if (projected.length > MAX_PROJECTED_ATTRIBUTES) {
    throw invalidParameters(
      `Number of projected attributes of all indexes exceeds the limit of ${MAX_PROJECTED_ATTRIBUTES}`,
    );
  }
}

/** Every definition must be the key of something. */
export function assertUsed(definitions: Definitions, tableKey: KeySchema, indexes: readonly IndexDoc[]): void {
  const used = keyNamesOf(tableKey, indexes);
  if (definitions.every(({ name }) => used.has(name))) return;
  if (indexes.length === 0) {
    throw invalidParameters(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  const names = definitions.map(({ name }) => name);
  throw invalidParameters(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${names.join(', ')}], ` +
      `keys used: [${[...used].join(', ')}]`,
  );
}

/** Names of all key attributes of a table and its indexes. */
export function keyNamesOf(tableKey: KeySchema, indexes: readonly IndexDoc[]): ReadonlySet<string> {
  const keys = [tableKey, ...indexes.map(({ key }) => key)];
  return new Set(keys.flatMap(({ pk, sk }) => [...pk, ...sk]).map(({ name }) => name));
}

/** Checks the request's numbers and makes the document's throughput of them. */
export function throughputOf({ ReadCapacityUnits, WriteCapacityUnits }: ThroughputInput): Throughput {
  for (const [member, units] of Object.entries({ ReadCapacityUnits, WriteCapacityUnits })) {
    if (units > 1_000_000_000_000) throw validation(`Given value ${units} for ${member} is out of bounds`);
  }
  if (ReadCapacityUnits > MAX_TABLE_UNITS || WriteCapacityUnits > MAX_TABLE_UNITS) {
    throw new DynamoError(
      'LimitExceededException',
      `Subscriber limit exceeded: A table or index may have at most ${MAX_TABLE_UNITS} read and ` +
        `${MAX_TABLE_UNITS} write capacity units`,
    );
  }
  return { rcu: ReadCapacityUnits, wcu: WriteCapacityUnits, decreasesToday: 0 };
}

function gsiThroughput(name: string, input: ThroughputInput | undefined, billingMode: BillingMode): Throughput {
  if (billingMode === 'PROVISIONED') {
    if (input === undefined) throw invalidParameters(`ProvisionedThroughput must be specified for index: ${name}`);
    return throughputOf(input);
  }
  if (input === undefined) return { rcu: 0, wcu: 0, decreasesToday: 0 };
  throw invalidParameters(
    `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
  );
}

function projectionOf({ ProjectionType: kind, NonKeyAttributes: attributes }: ProjectionInput): Projection {
  if (kind === undefined) throw invalidParameters('Unknown ProjectionType: null');
  if (kind !== 'INCLUDE') {
    if (attributes === undefined) return { kind };
    throw invalidParameters(`ProjectionType is ${kind}, but NonKeyAttributes is specified`);
  }
  if (attributes === undefined) throw invalidParameters('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
  return { kind, attributes };
}

function validation(message: string): DynamoError {
  return new DynamoError('ValidationException', message);
}
