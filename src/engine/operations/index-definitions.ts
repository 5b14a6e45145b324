/** Keys, throughput and secondary indexes of a validated request, made into documents; and the rules that need the table. */
import { DynamoError } from '../../model/errors.ts';
import { MAX_GLOBAL_INDEXES } from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';
import type {
  BillingMode,
  IndexDoc,
  KeyAttribute,
  KeySchema,
  Projection,
  Throughput,
} from '../../model/table.ts';
import { MAX_PROJECTED_ATTRIBUTES, MAX_TABLE_UNITS } from './control-plane-limits.ts';
import { invalidParameters } from './control-plane-table.ts';
import { requestedLimits, requestedWarm, warmUnits } from './warm-throughput.ts';

type CreateTable = InputOf<'CreateTable'>;
type KeySchemaInput = CreateTable['KeySchema'];
export type ThroughputInput = NonNullable<CreateTable['ProvisionedThroughput']>;
export type GsiInput = NonNullable<CreateTable['GlobalSecondaryIndexes']>[number];
export type LsiInput = NonNullable<CreateTable['LocalSecondaryIndexes']>[number];

/** Attribute types by name, as the request defines them. */
export type Definitions = readonly KeyAttribute[];

/** What an on-demand table or index has. */
export const NO_THROUGHPUT: Throughput = { rcu: 0, wcu: 0, decreasesToday: 0 };

export function definitionsOf(input: CreateTable['AttributeDefinitions']): Definitions {
  return input.map(({ AttributeName, AttributeType }) => ({ name: AttributeName, type: AttributeType }));
}

/** Throws ValidationException for a key attribute without a definition. */
export function keySchemaOf(schema: KeySchemaInput, definitions: Definitions): KeySchema {
  const keys = schema.map(({ AttributeName }) => AttributeName);
  const names = new Set(definitions.map(({ name }) => name));
  if (!keys.every((key) => names.has(key))) {
    throw invalidParameters(
      'Some index key attributes are not defined in AttributeDefinitions. ' +
        `Keys: [${keys.join(', ')}], AttributeDefinitions: [${[...names].join(', ')}]`,
    );
  }
  const of = (type: 'HASH' | 'RANGE') =>
    schema
      .filter(({ KeyType }) => KeyType === type)
      .flatMap(({ AttributeName }) => definitions.filter(({ name }) => name === AttributeName));
  return { pk: of('HASH'), sk: of('RANGE') };
}

export interface IndexOptions {
  readonly definitions: Definitions;
  readonly newId: () => string;
}

export function lsiDoc(input: LsiInput, { definitions, newId }: IndexOptions): IndexDoc {
  return {
    kind: 'LSI',
    name: input.IndexName,
    id: newId(),
    key: keySchemaOf(input.KeySchema, definitions),
    projection: projectionOf(input.Projection),
    status: 'ACTIVE',
  };
}

export function gsiDoc(
  input: GsiInput,
  options: IndexOptions & { readonly status: IndexDoc['status']; readonly mode: BillingMode },
): IndexDoc {
  const { ProvisionedThroughput: given, OnDemandThroughput: limits, WarmThroughput: warm } = input;
  const throughput = given === undefined ? NO_THROUGHPUT : throughputOf(given);
  const { mode } = options;
  const called = `index: ${input.IndexName}` as const;
  return {
    kind: 'GSI',
    name: input.IndexName,
    id: options.newId(),
    key: keySchemaOf(input.KeySchema, options.definitions),
    projection: projectionOf(input.Projection),
    throughput,
    ...(limits === undefined ? {} : { onDemandLimits: requestedLimits(limits, undefined, { mode, called }) }),
    ...(warm === undefined ? {} : { warm: requestedWarm(warm, warmUnits(mode, { throughput }), called) }),
    status: options.status,
  };
}

/** Rules that concern all indexes of a table together. */
export function assertIndexes(indexes: readonly IndexDoc[]): void {
  if (indexes.filter(({ kind }) => kind === 'GSI').length > MAX_GLOBAL_INDEXES) {
    throw invalidParameters(
      `GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL_INDEXES}`,
    );
  }
  const projected = indexes.flatMap(({ projection }) =>
    projection.kind === 'INCLUDE' ? projection.attributes : [],
  );
  if (projected.length > MAX_PROJECTED_ATTRIBUTES) {
    throw invalidParameters(
      `Number of projected attributes of all indexes exceeds the limit of ${MAX_PROJECTED_ATTRIBUTES}`,
    );
  }
}

/** Names of all key attributes of a table and its indexes. */
export function keyNamesOf(tableKey: KeySchema, indexes: readonly IndexDoc[]): ReadonlySet<string> {
  const names = (key: KeySchema) => [...key.pk, ...key.sk].map(({ name }) => name);
  return new Set([names(tableKey), ...indexes.map(({ key }) => names(key))].flat());
}

/** Throws LimitExceededException above the quota of a table or index. */
export function throughputOf({
  ReadCapacityUnits: rcu,
  WriteCapacityUnits: wcu,
}: ThroughputInput): Throughput {
  if (rcu > MAX_TABLE_UNITS || wcu > MAX_TABLE_UNITS) {
    throw new DynamoError(
      'LimitExceededException',
      `Subscriber limit exceeded: A table or index may have at most ${MAX_TABLE_UNITS} read and ` +
        `${MAX_TABLE_UNITS} write capacity units`,
    );
  }
  return { rcu, wcu, decreasesToday: 0 };
}

/** Kinds and lists have been checked to go together. */
export function projectionOf({
  ProjectionType: kind = 'ALL',
  NonKeyAttributes: attributes = [],
}: GsiInput['Projection']): Projection {
  return kind === 'INCLUDE' ? { kind, attributes } : { kind };
}
