/** DynamoDB without any cleverness: a plain array of items and the published rules, for the engine to be held against. */
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';

export interface NaiveIndex {
  readonly name: string;
  readonly kind: 'GSI' | 'LSI';
  readonly pk: string;
  readonly sk: string | undefined;
  /** Further key attributes of a global index. */
  readonly more?: { readonly pk: readonly string[]; readonly sk: readonly string[] };
  /** Attributes shown beside the keys; undefined shows all. */
  readonly include: readonly string[] | undefined;
}

export interface NaiveTable {
  readonly pk: string;
  readonly sk: string;
  readonly indexes: readonly NaiveIndex[];
}

/** Bytes of one attribute value by the published rules (numbers as captured from the service). */
export function naiveValueSize(value: AttributeValue): number {
  if ('S' in value) return utf8Length(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return base64Length(value.B);
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('SS' in value) return sum(value.SS.map(utf8Length));
  if ('NS' in value) return sum(value.NS.map(numberSize));
  if ('BS' in value) return sum(value.BS.map(base64Length));
  if ('L' in value) return 3 + sum(value.L.map((element) => 1 + naiveValueSize(element)));
  return (
    3 + sum(Object.entries(value.M).map(([name, element]) => utf8Length(name) + 1 + naiveValueSize(element)))
  );
}

export function naiveItemSize(item: AttributeMap): number {
  return sum(Object.entries(item).map(([name, value]) => utf8Length(name) + naiveValueSize(value)));
}

function keyNames({ pk, sk, more }: NaiveIndex): readonly string[] {
  return [pk, ...(more?.pk ?? []), ...(sk === undefined ? [] : [sk]), ...(more?.sk ?? [])];
}

/** What an index shows of an item; undefined when the item is not in it. */
export function naiveEntry(
  table: NaiveTable,
  index: NaiveIndex,
  item: AttributeMap | undefined,
): AttributeMap | undefined {
  if (item === undefined) return undefined;
  const keys = keyNames(index);
  if (keys.some((name) => item[name] === undefined)) return undefined;
  if (index.include === undefined) return item;
  const shown = new Set([table.pk, table.sk, ...keys, ...index.include]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => shown.has(name)));
}

/** Write units of one index for one change: enter 1, leave 1, move 2, projected change 1, else none. */
export function naiveIndexUnits(
  index: NaiveIndex,
  before: AttributeMap | undefined,
  after: AttributeMap | undefined,
): number {
  const units = (entry: AttributeMap) => Math.ceil(naiveItemSize(entry) / 1024);
  if (before === undefined) return after === undefined ? 0 : units(after);
  if (after === undefined) return units(before);
  const moved = keyNames(index).some((name) => !sameValue(before[name], after[name]));
  if (moved) return units(before) + units(after);
  return sameItem(before, after) ? 0 : Math.max(units(before), units(after));
}

/** Whole 4 KB units of the larger image, at least one. */
export function naiveReadUnits(images: readonly (AttributeMap | undefined)[]): number {
  return Math.max(1, Math.ceil(Math.max(...images.map(imageSize)) / 4096));
}

interface NaiveAction {
  readonly before: AttributeMap | undefined;
  readonly after: AttributeMap | undefined;
}

/** ConsumedCapacity of a transaction on one table: the table's part doubled, the indexes' as ever. */
export function naiveTransaction(table: NaiveTable, actions: readonly NaiveAction[]): object {
  const arm = (units: number) => ({ CapacityUnits: units, WriteCapacityUnits: units });
  const arms = table.indexes.map((index) => ({
    index,
    units: sum(
      actions.map(({ before, after }) =>
        naiveIndexUnits(index, naiveEntry(table, index, before), naiveEntry(table, index, after)),
      ),
    ),
  }));
  const armsOf = (kind: NaiveIndex['kind'], name: string) => {
    const touched = arms.filter(({ index, units }) => index.kind === kind && units > 0);
    const members = Object.fromEntries(touched.map(({ index, units }) => [index.name, arm(units)]));
    return touched.length === 0 ? {} : { [name]: members };
  };
  const tableUnits = sum(
    actions.map(
      ({ before, after }) => 2 * Math.max(1, Math.ceil(Math.max(imageSize(before), imageSize(after)) / 1024)),
    ),
  );
  return {
    TableName: 'sim',
    ...arm(tableUnits + sum(arms.map(({ units }) => units))),
    Table: arm(tableUnits),
    ...armsOf('LSI', 'LocalSecondaryIndexes'),
    ...armsOf('GSI', 'GlobalSecondaryIndexes'),
  };
}

const imageSize = (item: AttributeMap | undefined) => (item === undefined ? 0 : naiveItemSize(item));

export function sameItem(left: AttributeMap | undefined, right: AttributeMap | undefined): boolean {
  return canonicalText(left) === canonicalText(right);
}

function sameValue(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  return canonicalText(left) === canonicalText(right);
}

/** JSON with names and set members in order, so that equal values have equal texts. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (name, part: unknown) => {
    if (Array.isArray(part)) return ['SS', 'NS', 'BS'].includes(name) ? part.toSorted() : part;
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([left], [right]) => (left < right ? -1 : 1)));
  });
}

function numberSize(text: string): number {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const digits = (whole + fraction).replace(/^0+/, '').replace(/0+$/, '');
  if (digits === '') return 1;
  const wholeDigits = whole.replace(/^0+/, '');
  const trimmedFraction = fraction.replace(/0+$/, '');
  const before = trimmedFraction === '' ? wholeDigits.replace(/0+$/, '').length : wholeDigits.length;
  const after = wholeDigits === '' ? trimmedFraction.replace(/^0+/, '').length : trimmedFraction.length;
  return 1 + Math.ceil(before / 2) + Math.ceil(after / 2) + (negative ? 1 : 0);
}

const utf8Length = (text: string) => new TextEncoder().encode(text).length;
const base64Length = (text: string) => Buffer.from(text, 'base64').length;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
