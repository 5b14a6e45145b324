/** UpdateTable's throughput and billing mode: asked for at once, in effect when the table is ACTIVE again. */
import { DynamoError } from '../../model/errors.ts';
import { isoFromMs } from '../../base/iso-time.ts';
import type { InputOf } from '../../model/operations.ts';
import type {
  BillingMode,
  IndexDoc,
  PartitionDoc,
  TableDoc,
  Throughput,
  WarmUnits,
} from '../../model/table.ts';
import { splitEvent } from '../capacity/heat.ts';
import { growPartitions, partitionsNeeded } from '../capacity/partitions.ts';
import type { Context } from '../context.ts';
import { invalidParameters } from './control-plane-table.ts';
import { NO_THROUGHPUT, type ThroughputInput, throughputOf } from './index-definitions.ts';
import { assertAccountUnits } from './account-units.ts';
import { ON_DEMAND_SWITCHES, ON_DEMAND_SWITCHES_MS } from './control-plane-limits.ts';
import { changeThroughput } from './throughput-decreases.ts';
import { keepWarm, requestedLimits, requestedWarm, warmUnits } from './warm-throughput.ts';

type Input = InputOf<'UpdateTable'>;

/** The document with pending throughput for the table and the indexes named. Throws for a change that is none, or is refused. */
export function updateThroughput(context: Context, before: TableDoc, input: Input): TableDoc {
  const doc = updateCapacity(context, before, input);
  const warmed = updateWarm(updateLimits(doc, input), input);
  assertAccountUnits(context, warmed);
  return warmed;
}

function updateCapacity(context: Context, doc: TableDoc, input: Input): TableDoc {
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
  const { pendingThroughput: pending, pendingWarm: _warm, changesAtMs: _changes, ...rest } = doc;
  const mode = doc.billingMode;
  const indexes = doc.indexes.map((index) => (index.kind === 'GSI' ? settleIndex(index, mode) : index));
  const throughput = pending ?? doc.throughput;
  const warm = settledWarm(doc, throughput, mode);
  const partitions: Record<string, readonly PartitionDoc[]> = { ...doc.partitions };
  for (const { id, index, own, warm: ownWarm } of [
    { id: doc.id, index: undefined, own: throughput, warm },
    ...indexes.map(({ id, name, throughput: own = NO_THROUGHPUT, warm }) => ({ id, index: name, own, warm })),
  ]) {
    const before = partitions[id];
    if (before === undefined) continue;
    const grown = growPartitions(before, partitionsNeeded(mode, own, ownWarm), nowMs);
    partitions[id] = grown.partitions;
    for (const split of grown.splits) emit(splitEvent(doc, { index, split, cause: 'throughput', nowMs }));
  }
  return { ...rest, warm, status: 'ACTIVE', throughput, indexes, partitions };
}

function settleIndex(index: IndexDoc, mode: BillingMode): IndexDoc {
  const { pendingThroughput, pendingWarm, ...rest } = index;
  if (pendingThroughput === undefined && pendingWarm === undefined) return index;
  const throughput = pendingThroughput ?? index.throughput ?? NO_THROUGHPUT;
  return { ...rest, throughput, warm: settledWarm(index, throughput, mode), status: 'ACTIVE' };
}

function updating(index: IndexDoc, pending: Throughput): IndexDoc {
  return { ...index, pendingThroughput: pending, status: 'UPDATING' };
}

/** An index's maxima go with the billing mode that they belong to. */
function withThroughput({ onDemandLimits: _limits, ...index }: IndexDoc, throughput: Throughput): IndexDoc {
  return { ...index, throughput };
}

/**
 * The billing mode changes at once; an on-demand table shows no units. It is warm for what a new one is, and for the
 * most that was ever provisioned. Guide, "considerations when switching capacity modes".
 */
