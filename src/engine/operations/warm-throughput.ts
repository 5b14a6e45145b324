/** Warm throughput and on-demand maxima: what CreateTable and UpdateTable may ask for, of a table or a global index. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { BillingMode, OnDemandLimits, Throughput, WarmUnits } from '../../model/table.ts';
import { ON_DEMAND_BASE } from '../capacity/limits.ts';
import { MAX_TABLE_UNITS } from './control-plane-limits.ts';
import { invalidParameters } from './control-plane-table.ts';

type WarmInput = NonNullable<InputOf<'CreateTable'>['WarmThroughput']>;
type OnDemandInput = NonNullable<InputOf<'CreateTable'>['OnDemandThroughput']>;

/** What a table or index is, as far as throughput goes. */
interface Resource {
  readonly throughput?: Pick<Throughput, 'rcu' | 'wcu'>;
  readonly warm?: WarmUnits;
}

/** `table` or `index: name`, as messages call them. */
export type Called = 'table' | `index: ${string}`;

const OFF = -1;

/** What is served at once: at least what is provisioned, or what a new on-demand table can do. */
export function warmUnits(mode: BillingMode, { throughput, warm }: Resource): WarmUnits {
  const base =
    mode === 'PROVISIONED' ? { read: throughput?.rcu ?? 0, write: throughput?.wcu ?? 0 } : ON_DEMAND_BASE;
  return { read: Math.max(base.read, warm?.read ?? 0), write: Math.max(base.write, warm?.write ?? 0) };
}

/** The document with what it is warm for now written down, so that a later change cannot take it away. */
export function keepWarm<Doc extends Resource>(
  doc: Doc,
  mode: BillingMode,
): Doc & { readonly warm: WarmUnits } {
  return { ...doc, warm: warmUnits(mode, doc) };
}

/**
 * The warm throughput asked for; what is not named stays. Throws ValidationException for less than there is, which is
 * never taken back, and LimitExceededException above the table quota. Guide, "warm throughput".
 */
export function requestedWarm(
  { ReadUnitsPerSecond: read, WriteUnitsPerSecond: write }: WarmInput,
  current: WarmUnits,
  called: Called,
): WarmUnits {
  for (const [name, units, before] of [
    ['ReadUnitsPerSecond', read, current.read],
    ['WriteUnitsPerSecond', write, current.write],
  ] as const) {
    if (units === undefined) continue;
    if (units < before) {
      throw invalidParameters(
        `Requested ${name} for WarmThroughput for ${called} is lower than current WarmThroughput, ` +
          'decreasing WarmThroughput is not supported',
      );
    }
    if (units > MAX_TABLE_UNITS) {
      throw new DynamoError(
        'LimitExceededException',
        `Subscriber limit exceeded: Requested ${name} for WarmThroughput for ${called} is above the limit of ${MAX_TABLE_UNITS}`,
      );
    }
  }
  return { read: read ?? current.read, write: write ?? current.write };
}

/** The maxima after a request: those not named stay, -1 takes one away. Throws ValidationException. */
export function requestedLimits(
  given: OnDemandInput,
  before: OnDemandLimits | undefined,
  { mode, called }: { readonly mode: BillingMode; readonly called: Called },
): OnDemandLimits {
  const { read, write } = before ?? {};
  const next = {
    read: requestedLimit('MaxReadRequestUnits', given.MaxReadRequestUnits, { before: read, mode, called }),
    write: requestedLimit('MaxWriteRequestUnits', given.MaxWriteRequestUnits, {
      before: write,
      mode,
      called,
    }),
  };
  return {
    ...(next.read === undefined ? {} : { read: next.read }),
    ...(next.write === undefined ? {} : { write: next.write }),
  };
}

function requestedLimit(
  name: string,
  units: number | undefined,
  { before, mode, called }: { before: number | undefined; mode: BillingMode; called: Called },
): number | undefined {
  if (units === undefined) return before;
  if (mode === 'PROVISIONED') {
    throw invalidParameters(
      `${name} for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED`,
    );
  }
  if (units === OFF) return undefined;
  if (units < 1 || units > MAX_TABLE_UNITS) {
    throw invalidParameters(
      `Requested ${name} for OnDemandThroughput for ${called} is outside of valid range`,
    );
  }
  return units;
}
