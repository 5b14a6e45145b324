/** What a write costs, from whom it is drawn, and how the receipt says so. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { Throttle } from '../../model/command.ts';
import { DynamoError } from '../../model/errors.ts';
import type { Demand } from '../capacity/capacity.ts';
import type { Context } from '../context.ts';
import { writeLatencyMs } from '../latency.ts';
import type { Table } from '../storage/table.ts';
import type { IndexWrite, ItemWrite } from '../storage/item-write.ts';
import { tableWriteUnits, writeUnits, WRITE_UNIT_BYTES } from '../storage/item-write.ts';
import { attributesOf } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { hashOfKey } from '../values/key-encoding.ts';
import { addIndexUnits } from './consumed-capacity.ts';
import type { Consumed } from './consumed-capacity.ts';
import { partitionKeyText } from './item-keys.ts';
import { emitThrottled, ThrottledError } from './throttled-error.ts';
import { CONFLICT_MESSAGE, isHeld } from './transaction-conflict.ts';
import { addVectorBytes, explainVectorWrites } from './vector-capacity.ts';

/** A write of which at least the key is known. */
export interface AdmittedWrite {
  readonly write: ItemWrite;
  /** The item's key attributes, or more. */
  readonly keyAttributes: AttributeMap;
}

/** Takes the units of a write from the table and its GSIs, all or none; the refusal has been reported. */
export function tryAdmitWrite(
  context: Context,
  admitted: AdmittedWrite,
  consumed: Consumed,
): Throttle | undefined {
  const { write } = admitted;
  const baseUnits = tableWriteUnits(write.oldItem, write.newItem);
  const throttle = context.capacity.admit(writeDemands(admitted, baseUnits), context.nowMs);
  if (throttle !== undefined) {
    emitThrottled(context, throttle);
    return throttle;
  }
  noteInFlight(context, write);
  addWriteUnits(consumed, write, baseUnits);
  if (context.receipt !== undefined) explainWrite(context, write, { baseUnits, factor: 1 });
  return undefined;
}

/** What the write draws on, table first; `baseUnits` is what it costs the table without its local indexes. */
export function writeDemands({ write, keyAttributes }: AdmittedWrite, baseUnits: number): readonly Demand[] {
  const { table, key, indexWrites } = write;
  let tableUnits = baseUnits;
  const demands: Demand[] = [];
  for (const indexWrite of indexWrites) {
    if (indexWrite.units === 0) continue;
    if (indexWrite.index.doc.kind === 'LSI') tableUnits += indexWrite.units;
    else addEntryDemands(demands, write, indexWrite);
  }
  demands.unshift({
    table,
    index: undefined,
    action: 'write',
    hash: hashOfKey(key),
    key,
    units: tableUnits,
    keyText: () => partitionKeyText(table.doc.key, keyAttributes),
  });
  return demands;
}

export function addWriteUnits(consumed: Consumed, write: ItemWrite, baseUnits: number): void {
  consumed.tableUnits += baseUnits;
  for (const { index, units } of write.indexWrites) if (units > 0) addIndexUnits(consumed, index, units);
  addVectorBytes(consumed, write);
}

/** For transactional reads, which no write may overlap. */
function noteInFlight(context: Context, { table, key }: ItemWrite): void {
  const { physics, transactions, nowMs, client, operation } = context;
  if (physics.latency !== true) return;
  const untilMs = nowMs + writeLatencyMs(operation);
  transactions.noteWrite({ tableId: table.doc.id, key }, { nowMs, client, untilMs });
}

/** As `tryAdmitWrite`; throws the refusal, and TransactionConflictException for an item that a transaction is busy with. */
export function admitWrite(context: Context, admitted: AdmittedWrite, consumed: Consumed): void {
  refuseConflict(context, admitted.write);
  const throttle = tryAdmitWrite(context, admitted, consumed);
  if (throttle !== undefined) throw new ThrottledError(throttle, admitted.write.table.doc.billingMode);
}

/** A write whose condition failed: charged on the table as if it had happened, its indexes free. */
export function admitFailedWrite(context: Context, admitted: AdmittedWrite): void {
  const { write, keyAttributes } = admitted;
  refuseConflict(context, write);
  const { table, key, oldItem, newItem } = write;
  const units = tableWriteUnits(oldItem, newItem);
  const demand: Demand = {
    table,
    index: undefined,
    action: 'write',
    hash: hashOfKey(key),
    key,
    units,
    keyText: () => partitionKeyText(table.doc.key, keyAttributes),
  };
  const throttle = context.capacity.admit([demand], context.nowMs);
  if (throttle !== undefined) {
    emitThrottled(context, throttle);
    throw new ThrottledError(throttle, table.doc.billingMode);
  }
  context.receipt?.add({
    ...tableLine(table, oldItem, newItem),
    what: 'condition failed, still charged',
    roundedUnits: units,
    units,
    rule: 'A write whose condition fails costs what the write would have cost, at least 1 unit; its indexes are free.',
  });
}

