/** What a write costs, from whom it is drawn, and how the receipt says so. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { Throttle } from '../../model/command.ts';
import type { Demand } from '../capacity/capacity.ts';
import type { Context } from '../context.ts';
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
  const { write, keyAttributes } = admitted;
  const { table, key, indexWrites } = write;
  const baseUnits = tableWriteUnits(write.oldItem, write.newItem);
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
    units: tableUnits,
    keyText: () => partitionKeyText(table.doc.key, keyAttributes),
  });
  const throttle = context.capacity.admit(demands, context.nowMs);
  if (throttle !== undefined) {
    emitThrottled(context, throttle);
    return throttle;
  }
  consumed.tableUnits += baseUnits;
  for (const { index, units } of indexWrites) if (units > 0) addIndexUnits(consumed, index, units);
  if (context.receipt !== undefined) explainWrite(context, write, baseUnits);
  return undefined;
}

/** As `tryAdmitWrite`; throws the refusal. */
export function admitWrite(context: Context, admitted: AdmittedWrite, consumed: Consumed): void {
  const throttle = tryAdmitWrite(context, admitted, consumed);
  if (throttle !== undefined) throw new ThrottledError(throttle, admitted.write.table.doc.billingMode);
}

/** A write whose condition failed: charged on the table as if it had happened, its indexes free. */
export function admitFailedWrite(context: Context, admitted: AdmittedWrite): void {
  const { write, keyAttributes } = admitted;
  const { table, key, oldItem, newItem } = write;
  const units = tableWriteUnits(oldItem, newItem);
  const demand: Demand = {
    table,
    index: undefined,
    action: 'write',
    hash: hashOfKey(key),
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

/** The old entry is deleted where it was, the new one put where it belongs: two key ranges when the key moves. */
function addEntryDemands(demands: Demand[], write: ItemWrite, entry: IndexWrite): void {
  const { oldEntryKey, newEntryKey, oldSizeBytes, newSizeBytes, units, index } = entry;
  const add = (entryKey: string, item: StoredItem | undefined, entryUnits: number): void => {
    demands.push({
      table: write.table,
      index: index.doc.name,
      action: 'write',
      hash: hashOfKey(entryKey),
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

function tableLine(table: Table, oldItem: StoredItem | undefined, newItem: StoredItem | undefined) {
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

function explainWrite({ receipt }: Context, write: ItemWrite, baseUnits: number): void {
  const { table, oldItem, newItem, indexWrites } = write;
  receipt?.add({
    ...tableLine(table, oldItem, newItem),
    what: whatHappens(write),
    roundedUnits: baseUnits,
    units: baseUnits,
    rule: 'A write costs 1 unit for each started KB of the item, before or after the write, whichever is larger.',
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
