/**
 * A new table with the items of a backup or of the past. What comes with them: keys, indexes, billing, throughput,
 * encryption, class. What does not: tags, streams, TTL, recovery, auto scaling, deletion protection, policies.
 */
import { present } from '../../base/assert.ts';
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { BillingMode, IndexDoc, RestoredFrom, TableDoc, Throughput } from '../../model/table.ts';
import { MAX_CONCURRENT_RESTORES, RESTORE_TABLE_MS } from '../backups/limits.ts';
import { createPartitions, partitionsNeeded } from '../capacity/partitions.ts';
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';
import { assertAccountUnits } from './account-units.ts';
import { MAX_TABLES } from './control-plane-limits.ts';
import { invalidParameters, tableArn } from './control-plane-table.ts';
import { NO_THROUGHPUT, throughputOf } from './index-definitions.ts';
import { keptIndexes, keptVectorIndexes } from './restored-indexes.ts';
import { describeTableDoc, NO_ITEMS } from './table-description.ts';
import { encryption, newUuid } from './table-settings.ts';
import { definedNamesOf } from './vector-indexes.ts';
import { requestedLimits } from './warm-throughput.ts';

export type RestoreInput = Omit<InputOf<'RestoreTableFromBackup'>, 'BackupArn'>;

export interface Restore {
  /** As it was at the moment that is restored. */
  readonly source: TableDoc;
  readonly from: RestoredFrom;
  /** Puts the items into the new, empty table. */
  readonly fill: (target: Table) => void;
}

/** Throws TableAlreadyExistsException, LimitExceededException or, for overrides, ValidationException. */
export function restoreTable(context: Context, input: RestoreInput, { source, from, fill }: Restore): string {
  const { batch, catalog, nowMs } = context;
  assertPossible(context, input.TargetTableName);
  const doc = restoredDoc(context, input, { source, from });
  assertAccountUnits(context, doc);
  batch.putTable(doc);
  batch.follow(() => {
    const target = present(catalog.byId(doc.id), 'the restored table');
    fill(target);
    context.vectors.rebuild(target);
  });
  context.emit({ kind: 'table-status', atMs: nowMs, table: doc.name, status: doc.status });
  const shown: TableDoc = { ...doc, status: 'CREATING' };
  return JSON.stringify({ TableDescription: describeTableDoc(shown, NO_ITEMS, nowMs) });
}

function assertPossible({ catalog }: Context, name: string): void {
  if (catalog.byName(name) !== undefined) {
    throw new DynamoError('TableAlreadyExistsException', `Table already exists: ${name}`);
  }
  const tables = catalog.all();
  const restores = tables.filter(({ doc }) => doc.restoredFrom !== undefined && doc.status === 'CREATING');
  if (restores.length >= MAX_CONCURRENT_RESTORES) {
    throw new DynamoError(
      'LimitExceededException',
      `Subscriber limit exceeded: There is a limit of ${MAX_CONCURRENT_RESTORES} concurrent restores`,
    );
  }
  if (tables.length >= MAX_TABLES) {
    throw new DynamoError(
      'LimitExceededException',
      `Subscriber limit exceeded: There is a limit of ${MAX_TABLES} tables`,
    );
  }
}

function restoredDoc(
  context: Context,
  input: RestoreInput,
  { source, from }: Pick<Restore, 'source' | 'from'>,
): TableDoc {
  const { nowMs, physics, random } = context;
  const name = input.TargetTableName;
  const billingMode = input.BillingModeOverride ?? source.billingMode;
  const status = physics.controlPlaneDelays ? 'CREATING' : 'ACTIVE';
  const throughput = restoredThroughput(source, input.ProvisionedThroughputOverride, billingMode);
  const options = { mode: billingMode, status, newId: () => newUuid(random) } as const;
  const indexes = keptIndexes(source, input, options);
  const vectorIndexes = keptVectorIndexes(source, input, options);
  const used = definedNamesOf({ key: source.key, vectorIndexes }, indexes);
  const sse =
    input.SSESpecificationOverride === undefined
      ? source.sse
      : encryption(context, input.SSESpecificationOverride);
  const limits = input.OnDemandThroughputOverride;
  const onDemandLimits =
    limits === undefined
      ? billingMode === 'PAY_PER_REQUEST' && source.onDemandLimits
      : requestedLimits(limits, undefined, { mode: billingMode, called: 'table' });
  const id = newUuid(random);
  return {
    name,
    arn: tableArn(context, name),
    id,
    status,
    ...(status === 'CREATING' ? { changesAtMs: nowMs + RESTORE_TABLE_MS } : {}),
    createdAtMs: nowMs,
    key: source.key,
    attributeDefinitions: source.attributeDefinitions.filter((definition) => used.has(definition.name)),
    billingMode,
    ...(billingMode === 'PAY_PER_REQUEST' ? { billingModeChangedMs: nowMs } : {}),
    throughput,
    ...(onDemandLimits ? { onDemandLimits } : {}),
    indexes,
    ...(vectorIndexes.length === 0 ? {} : { vectorIndexes }),
    streams: [],
    restoredFrom: from,
    deletionProtection: false,
    tableClass: source.tableClass,
    ...(sse === undefined ? {} : { sse }),
    tags: [],
    partitions: partitionsOf(id, { billingMode, throughput, indexes, nowMs }),
  };
}

function partitionsOf(
  id: string,
  {
    billingMode,
    throughput,
    indexes,
    nowMs,
  }: Pick<TableDoc, 'billingMode' | 'throughput' | 'indexes'> & { readonly nowMs: number },
): TableDoc['partitions'] {
  const made = (own: Throughput) => createPartitions(partitionsNeeded(billingMode, own), nowMs);
  return Object.fromEntries([
    [id, made(throughput)],
    ...indexes.flatMap((index: IndexDoc) =>
      index.throughput === undefined ? [] : [[index.id, made(index.throughput)] as const],
    ),
  ]);
}

/** The source's, without its history, where the new table is provisioned and nothing else is asked for. */
function restoredThroughput(
  source: TableDoc,
  override: RestoreInput['ProvisionedThroughputOverride'],
  mode: BillingMode,
): Throughput {
  if (mode === 'PAY_PER_REQUEST') {
    if (override === undefined) return NO_THROUGHPUT;
    throw invalidParameters(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (override !== undefined) return throughputOf(override);
  if (source.billingMode === 'PAY_PER_REQUEST') {
    throw invalidParameters(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  const { rcu, wcu } = source.throughput;
  return { rcu, wcu, decreasesToday: 0 };
}