function refuseConflict(context: Context, write: ItemWrite): void {
  if (isHeld(context, write)) throw new DynamoError('TransactionConflictException', CONFLICT_MESSAGE);
}

/** The old entry is deleted where it was, the new one put where it belongs: two key ranges when the key moves. */
function addEntryDemands(demands: Demand[], write: ItemWrite, entry: IndexWrite): void {
  const { oldEntryKey, newEntryKey, oldSizeBytes, newSizeBytes, units, index } = entry;
  const add = (entryKey: string, item: StoredItem | undefined, entryUnits: number): void => {
    demands.push({
      table: write.table,
      index: index.doc.name,
      action: 'write',
      hash: hashOfKey(entryKey),
      key: entryKey,
      units: entryUnits,
      keyText: () => (item === undefined ? '{}' : partitionKeyText(index.doc.key, attributesOf(item))),
    });
  };
  if (oldEntryKey !== undefined && newEntryKey !== undefined && oldEntryKey !== newEntryKey) {
    add(oldEntryKey, write.oldItem, writeUnits(oldSizeBytes));
    add(newEntryKey, write.newItem, writeUnits(newSizeBytes));
  } else if (newEntryKey !== undefined) add(newEntryKey, write.newItem, units);
  else if (oldEntryKey !== undefined) add(oldEntryKey, write.oldItem, units);
}

/** What all lines about one write have in common. */
export function tableLine(table: Table, oldItem: StoredItem | undefined, newItem: StoredItem | undefined) {
  return {
    table: table.doc.name,
    action: 'write' as const,
    items: 1,
    bytes: Math.max(oldItem?.sizeBytes ?? 0, newItem?.sizeBytes ?? 0),
    unitBytes: WRITE_UNIT_BYTES,
    factor: 1,
    billingMode: table.doc.billingMode,
  };
}

/** `factor` is 2 for the table's part of a write in a transaction. */
export function explainWrite(
  context: Context,
  write: ItemWrite,
  { baseUnits, factor }: { readonly baseUnits: number; readonly factor: number },
): void {
  const { receipt } = context;
  const { table, oldItem, newItem, indexWrites } = write;
  receipt?.add({
    ...tableLine(table, oldItem, newItem),
    what: whatHappens(write),
    roundedUnits: baseUnits / factor,
    factor,
    units: baseUnits,
    rule:
      factor === 1
        ? 'A write costs 1 unit for each started KB of the item, before or after the write, whichever is larger.'
        : 'In a transaction every item is prepared and then committed: 2 units for each started KB of the item, before or after the write, whichever is larger. Its index entries cost what they always do.',
  });
  for (const entry of indexWrites) {
    if (entry.units === 0) continue;
    const { index, oldSizeBytes, newSizeBytes, units } = entry;
    const isMove = movesEntry(entry);
    receipt?.add({
      ...tableLine(table, undefined, undefined),
      index: index.doc.name,
      indexKind: index.doc.kind,
      what: whatHappensInIndex(entry),
      bytes: isMove ? oldSizeBytes + newSizeBytes : Math.max(oldSizeBytes, newSizeBytes),
      items: isMove ? 2 : 1,
      roundedUnits: units,
      units,
      rule: ruleOf(entry),
    });
  }
  explainVectorWrites(context, write);
}

function whatHappens({ oldItem, newItem, changed }: ItemWrite): string {
  if (newItem === undefined)
    return oldItem === undefined ? 'nothing to delete, still charged' : 'item deleted';
  if (oldItem === undefined) return 'item created';
  return changed ? 'item replaced' : 'item unchanged, still charged';
}

function movesEntry({ oldEntryKey, newEntryKey }: IndexWrite): boolean {
  return oldEntryKey !== undefined && newEntryKey !== undefined && oldEntryKey !== newEntryKey;
}

function whatHappensInIndex(entry: IndexWrite): string {
  if (movesEntry(entry)) return 'entry moved: delete and insert';
  if (entry.oldEntryKey === undefined) return 'entry added';
  return entry.newEntryKey === undefined ? 'entry removed' : 'projected attributes changed';
}

function ruleOf(entry: IndexWrite): string {
  const payer = entry.index.doc.kind === 'LSI' ? 'drawn from the table' : 'drawn from the index itself';
  if (movesEntry(entry)) {
    return `An index key that changes costs two writes, each 1 unit for each started KB of its entry; ${payer}.`;
  }
  return `An index entry that is written costs 1 unit for each started KB of what the index projects; ${payer}.`;
}
