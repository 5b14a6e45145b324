/** CreateTable: enters a table that becomes ACTIVE on the clock. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { IndexDoc, TableDoc } from '../../model/table.ts';
import { createPartitions, partitionsNeeded } from '../capacity/partitions.ts';
import type { Context } from '../context.ts';
import { CREATE_TABLE_MS, MAX_TABLES } from './control-plane-limits.ts';
import { tableArn } from './control-plane-table.ts';
import {
  assertIndexes,
  definitionsOf,
  gsiDoc,
  keySchemaOf,
  lsiDoc,
  NO_THROUGHPUT,
  throughputOf,
} from './index-definitions.ts';
import { assertAccountUnits } from './account-units.ts';
import { describeTableDoc, NO_ITEMS } from './table-description.ts';
import { assertSimulated, changeStreams, encryption, newUuid } from './table-settings.ts';
import { requestedLimits, requestedWarm, warmUnits } from './warm-throughput.ts';
import { vectorIndexDoc } from './vector-indexes.ts';

type Input = InputOf<'CreateTable'>;

const NOT_SIMULATED = ['ResourcePolicy', 'GlobalTableSourceArn', 'GlobalTableSettingsReplicationMode'];

export function createTable(context: Context, input: Input): string {
  assertSimulated(input, NOT_SIMULATED);
  if (context.catalog.byName(input.TableName) !== undefined) {
    throw new DynamoError('ResourceInUseException', `Table already exists: ${input.TableName}`);
  }
  if (context.catalog.all().length >= MAX_TABLES) {
    throw new DynamoError(
      'LimitExceededException',
      `Subscriber limit exceeded: There is a limit of ${MAX_TABLES} tables`,
    );
  }
  const doc = tableDoc(context, input);
  assertAccountUnits(context, doc);
  context.batch.putTable(doc);
  context.emit({ kind: 'table-status', atMs: context.nowMs, table: doc.name, status: doc.status });
  return JSON.stringify({ TableDescription: describeTableDoc(doc, NO_ITEMS, context.nowMs) });
}

function tableDoc(context: Context, input: Input): TableDoc {
  const { nowMs, physics, random } = context;
  const name = input.TableName;
  const arn = tableArn(context, name);
  const billingMode = input.BillingMode ?? 'PROVISIONED';
  const throughput =
    input.ProvisionedThroughput === undefined ? NO_THROUGHPUT : throughputOf(input.ProvisionedThroughput);
  const definitions = definitionsOf(input.AttributeDefinitions);
  const status = physics.controlPlaneDelays ? 'CREATING' : 'ACTIVE';
  const id = newUuid(random);
  const indexes = tableIndexes(context, input, status);
  const { OnDemandThroughput: limits, WarmThroughput: requested } = input;
  const warm = requested && requestedWarm(requested, warmUnits(billingMode, { throughput }), 'table');
  const vectorIndexes = (input.VectorIndexes ?? []).map((index) =>
    vectorIndexDoc(index, { definitions, newId: () => newUuid(random), status }),
  );
  const specification = input.StreamSpecification;
  const streams =
    specification?.StreamEnabled === true
      ? changeStreams(context, { name, arn, streams: [] }, specification)
      : [];
  const sse = input.SSESpecification && encryption(context, input.SSESpecification);
  return {
    name,
    arn,
    id,
    status,
    ...(status === 'CREATING' ? { changesAtMs: nowMs + CREATE_TABLE_MS } : {}),
    createdAtMs: nowMs,
    key: keySchemaOf(input.KeySchema, definitions),
    attributeDefinitions: definitions,
    billingMode,
    ...(billingMode === 'PAY_PER_REQUEST' ? { billingModeChangedMs: nowMs } : {}),
    throughput,
    ...(warm === undefined ? {} : { warm }),
    ...(limits === undefined
      ? {}
      : { onDemandLimits: requestedLimits(limits, undefined, { mode: billingMode, called: 'table' }) }),
    indexes,
    ...(vectorIndexes.length === 0 ? {} : { vectorIndexes }),
    streams,
    deletionProtection: input.DeletionProtectionEnabled ?? false,
    tableClass: input.TableClass ?? 'STANDARD',
    ...(sse === undefined ? {} : { sse }),
    tags: input.Tags ?? [],
    partitions: Object.fromEntries([
      [id, createPartitions(partitionsNeeded(billingMode, throughput, warm), nowMs)],
      ...indexes.flatMap(({ id: indexId, throughput: own, warm: ownWarm }) =>
        own === undefined
          ? []
          : [[indexId, createPartitions(partitionsNeeded(billingMode, own, ownWarm), nowMs)] as const],
      ),
    ]),
  };
}

function tableIndexes({ random }: Context, input: Input, status: IndexDoc['status']): readonly IndexDoc[] {
  const options = {
    definitions: definitionsOf(input.AttributeDefinitions),
    newId: () => newUuid(random),
    status,
    mode: input.BillingMode ?? 'PROVISIONED',
  };
  const locals = (input.LocalSecondaryIndexes ?? []).map((index) => lsiDoc(index, options));
  const globals = (input.GlobalSecondaryIndexes ?? []).map((index) => gsiDoc(index, options));
  const indexes = [...locals, ...globals];
  assertIndexes(indexes);
  return indexes;
}
