/** Vector indexes of a validated request, made into documents; and how UpdateTable makes and drops them, one at a time. */
import { DynamoError } from '../../model/errors.ts';
import { MAX_VECTOR_INDEXES } from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';
import type { IndexDoc, KeyAttribute, ResourceStatus, TableDoc, VectorIndexDoc } from '../../model/table.ts';
import type { Context } from '../context.ts';
import { onDemandOnly, otherDimensions } from '../validation/vector-index-checks.ts';
import { ALLOCATE_VECTOR_INDEX_MS, DELETE_VECTOR_INDEX_MS } from '../vectors/limits.ts';
import { invalidParameters } from './control-plane-table.ts';
import { type Definitions, definitionsOf, keyNamesOf, projectionOf } from './index-definitions.ts';
import { newUuid } from './table-settings.ts';

type Input = InputOf<'UpdateTable'>;
type VectorIndexInput = NonNullable<InputOf<'CreateTable'>['VectorIndexes']>[number];

export interface VectorOptions {
  readonly definitions: Definitions;
  readonly newId: () => string;
  readonly status: ResourceStatus;
}

export function vectorIndexDoc(
  input: VectorIndexInput,
  { definitions, newId, status }: VectorOptions,
): VectorIndexDoc {
  const { SearchSchema: schema = [] } = input;
  return {
    name: input.IndexName,
    id: newId(),
    attribute: input.VectorAttribute.AttributeName,
    dimensions: input.Dimensions,
    distance: input.DistanceFunction,
    searchSchema: schema.flatMap(({ AttributeName: name, SearchSchemaElementType: element }) =>
      definitions.filter((known) => known.name === name).map(({ type }) => ({ name, type, element })),
    ),
    projection: projectionOf(input.Projection),
    status,
  };
}

/** Names of all attributes whose types the table must know: keys, and what searches are narrowed by. */
export function definedNamesOf(
  { key, vectorIndexes = [] }: Pick<TableDoc, 'key' | 'vectorIndexes'>,
  indexes: readonly IndexDoc[],
): ReadonlySet<string> {
  const schemas = vectorIndexes.flatMap(({ searchSchema }) => searchSchema.map(({ name }) => name));
  return new Set([...keyNamesOf(key, indexes), ...schemas]);
}

/** True while an index of either kind is being made or dropped: there is one such change a table. */
export function isVectorIndexChanging({ vectorIndexes = [] }: TableDoc): boolean {
  return vectorIndexes.some(({ status }) => status === 'CREATING' || status === 'DELETING');
}

/**
 * Refuses updates that the indexes in their present phases cannot take. To be asked before the table's own status is,
 * which says nothing of the phase. [seen]
 */
export function assertVectorUpdates(doc: TableDoc, input: Input): void {
  const updates = input.VectorIndexUpdates ?? [];
  if (updates.length === 0) return;
  const others = (input.GlobalSecondaryIndexUpdates ?? []).filter(({ Update }) => Update === undefined);
  if (updates.length + others.length > 1) throw oneAtATime();
  for (const { Create, Delete } of updates) {
    if (Delete !== undefined) assertRemovable(doc, findVectorIndex(doc, Delete.IndexName));
    if (Create !== undefined) assertNew(doc, Create.IndexName);
  }
}

function assertNew(doc: TableDoc, name: string): void {
  const same = [...doc.indexes, ...(doc.vectorIndexes ?? [])].find((index) => index.name === name);
  if (same?.status === 'CREATING') {
    throw new DynamoError(
      'ResourceInUseException',
      'Attempt to change a resource which is still in use: Index is being created.  ' +
        `Table: ${doc.name} Index: ${name}`,
    );
  }
  if (same !== undefined) {
    throw new DynamoError('ValidationException', 'Attempting to create an index which already exists');
  }
  const isBusy = doc.indexes.some(({ status }) => status === 'CREATING' || status === 'DELETING');
  if (isBusy || isVectorIndexChanging(doc)) throw oneAtATime();
}

function assertRemovable(doc: TableDoc, { name, status, backfilling }: VectorIndexDoc): void {
  if (status === 'CREATING' && backfilling !== true) {
    throw new DynamoError(
      'ResourceInUseException',
      'Attempt to change a resource which is still in use: Index creation is in resource allocation phase. ' +
        `Retry deletion during backfilling phase or when the index is active. Table: ${doc.name} Index: ${name}`,
    );
  }
  const rest = { ...doc, vectorIndexes: doc.vectorIndexes?.filter((index) => index.name !== name) ?? [] };
  const isBusy = doc.indexes.some((index) => index.status === 'CREATING' || index.status === 'DELETING');
  if (status === 'DELETING' || isBusy || isVectorIndexChanging(rest)) throw oneAtATime();
}

/** Throws ResourceNotFoundException. */
function findVectorIndex({ vectorIndexes = [] }: TableDoc, name: string): VectorIndexDoc {
  const index = vectorIndexes.find((candidate) => candidate.name === name);
  if (index !== undefined) return index;
  throw new DynamoError('ResourceNotFoundException', 'Requested resource not found');
}

