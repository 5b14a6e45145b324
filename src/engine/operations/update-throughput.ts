/** UpdateTable's throughput and billing mode: asked for at once, in effect when the table is ACTIVE again. */
import { DynamoError } from '../../model/errors.ts';
import type { PartitionSplitEvent } from '../../model/events.ts';
import type { InputOf } from '../../model/operations.ts';
import type { IndexDoc, PartitionDoc, TableDoc, Throughput } from '../../model/table.ts';
import { cutAt, growPartitions, partitionsNeeded } from '../capacity/partitions.ts';
import type { Context } from '../context.ts';
import { invalidParameters } from './control-plane-table.ts';
import { NO_THROUGHPUT, type ThroughputInput, throughputOf } from './index-definitions.ts';
import { changeThroughput } from './throughput-decreases.ts';

type Input = InputOf<'UpdateTable'>;

/** The document with pending throughput for the table and the indexes named. Throws for a change that is none, or is refused. */
export function updateThroughput(context: Context, doc: TableDoc, input: Input): TableDoc {
  const { BillingMode: wanted = doc.billingMode, ProvisionedThroughput: given } = input;
  if (wanted === 'PAY_PER_REQUEST') {
    // The request's own mode has been checked against its throughput; the table's has not.
    if (given !== undefined) {
      throw invalidParameters(
        'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
      );
    }
    const named = input.GlobalSecondaryIndexUpdates?.find(
      ({ Update }) => Update?.ProvisionedThroughput !== undefined,
    );
    if (named?.Update !== undefined) {
      throw invalidParameters(
        `ProvisionedThroughput should not be specified for index: ${named.Update.IndexName} ` +
          'when BillingMode is PAY_PER_REQUEST',
      );
    }
    return doc.billingMode === 'PAY_PER_REQUEST' ? doc : toOnDemand(doc, context.nowMs);
  }
  if (doc.billingMode === 'PAY_PER_REQUEST')
    return given === undefined ? doc : toProvisioned(doc, input, given);
  const indexes = doc.indexes.map((index) => {
    const units = indexThroughput(input, index.name);
    if (units === undefined || index.kind === 'LSI') return index;
    const pending = pendingThroughput(index.throughput ?? NO_THROUGHPUT, units, context.nowMs);
    return updating(index, pending);
  });
  if (given === undefined) return { ...doc, indexes };
  return { ...doc, indexes, pendingThroughput: pendingThroughput(doc.throughput, given, context.nowMs) };
}

/** Puts everything pending into effect, adds the partitions it needs, and ends the table's UPDATING. */
export function settleThroughput({ nowMs, emit }: Pick<Context, 'nowMs' | 'emit'>, doc: TableDoc): TableDoc {
  const { pendingThroughput: pending, changesAtMs: _changes, ...rest } = doc;
  const indexes = doc.indexes.map((index) => (index.kind === 'GSI' ? settleIndex(index) : index));
  const throughput = pending ?? doc.throughput;
  const partitions: Record<string, readonly PartitionDoc[]> = { ...doc.partitions };
  for (const { id, index, own } of [
    { id: doc.id, index: undefined, own: throughput },
    ...indexes.map((index) => ({ id: index.id, index: index.name, own: index.throughput ?? NO_THROUGHPUT })),
  ]) {
    const before = partitions[id];
    if (before === undefined) continue;
    const grown = growPartitions(before, partitionsNeeded(doc.billingMode, own), nowMs);
    partitions[id] = grown.partitions;
    for (const split of grown.splits) {
      const [lower, upper] = split.children;
      const event: PartitionSplitEvent = {
        kind: 'partition-split',
        atMs: nowMs,
        table: doc.name,
        index,
        parent: split.parent.id,
        children: [lower.id, upper.id],
        at: cutAt(split),
        cause: 'throughput',
      };
      emit(event);
    }
  }
  return { ...rest, status: 'ACTIVE', throughput, indexes, partitions };
}

function settleIndex(index: IndexDoc): IndexDoc {
  const { pendingThroughput: pending, ...rest } = index;
  return pending === undefined ? index : { ...rest, throughput: pending, status: 'ACTIVE' };
}

function updating(index: IndexDoc, pending: Throughput): IndexDoc {
  return { ...index, pendingThroughput: pending, status: 'UPDATING' };
}

function withThroughput(index: IndexDoc, throughput: Throughput): IndexDoc {
  return { ...index, throughput };
}

/** The billing mode changes at once; an on-demand table shows no units. */
function toOnDemand(doc: TableDoc, nowMs: number): TableDoc {
  const indexes = doc.indexes.map((index) =>
    index.kind === 'GSI' ? withThroughput(index, none(index.throughput ?? NO_THROUGHPUT)) : index,
  );
  return {
    ...doc,
    billingMode: 'PAY_PER_REQUEST',
    billingModeChangedMs: nowMs,
    throughput: none(doc.throughput),
    indexes,
  };
}

function toProvisioned(doc: TableDoc, input: Input, given: ThroughputInput): TableDoc {
  const missing = doc.indexes.filter(
    ({ kind, name }) => kind === 'GSI' && indexThroughput(input, name) === undefined,
  );
  if (missing.length > 0) {
    throw invalidParameters(
      `ProvisionedThroughput must be specified for index: ${missing.map(({ name }) => name).join(',')}`,
    );
  }
  const indexes = doc.indexes.map((index) => {
    const units = indexThroughput(input, index.name);
    return units === undefined ? index : withThroughput(index, set(index.throughput ?? NO_THROUGHPUT, units));
  });
  return { ...doc, billingMode: 'PROVISIONED', throughput: set(doc.throughput, given), indexes };
}

function none(throughput: Throughput): Throughput {
  return { ...throughput, rcu: 0, wcu: 0 };
}

/** The first throughput after on-demand counts neither as an increase nor as a decrease. */
function set(before: Throughput, given: ThroughputInput): Throughput {
  const { rcu, wcu } = throughputOf(given);
  return { ...before, rcu, wcu };
}

function indexThroughput(input: Input, name: string): ThroughputInput | undefined {
  return input.GlobalSecondaryIndexUpdates?.find(({ Update }) => Update?.IndexName === name)?.Update
    ?.ProvisionedThroughput;
}

function pendingThroughput(before: Throughput, given: ThroughputInput, nowMs: number): Throughput {
  const { rcu, wcu } = throughputOf(given);
  if (rcu === before.rcu && wcu === before.wcu) {
    throw new DynamoError(
      'ValidationException',
      'The provisioned throughput for the table will not change. The requested value equals the current value. ' +
        `Current ReadCapacityUnits provisioned for the table: ${before.rcu}. Requested ReadCapacityUnits: ${rcu}. ` +
        `Current WriteCapacityUnits provisioned for the table: ${before.wcu}. Requested WriteCapacityUnits: ${wcu}. ` +
        'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
    );
  }
  return changeThroughput(before, { rcu, wcu }, nowMs);
}
