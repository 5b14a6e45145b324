/** Rows against the table, before anything is written: keys, index keys, sizes, and rows that replace one another. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import { MAX_ITEM_BYTES } from '../../model/limits.ts';
import type { KeyAttribute } from '../../model/table.ts';
import { itemSizeBytes } from '../explorer/item-size.ts';
import { formatWhole } from '../kit/digits.ts';
import type { ImportColumn, KeyedTable } from './columns.ts';
import { convertRow } from './convert.ts';
import { keyProblem } from './key-problem.ts';
import { canonicalNumber } from './number-text.ts';
import type { ImportedFile, LineProblem } from './rows.ts';

export interface ReadyItem {
  readonly line: number;
  /** DynamoDB JSON. */
  readonly json: string;
}

export interface CheckedImport {
  /** What will be written, in the file's order. */
  readonly items: readonly ReadyItem[];
  /** Rows that cannot be written, each with its reason. */
  readonly rejected: readonly LineProblem[];
  /** Rows left out because a later one has the same key. */
  readonly replaced: readonly { readonly line: number; readonly by: number }[];
  /** Write units that the table itself takes for all of it. */
  readonly writeUnits: number;
}

const WRITE_UNIT_BYTES = 1024;
/** Rows between two yields. */
const STRIDE = 500;

/** Yields the share that is done, again and again, so that the caller may let others work. */
export function* checkImport(
  file: ImportedFile,
  columns: readonly ImportColumn[],
  table: KeyedTable,
): Generator<number, CheckedImport> {
  const keys = [...table.key.pk, ...table.key.sk];
  const latest = new Map<string, number>();
  const items: (ReadyItem & { readonly units: number; by?: number })[] = [];
  const rejected: LineProblem[] = [];
  for (const [place, row] of file.rows.entries()) {
    if (place % STRIDE === STRIDE - 1) yield place / file.rows.length;
    const { line } = row;
    const converted = convertRow(row, columns);
    if (!converted.ok) {
      rejected.push({ line, why: converted.why });
      continue;
    }
    const sizeBytes = itemSizeBytes(converted.item);
    const why = keyProblem(converted.item, table) ?? sizeProblem(sizeBytes);
    if (why !== undefined) {
      rejected.push({ line, why });
      continue;
    }
    const key = keyText(converted.item, keys);
    const earlier = items[latest.get(key) ?? -1];
    if (earlier !== undefined) earlier.by = line;
    latest.set(key, items.length);
    items.push({
      line,
      json: JSON.stringify(converted.item),
      units: Math.ceil(sizeBytes / WRITE_UNIT_BYTES),
    });
  }
  const kept = items.filter(({ by }) => by === undefined);
  return {
    items: kept.map(({ line, json }) => ({ line, json })),
    rejected,
    replaced: items.flatMap(({ line, by }) => (by === undefined ? [] : [{ line, by }])),
    writeUnits: kept.reduce((total, { units }) => total + units, 0),
  };
}

function sizeProblem(sizeBytes: number): string | undefined {
  if (sizeBytes <= MAX_ITEM_BYTES) return undefined;
  return `Item size has exceeded the maximum allowed size (${formatWhole(sizeBytes)} of ${formatWhole(MAX_ITEM_BYTES)} bytes)`;
}

/** The same for keys that DynamoDB holds for equal. */
function keyText(item: AttributeMap, keys: readonly KeyAttribute[]): string {
  const values = keys.map(({ name }) => {
    const value = item[name];
    return value !== undefined && 'N' in value ? (canonicalNumber(value.N) ?? value.N) : value;
  });
  return JSON.stringify(values);
}

/** Rejected lines as CSV, to save. */
export function rejectedText(rejected: readonly LineProblem[]): string {
  const rows = rejected.map(({ line, why }) => `${line},"${why.replaceAll('"', '""')}"`);
  return `line,why\n${rows.join('\n')}\n`;
}
