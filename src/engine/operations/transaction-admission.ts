/** What transactions cost, from whom it is drawn, and how the receipt says so. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { Demand } from '../capacity/capacity.ts';
import type { Context } from '../context.ts';
import { tableWriteUnits } from '../storage/item-write.ts';
import type { Table } from '../storage/table.ts';
import { hashOfKey } from '../values/key-encoding.ts';
import { cancelIfAny, throttledRefusal } from './cancellation.ts';
import type { Refusal } from './cancellation.ts';
import { createConsumed } from './consumed-capacity.ts';
import type { Consumed } from './consumed-capacity.ts';
import { partitionKeyText } from './item-keys.ts';
import { READ_UNIT_BYTES } from './read-units.ts';
import { emitThrottled } from './throttled-error.ts';
import type { TransactionAction, TransactionPart } from './transaction-action.ts';
import { addWriteUnits, explainWrite, tableLine, writeDemands } from './write-admission.ts';

/** Once to prepare and once to commit. Developer guide, "Managing complex workflows with transactions", capacity. */
const FACTOR = 2;

/** Takes the units of all writes and checks, or cancels with a reason for each that throughput refuses. */
export function admitTransaction(context: Context, parts: readonly TransactionPart[]): readonly Consumed[] {
  const costs = parts.map(({ action, write }) => {
    const baseUnits = FACTOR * tableWriteUnits(write.oldItem, write.newItem);
    return { action, write, baseUnits, demands: writeDemands({ ...action, write }, baseUnits) };
  });
  const refusals = take(context, costs);
  cancelIfAny(costs.map(({ action }) => refusals.get(action)));
  const consumed = new Map<string, Consumed>();
  for (const { action, write, baseUnits } of costs) {
    addWriteUnits(consumedOf(consumed, action.tableName), write, baseUnits);
    if (action.kind === 'check') explainCheck(context, { action, write }, baseUnits);
    else explainWrite(context, write, { baseUnits, factor: FACTOR });
  }
  return [...consumed.values()];
}

/**
 * Of a transaction that is about to be cancelled, what preparing its items cost; whatever throughput refuses of that has
 * a reason of its own. That a cancelled transaction is charged, and for the first of its two steps, is our reading.
 */
export function admitPreparation(
  context: Context,
  parts: readonly TransactionPart[],
): ReadonlyMap<TransactionAction, Refusal> {
  const costs = parts.map(({ action, write }) => {
    const units = tableWriteUnits(write.oldItem, write.newItem);
    const [table] = writeDemands({ ...action, write: { ...write, indexWrites: [] } }, units);
    return { action, write, units, demands: table === undefined ? [] : [table] };
  });
  const refusals = take(context, costs);
  if (refusals.size > 0) return refusals;
  for (const { write, units } of costs) {
    context.receipt?.add({
      ...tableLine(write.table, write.oldItem, write.newItem),
      what: 'transaction cancelled, preparing it still charged',
      roundedUnits: units,
      units,
      rule: 'A transaction that is cancelled has prepared its items: 1 unit for each started KB of each; its indexes are free.',
    });
  }
  return refusals;
}

/** A repeat of a finished request reads what it would have written. `readUnits` are those of each action. */
export function admitReplay(
  context: Context,
  actions: readonly TransactionAction[],
  readUnits: readonly number[],
): readonly Consumed[] {
  const reads = actions.map((action, at) => ({ ...action, units: readUnits[at] ?? 1 }));
  return admitReads(context, reads, {
    what: 'request repeated, item read instead of written',
    rule: 'A request that repeats a finished one costs 2 read units for each started 4 KB of each item, and writes nothing.',
  });
}

export interface TransactionalRead {
  readonly table: Table;
  /** As the request names the table. */
  readonly tableName: string;
  readonly key: string;
  readonly keyAttributes: AttributeMap;
  /** Whole units of 4 KB. */
  readonly units: number;
  /** Undefined for an item that is not there, or not looked at. */
  readonly sizeBytes?: number | undefined;
}

/** Takes the units of all reads, or cancels. `what` and `rule` are the receipt's. */
export function admitReads(
  context: Context,
  reads: readonly TransactionalRead[],
  words: { readonly what: string; readonly rule: string },
): readonly Consumed[] {
  const costs = reads.map((read) => ({ action: read, demands: [readDemand(read)] }));
  const refusals = take(context, costs);
  cancelIfAny(reads.map((read) => refusals.get(read)));
  const consumed = new Map<string, Consumed>();
  for (const { table, tableName, units, sizeBytes } of reads) {
    consumedOf(consumed, tableName).tableUnits += FACTOR * units;
    context.receipt?.add({
      table: table.doc.name,
      action: 'read',
      ...words,
      items: sizeBytes === undefined ? 0 : 1,
      bytes: sizeBytes ?? 0,
      unitBytes: READ_UNIT_BYTES,
      roundedUnits: units,
      factor: FACTOR,
      units: FACTOR * units,
      billingMode: table.doc.billingMode,
    });
  }
  return [...consumed.values()];
}

function readDemand({ table, key, keyAttributes, units }: TransactionalRead): Demand {
  return {
    table,
    index: undefined,
    action: 'read',
    hash: hashOfKey(key),
    key,
    units: FACTOR * units,
    keyText: () => partitionKeyText(table.doc.key, keyAttributes),
  };
}

/** All or none; the refusals have been reported. */
function take<Action extends { readonly table: Table }>(
  context: Context,
  costs: readonly { readonly action: Action; readonly demands: readonly Demand[] }[],
): ReadonlyMap<Action, Refusal> {
  const throttles = context.capacity.admitParts(
    costs.map(({ demands }) => demands),
    context.nowMs,
  );
  const refusals = new Map<Action, Refusal>();
  for (const [at, { action }] of costs.entries()) {
    const throttle = throttles[at];
    if (throttle === undefined) continue;
    emitThrottled(context, throttle);
    refusals.set(action, throttledRefusal(throttle, action.table.doc.billingMode));
  }
  return refusals;
}

function consumedOf(all: Map<string, Consumed>, tableName: string): Consumed {
  const known = all.get(tableName) ?? createConsumed(tableName);
  all.set(tableName, known);
  return known;
}

function explainCheck({ receipt }: Context, { write }: TransactionPart, baseUnits: number): void {
  receipt?.add({
    ...tableLine(write.table, write.oldItem, write.newItem),
    what: 'condition checked, nothing written',
    roundedUnits: baseUnits / FACTOR,
    factor: FACTOR,
    units: baseUnits,
    rule: 'A condition check costs what a write of the item would: 2 units for each started KB of it.',
  });
}
