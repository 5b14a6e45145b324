/** UpdateTable's index updates: at most one index made or dropped at a time, on a table that stays in use. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { BillingMode, IndexDoc, TableDoc } from '../../model/table.ts';
import { createPartitions, partitionsNeeded } from '../capacity/partitions.ts';
import type { Context } from '../context.ts';
import { ALLOCATE_INDEX_MS, DELETE_INDEX_MS } from './control-plane-limits.ts';
import { invalidParameters } from './control-plane-table.ts';
import {
  assertIndexes,
  type Definitions,
  definitionsOf,
  gsiDoc,
  type GsiInput,
  NO_THROUGHPUT,
} from './index-definitions.ts';
import { newUuid } from './table-settings.ts';
import { definedNamesOf, isVectorIndexChanging } from './vector-indexes.ts';

type Input = InputOf<'UpdateTable'>;

export function updateIndexes(context: Context, doc: TableDoc, input: Input): TableDoc {
  const updates = input.GlobalSecondaryIndexUpdates ?? [];
  for (const { Update } of updates) {
    if (Update === undefined) continue;
    findIndex(doc, Update.IndexName);
  }
  const changes = updates.filter(({ Create, Delete }) => Create !== undefined || Delete !== undefined);
  const [change] = changes;
  if (change === undefined) return doc;
  const isBusy = doc.indexes.some(({ id, status }) => {
    const isOwn = change.Delete !== undefined && findIndex(doc, change.Delete.IndexName).id === id;
    return !isOwn && (status === 'CREATING' || status === 'DELETING');
  });
  if (changes.length > 1 || isBusy || isVectorIndexChanging(doc)) throw oneAtATime();
  if (change.Create !== undefined) return addIndex(context, doc, { create: change.Create, input });
  return change.Delete === undefined
    ? doc
    : removeIndex(context, doc, findIndex(doc, change.Delete.IndexName));
}

/** The document without an index, its partitions, and the definitions that only it used. */
export function withoutIndex(doc: TableDoc, indexId: string): TableDoc {
  const indexes = doc.indexes.filter(({ id }) => id !== indexId);
  const used = definedNamesOf(doc, indexes);
  const { [indexId]: _gone, ...partitions } = doc.partitions;
  return {
    ...doc,
    indexes,
    partitions,
    attributeDefinitions: doc.attributeDefinitions.filter(({ name }) => used.has(name)),
  };
}

function findIndex(doc: TableDoc, name: string): IndexDoc {
  const index = doc.indexes.find((candidate) => candidate.kind === 'GSI' && candidate.name === name);
  if (index !== undefined) return index;
  throw new DynamoError('ResourceNotFoundException', 'Requested resource not found');
}

/** Phase one of two, the allocation of resources; back-fill follows. Guide, "Managing global secondary indexes". */
function addIndex(
  context: Context,
  doc: TableDoc,
  { create, input }: { create: GsiInput; input: Input },
): TableDoc {
  const { nowMs, physics, random } = context;
  if ([...doc.indexes, ...(doc.vectorIndexes ?? [])].some(({ name }) => name === create.IndexName)) {
    throw new DynamoError('ValidationException', 'Attempting to create an index which already exists');
  }
  const definitions = mergeDefinitions(
    doc.attributeDefinitions,
    definitionsOf(input.AttributeDefinitions ?? []),
  );
  const { billingMode } = doc;
  assertThroughput(create, billingMode);
  const made = gsiDoc(create, {
    definitions,
    status: 'CREATING',
    mode: billingMode,
    newId: () => newUuid(random),
  });
  const index: IndexDoc = physics.controlPlaneDelays
    ? { ...made, backfilling: false, changesAtMs: nowMs + ALLOCATE_INDEX_MS }
    : { ...made, backfilling: true };
  const indexes = [...doc.indexes, index];
  assertIndexes(indexes);
  const used = definedNamesOf(doc, indexes);
  const needed = partitionsNeeded(billingMode, index.throughput ?? NO_THROUGHPUT, index.warm);
  return {
    ...doc,
    indexes,
    attributeDefinitions: definitions.filter(({ name }) => used.has(name)),
    partitions: { ...doc.partitions, [index.id]: createPartitions(needed, nowMs) },
  };
}

/** The table's billing mode decides whether an index has throughput of its own. */
function assertThroughput(
  { IndexName: name, ProvisionedThroughput: given }: GsiInput,
  mode: BillingMode,
): void {
  if ((mode === 'PROVISIONED') === (given !== undefined)) return;
  throw invalidParameters(
    given === undefined
      ? `ProvisionedThroughput is not specified for index: ${name}`
      : `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
  );
}

function mergeDefinitions(known: Definitions, given: Definitions): Definitions {
  for (const { name, type } of given) {
    const before = known.find((definition) => definition.name === name);
    if (before === undefined || before.type === type) continue;
    throw invalidParameters(
      `AttributeDefinitions: the type of key attribute ${name} is ${before.type} and cannot change`,
    );
  }
  return [...known, ...given.filter(({ name }) => !known.some((definition) => definition.name === name))];
}

function removeIndex(
  { nowMs, physics }: Context,
  doc: TableDoc,
  { id, status, backfilling }: IndexDoc,
): TableDoc {
  if (status === 'DELETING' || (status === 'CREATING' && backfilling !== true)) throw oneAtATime();
  if (!physics.controlPlaneDelays) return withoutIndex(doc, id);
  const indexes = doc.indexes.map((index) => (index.id === id ? deleting(index, nowMs) : index));
  return { ...doc, indexes };
}

function deleting(index: IndexDoc, nowMs: number): IndexDoc {
  const { backfilling: _backfilling, ...rest } = index;
  return { ...rest, status: 'DELETING', changesAtMs: nowMs + DELETE_INDEX_MS };
}

function oneAtATime(): DynamoError {
  return new DynamoError(
    'LimitExceededException',
    'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
  );
}