function toOnDemand(before: TableDoc, nowMs: number): TableDoc {
  const switchesMs = onDemandSwitches(before, nowMs);
  const doc = warmForBoth(before);
  const indexes = doc.indexes.map((index) =>
    index.kind === 'GSI'
      ? withThroughput(warmForBoth(index), none(index.throughput ?? NO_THROUGHPUT))
      : index,
  );
  return {
    ...doc,
    billingMode: 'PAY_PER_REQUEST',
    billingModeChangedMs: nowMs,
    onDemandSwitchesMs: switchesMs,
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
  const { onDemandLimits: _limits, ...rest } = doc;
  return { ...rest, billingMode: 'PROVISIONED', throughput: set(doc.throughput, given), indexes };
}

/** The switch is counted. Throws LimitExceededException for one too many. */
function onDemandSwitches({ onDemandSwitchesMs = [] }: TableDoc, nowMs: number): readonly number[] {
  const counted = onDemandSwitchesMs.filter((atMs) => atMs > nowMs - ON_DEMAND_SWITCHES_MS);
  const [first = nowMs] = counted;
  if (counted.length < ON_DEMAND_SWITCHES) return [...counted, nowMs];
  throw new DynamoError(
    'LimitExceededException',
    `Subscriber limit exceeded: Updates to PAY_PER_REQUEST mode are limited to ${ON_DEMAND_SWITCHES} in ` +
      `${ON_DEMAND_SWITCHES_MS / 3_600_000} hours. Last update at ${isoFromMs(counted.at(-1) ?? nowMs)}Z. ` +
      `Next update can be made at ${isoFromMs(first + ON_DEMAND_SWITCHES_MS)}Z`,
  );
}

/** Maxima take effect at once. */
function updateLimits(doc: TableDoc, input: Input): TableDoc {
  const mode = doc.billingMode;
  const { OnDemandThroughput: given } = input;
  const indexes = doc.indexes.map((index) => {
    const own = indexUpdate(input, index.name)?.OnDemandThroughput;
    if (own === undefined) return index;
    const called = `index: ${index.name}` as const;
    const limits = requestedLimits(own, index.onDemandLimits, { mode, called });
    return Object.assign({}, index, { onDemandLimits: limits });
  });
  if (given === undefined) return { ...doc, indexes };
  const onDemandLimits = requestedLimits(given, doc.onDemandLimits, { mode, called: 'table' });
  return { ...doc, indexes, onDemandLimits };
}

/** Warm throughput is raised while the table stays in use. */
function updateWarm(doc: TableDoc, input: Input): TableDoc {
  const mode = doc.billingMode;
  const { WarmThroughput: given } = input;
  const indexes = doc.indexes.map((index) => {
    const own = indexUpdate(input, index.name)?.WarmThroughput;
    if (own === undefined) return index;
    const pendingWarm = requestedWarm(own, warmUnits(mode, index), `index: ${index.name}`);
    return Object.assign({}, index, { pendingWarm, status: 'UPDATING' });
  });
  if (given === undefined) return { ...doc, indexes };
  return { ...doc, indexes, pendingWarm: requestedWarm(given, warmUnits(mode, doc), 'table') };
}

/** The most of what was asked for, what there was, and what is provisioned now: lowering throughput leaves it warm. */
function settledWarm(
  before: Pick<TableDoc | IndexDoc, 'throughput' | 'warm' | 'pendingWarm'>,
  throughput: Throughput,
  mode: BillingMode,
): WarmUnits {
  const { pendingWarm } = before;
  const was = warmUnits(mode, before);
  const is = warmUnits(mode, pendingWarm === undefined ? { throughput } : { throughput, warm: pendingWarm });
  return { read: Math.max(was.read, is.read), write: Math.max(was.write, is.write) };
}

/** Warm for what was provisioned, and for what a new on-demand table serves. */
function warmForBoth<Doc extends Pick<TableDoc | IndexDoc, 'throughput' | 'warm'>>(doc: Doc): Doc {
  return keepWarm(keepWarm(doc, 'PROVISIONED'), 'PAY_PER_REQUEST');
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
  return indexUpdate(input, name)?.ProvisionedThroughput;
}

function indexUpdate(input: Input, name: string) {
  return input.GlobalSecondaryIndexUpdates?.find(({ Update }) => Update?.IndexName === name)?.Update;
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
