/** Checks an import against the table before anything is written: keys, index keys, sizes, duplicates. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { KeyAttribute, TableDoc } from '../../model/table.ts';
import { typeOf } from '../console/items.ts';
import { itemSizeBytes, MAX_ITEM_BYTES } from '../explorer/item-size.ts';
import { convertItem, type ImportColumn } from './import-columns.ts';
import type { ImportRecord, LineProblem } from './import-records.ts';

export interface CheckedImport {
  /** What will be written, in the file's order. */
  readonly items: readonly { readonly line: number; readonly item: AttributeMap }[];
  /** Lines that cannot be written, each with its reason. */
  readonly rejected: readonly LineProblem[];
  /** Lines that a later line with the same key replaces. */
  readonly replaced: readonly { readonly line: number; readonly by: number }[];
  /** Write units that the table itself takes for all of it. */
  readonly writeUnits: number;
}

/** What stands in the way of the whole import, before looking at its lines. */
export function columnsProblem(columns: readonly ImportColumn[], table: TableDoc): string | undefined {
  const names = columns.filter((column) => column.isIncluded).map((column) => column.name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (names.includes('')) return 'Every column needs an attribute name, or to be left out.';
  if (twice !== undefined) return `Two columns are called “${twice}”.`;
  const missing = [...table.key.pk, ...table.key.sk].find((key) => !names.includes(key.name));
  return missing === undefined
    ? undefined
    : `No column is the key attribute “${missing.name}”. Give the column that holds it this name.`;
}

export function checkImport(
  records: readonly ImportRecord[],
  columns: readonly ImportColumn[],
  table: TableDoc,
): CheckedImport {
  const bySource = new Map(columns.map((column) => [column.source, column]));
  const keys = [...table.key.pk, ...table.key.sk];
  const lineByKey = new Map<string, number>();
  const items: { line: number; item: AttributeMap }[] = [];
  const rejected: LineProblem[] = [];
  const replaced: { line: number; by: number }[] = [];
  let writeUnits = 0;
  for (const record of records) {
    const { line } = record;
    const converted = convertItem(record.item, bySource);
    const why = converted.ok ? itemProblem(converted.item, keys, table) : converted.why;
    if (!converted.ok || why !== undefined) {
      rejected.push({ line, why: why ?? '' });
      continue;
    }
    const key = JSON.stringify(keys.map(({ name }) => converted.item[name]));
    const earlier = lineByKey.get(key);
    if (earlier !== undefined) replaced.push({ line: earlier, by: line });
    lineByKey.set(key, line);
    items.push({ line, item: converted.item });
    writeUnits += Math.ceil(itemSizeBytes(converted.item) / 1024);
  }
  return { items, rejected, replaced, writeUnits };
}

/** Table keys must be there and fit; index keys must fit where they are there. */
function itemProblem(item: AttributeMap, keys: readonly KeyAttribute[], table: TableDoc): string | undefined {
  for (const key of keys) {
    if (item[key.name] === undefined) return `The key attribute ${key.name} is missing.`;
  }
  const indexKeys = table.indexes.flatMap((index) => index.key.pk.concat(index.key.sk));
  for (const { name, type } of keys.concat(indexKeys)) {
    const value = item[name];
    if (value === undefined) continue;
    if (!(type in value)) return `The key attribute ${name} must be of type ${type}, not ${typeOf(value)}.`;
    const text = 'S' in value ? value.S : 'N' in value ? value.N : 'B' in value ? value.B : '';
    if (text === '') return `The key attribute ${name} is empty.`;
  }
  const sizeBytes = itemSizeBytes(item);
  return sizeBytes > MAX_ITEM_BYTES ? `The item has ${sizeBytes} bytes; 409,600 are the most.` : undefined;
}

/** Rejected lines as CSV, to save. */
export function rejectedText(rejected: readonly LineProblem[]): string {
  const rows = rejected.map(({ line, why }) => `${line},"${why.replaceAll('"', '""')}"`);
  return `line,why\n${rows.join('\n')}\n`;
}