/** The document after the request's vector index updates, which have passed `assertVectorUpdates`. */
export function updateVectorIndexes(context: Context, doc: TableDoc, input: Input): TableDoc {
  if (input.BillingMode === 'PROVISIONED' && (doc.vectorIndexes ?? []).length > 0) throw onDemandOnly();
  const [update] = input.VectorIndexUpdates ?? [];
  if (update?.Create !== undefined) return addVectorIndex(context, doc, { create: update.Create, input });
  if (update?.Delete === undefined) return doc;
  const { id } = findVectorIndex(doc, update.Delete.IndexName);
  if (!context.physics.controlPlaneDelays) return withoutVectorIndex(doc, id);
  const changesAtMs = context.nowMs + DELETE_VECTOR_INDEX_MS;
  return withVectorIndex(doc, id, ({ backfilling: _done, ...rest }) => ({
    ...rest,
    status: 'DELETING',
    changesAtMs,
  }));
}

/** Phase one, the allocation of resources; back-fill follows. */
function addVectorIndex(
  context: Context,
  doc: TableDoc,
  { create, input }: { readonly create: VectorIndexInput; readonly input: Input },
): TableDoc {
  const { nowMs, physics, random } = context;
  const known = doc.vectorIndexes ?? [];
  if (doc.billingMode !== 'PAY_PER_REQUEST') throw onDemandOnly();
  if (known.length >= MAX_VECTOR_INDEXES) {
    throw new DynamoError(
      'LimitExceededException',
      `Subscriber limit exceeded: Number of vector secondary indexes exceeds per-table limit of ${MAX_VECTOR_INDEXES}`,
    );
  }
  const { AttributeName: attribute } = create.VectorAttribute;
  assertNoKey(doc, attribute, create.Dimensions);
  if (known.some((index) => index.attribute === attribute && index.dimensions !== create.Dimensions)) {
    throw otherDimensions(attribute);
  }
  const given = definitionsOf(input.AttributeDefinitions ?? []);
  assertSameTypes(doc, given);
  const made = vectorIndexDoc(create, {
    definitions: given,
    newId: () => newUuid(random),
    status: 'CREATING',
  });
  const index: VectorIndexDoc = physics.controlPlaneDelays
    ? { ...made, backfilling: false, changesAtMs: nowMs + ALLOCATE_VECTOR_INDEX_MS }
    : { ...made, backfilling: true };
  const vectorIndexes = [...known, index];
  const used = definedNamesOf({ ...doc, vectorIndexes }, doc.indexes);
  const fresh = given.filter(({ name }) => !doc.attributeDefinitions.some((old) => old.name === name));
  return {
    ...doc,
    vectorIndexes,
    attributeDefinitions: [...doc.attributeDefinitions, ...fresh].filter(({ name }) => used.has(name)),
  };
}

/** A key cannot be a vector. [seen] */
function assertNoKey({ key, indexes }: TableDoc, attribute: string, dimensions: number): void {
  const keys = [key, ...indexes.map((index) => index.key)];
  const find = (parts: readonly KeyAttribute[]) => parts.find(({ name }) => name === attribute);
  const hash = find(keys.flatMap(({ pk }) => pk));
  const taken = hash ?? find(keys.flatMap(({ sk }) => sk));
  if (taken === undefined) return;
  throw invalidParameters(
    'Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. ' +
      `Existing schema: Schema:[SchemaElement: key{${attribute}:${taken.type}:${taken === hash ? 'HASH' : 'RANGE'}}] ` +
      `New schema: VectorIndexSchema:[VectorAttribute: key{${attribute}:L:${dimensions}}]`,
  );
}

function assertSameTypes({ attributeDefinitions }: TableDoc, given: readonly KeyAttribute[]): void {
  for (const { name, type } of given) {
    const before = attributeDefinitions.find((definition) => definition.name === name);
    if (before === undefined || before.type === type) continue;
    throw invalidParameters(
      `AttributeDefinitions: the type of key attribute ${name} is ${before.type} and cannot change`,
    );
  }
}

/** The document without an index, and the definitions that only it used. */
export function withoutVectorIndex(doc: TableDoc, indexId: string): TableDoc {
  const vectorIndexes = (doc.vectorIndexes ?? []).filter(({ id }) => id !== indexId);
  const used = definedNamesOf({ ...doc, vectorIndexes }, doc.indexes);
  return {
    ...doc,
    vectorIndexes,
    attributeDefinitions: doc.attributeDefinitions.filter(({ name }) => used.has(name)),
  };
}

export function withVectorIndex(
  doc: TableDoc,
  indexId: string,
  change: (index: VectorIndexDoc) => VectorIndexDoc,
): TableDoc {
  const vectorIndexes = (doc.vectorIndexes ?? []).map((index) =>
    index.id === indexId ? change(index) : index,
  );
  return { ...doc, vectorIndexes };
}

function oneAtATime(): DynamoError {
  return new DynamoError(
    'LimitExceededException',
    'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
  );
}
