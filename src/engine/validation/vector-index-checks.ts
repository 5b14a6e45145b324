/** What CreateTable and UpdateTable ask of vector indexes beyond their shapes. */
import type { DynamoError } from '../../model/errors.ts';
import {
  MAX_INLINE_FILTERS,
  MAX_SEARCH_HASH_ELEMENTS,
  MAX_VECTOR_DIMENSIONS,
  MAX_VECTOR_INDEXES,
} from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';
import { checkProjection, invalidParameters } from './key-schema-checks.ts';

type VectorIndexes = NonNullable<InputOf<'CreateTable'>['VectorIndexes']>;
type VectorIndex = VectorIndexes[number];
type VectorUpdates = NonNullable<InputOf<'UpdateTable'>['VectorIndexUpdates']>;

export interface VectorRules {
  readonly billingMode: InputOf<'CreateTable'>['BillingMode'];
  /** Names in AttributeDefinitions. */
  readonly defined: readonly string[];
  /** Of the indexes looked at so far; these are added. */
  readonly indexNames: Set<string>;
}

/** Throws ValidationException. */
export function checkVectorIndexes(indexes: VectorIndexes | undefined, rules: VectorRules): void {
  if (indexes === undefined) return;
  if (indexes.length === 0) throw invalidParameters('List of VectorIndexes is empty');
  if (rules.billingMode !== 'PAY_PER_REQUEST') throw onDemandOnly();
  if (indexes.length > MAX_VECTOR_INDEXES) {
    throw invalidParameters(`VectorIndex count exceeds the per-table limit of ${MAX_VECTOR_INDEXES}`);
  }
  for (const index of indexes) {
    checkVectorIndex(index, rules.defined);
    if (rules.indexNames.has(index.IndexName)) {
      throw invalidParameters(`Duplicate index name: ${index.IndexName}`);
    }
    rules.indexNames.add(index.IndexName);
  }
  const dimensions = new Map<string, number>();
  for (const { VectorAttribute: vector, Dimensions: count } of indexes) {
    const known = dimensions.get(vector.AttributeName);
    if (known !== undefined && known !== count) throw otherDimensions(vector.AttributeName);
    dimensions.set(vector.AttributeName, count);
  }
}

export function onDemandOnly(): DynamoError {
  return invalidParameters('Vector indexes are only supported for PAY_PER_REQUEST tables');
}

/** Two indexes share one attribute but not its dimensions. */
export function otherDimensions(attribute: string): DynamoError {
  return invalidParameters(
    `Conflicting attribute definition for '${attribute}'. ` +
      'All VectorIndexes on the same vector attribute must use the same dimensions.',
  );
}

/** Each update makes one index or drops one. */
export function checkVectorUpdates(updates: VectorUpdates, defined: readonly string[]): void {
  const seen = new Set<string>();
  for (const { Create: create, Delete: remove } of updates) {
    const action = create ?? remove;
    if (action === undefined) {
      throw invalidParameters('One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null');
    }
    if (create !== undefined && remove !== undefined) {
      throw invalidParameters('Only one vector index action is allowed per VectorIndexUpdate object');
    }
    if (seen.has(action.IndexName)) {
      throw invalidParameters(
        `Only one vector index update per index is allowed simultaneously. Index: ${action.IndexName}`,
      );
    }
    seen.add(action.IndexName);
    if (create !== undefined) checkVectorIndex(create, defined);
  }
}

/** Names of the attributes of all search schemas: they count as used among the definitions. */
export function searchSchemaNames(indexes: VectorIndexes = []): readonly string[] {
  return indexes.flatMap(({ SearchSchema: schema = [] }) => schema.map(({ AttributeName: name }) => name));
}

function checkVectorIndex(index: VectorIndex, defined: readonly string[]): void {
  const { Dimensions: dimensions, SearchSchema: schema = [], VectorAttribute: vector } = index;
  if (dimensions < 1 || dimensions > MAX_VECTOR_DIMENSIONS) {
    throw invalidParameters(`Number of dimensions must be between 1 and ${MAX_VECTOR_DIMENSIONS} inclusive.`);
  }
  if (!searchSchemaNames([index]).every((name) => defined.includes(name))) {
    throw invalidParameters('One element in SearchSchema is not defined in attribute definitions');
  }
  if (defined.includes(vector.AttributeName)) {
    throw invalidParameters(
      `Conflicting attribute definition for '${vector.AttributeName}'. ` +
        'An attribute cannot be defined in AttributeDefinitions when used as a VectorAttribute.',
    );
  }
  checkElements(schema);
  checkProjection(index.Projection);
}

function checkElements(schema: NonNullable<VectorIndex['SearchSchema']>): void {
  const names = schema.map(({ AttributeName: name }) => name);
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) throw invalidParameters(`Duplicate element in SearchSchema: ${repeated}`);
  const hashes = schema.filter(({ SearchSchemaElementType: type }) => type === 'HASH').length;
  if (hashes > MAX_SEARCH_HASH_ELEMENTS) {
    throw invalidParameters(`SearchSchema can have at most ${MAX_SEARCH_HASH_ELEMENTS} HASH element`);
  }
  if (schema.length - hashes > MAX_INLINE_FILTERS) {
    throw invalidParameters(`SearchSchema can have at most ${MAX_INLINE_FILTERS} INLINE_FILTER elements`);
  }
}
