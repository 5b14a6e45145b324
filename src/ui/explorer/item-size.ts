/** The size of an item as DynamoDB counts it, and the units that reading and writing it takes. */
import { utf8Length } from '../../base/bytes.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import type { IndexDoc, TableDoc } from '../../model/table.ts';

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/** Attribute names and values in bytes; an item may hold at most 409,600. */
export function itemSizeBytes(item: AttributeMap): number {
  return Object.entries(item).reduce(
    (total, [name, value]) => total + utf8Length(name) + valueSizeBytes(value),
    0,
  );
}

export interface ItemCost {
  readonly sizeBytes: number;
  /** One write, in units, of the table. */
  readonly writeUnits: number;
  readonly strongReadUnits: number;
  readonly eventualReadUnits: number;
  /** Indexes that a new item of this shape enters, with the write units that each takes. */
  readonly indexes: readonly { readonly name: string; readonly writeUnits: number }[];
}

export function itemCost(table: TableDoc, item: AttributeMap): ItemCost {
  const sizeBytes = itemSizeBytes(item);
  const readUnits = Math.max(1, Math.ceil(sizeBytes / READ_UNIT_BYTES));
  return {
    sizeBytes,
    writeUnits: writeUnitsOf(sizeBytes),
    strongReadUnits: readUnits,
    eventualReadUnits: readUnits / 2,
    indexes: table.indexes
      .filter((index) => entersIndex(index, item))
      .map((index) => ({
        name: index.name,
        writeUnits: writeUnitsOf(itemSizeBytes(indexEntry(table, index, item))),
      })),
  };
}

function writeUnitsOf(sizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / WRITE_UNIT_BYTES));
}

/** An index holds only items that have all of its key attributes, in their types. */
function entersIndex(index: IndexDoc, item: AttributeMap): boolean {
  return [...index.key.pk, ...index.key.sk].every(({ name, type }) => {
    const value = item[name];
    return value !== undefined && type in value;
  });
}

function indexEntry(table: TableDoc, index: IndexDoc, item: AttributeMap): AttributeMap {
  if (index.projection.kind === 'ALL') return item;
  const keys = [...table.key.pk, ...table.key.sk, ...index.key.pk, ...index.key.sk].map(({ name }) => name);
  const kept = new Set(index.projection.kind === 'INCLUDE' ? keys.concat(index.projection.attributes) : keys);
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name)));
}

function valueSizeBytes(value: AttributeValue): number {
  if ('S' in value) return utf8Length(value.S);
  if ('N' in value) return numberSizeBytes(value.N);
  if ('B' in value) return base64Bytes(value.B);
  if ('SS' in value) return sumOf(value.SS, utf8Length);
  if ('NS' in value) return sumOf(value.NS, numberSizeBytes);
  if ('BS' in value) return sumOf(value.BS, base64Bytes);
  if ('L' in value) return 3 + sumOf(value.L, (element) => 1 + valueSizeBytes(element));
  if ('M' in value) {
    return (
      3 + sumOf(Object.entries(value.M), ([name, member]) => 1 + utf8Length(name) + valueSizeBytes(member))
    );
  }
  return 1;
}

/** One byte, one for every two digits on either side of the point, and one for a minus sign; zeros at the ends are free. */
function numberSizeBytes(text: string): number {
  const match = /^\s*([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?\s*$/.exec(text);
  if (match === null) return utf8Length(text);
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return 1;
  // Digits of the stripped text that stand before the decimal point; below zero when zeros follow the point first.
  const point = digits.length - fraction.length + Number(exponent);
  const before = Math.min(significant.length, Math.max(0, point));
  const after = significant.length - before;
  return 1 + Math.ceil(before / 2) + Math.ceil(after / 2) + (sign === '-' ? 1 : 0);
}

function base64Bytes(text: string): number {
  return Math.floor((text.replace(/=+$/, '').length * 3) / 4);
}

function sumOf<T>(members: readonly T[], sizeOf: (member: T) => number): number {
  return members.reduce((total, member) => total + sizeOf(member), 0);
}
