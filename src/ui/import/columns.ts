/** The columns of an import: the attribute that each becomes, and the type that its content suggests. */
import type { IndexDoc, KeyAttribute, TableDoc } from '../../model/table.ts';
import { typeOf } from '../console/items.ts';
import { isPlainNumberText } from './number-text.ts';
import type { ImportedFile } from './rows.ts';

/** `as-is` keeps the types of JSON values; `JSON` reads texts as JSON, for nested values; `skip` leaves the column out. */
export type ColumnType = 'as-is' | 'S' | 'N' | 'BOOL' | 'B' | 'JSON' | 'skip';

export interface ImportColumn {
  /** As in the file. */
  readonly source: string;
  /** The attribute to write. */
  readonly name: string;
  readonly type: ColumnType;
  /** CSV: rows whose cell is empty get NULL instead of no attribute. */
  readonly isNullWhenEmpty: boolean;
  /** Rows with a value. */
  readonly filled: number;
  /** Those of them that read as numbers; with `distinct`, for suggesting keys. */
  readonly numbers: number;
  /** Different values among the first rows. */
  readonly distinct: number;
}

/** What an import must know of its table: what each item has to fit. */
export interface KeyedTable extends Pick<TableDoc, 'key'> {
  readonly indexes: readonly Pick<IndexDoc, 'name' | 'key'>[];
}

const DISTINCT_ROWS = 2000;

/** In the file's order, typed by content; key attributes found among them get the type that the table wants. */
export function columnsOf(file: ImportedFile, table: KeyedTable): readonly ImportColumn[] {
  const columns = file.sources.map((source, place) => columnAt(file, source, place));
  return withKeyTypes(withKeyNames(columns, table), file, table);
}

function columnAt(file: ImportedFile, source: string, place: number): ImportColumn {
  const distinct = new Set<string>();
  let filled = 0;
  let numbers = 0;
  let booleans = 0;
  for (const [index, { cells }] of file.rows.entries()) {
    const cell = cells[place];
    if (cell === undefined || cell === '') continue;
    filled += 1;
    if (index < DISTINCT_ROWS) distinct.add(typeof cell === 'string' ? cell : JSON.stringify(cell));
    if (typeof cell === 'string' ? isPlainNumberText(cell) : 'N' in cell) numbers += 1;
    else if (typeof cell === 'string' && /^(?:true|false)$/i.test(cell)) booleans += 1;
  }
  const guess = filled === 0 ? 'S' : numbers === filled ? 'N' : booleans === filled ? 'BOOL' : 'S';
  return {
    source,
    name: source,
    type: file.format === 'csv' ? guess : 'as-is',
    isNullWhenEmpty: false,
    filled,
    numbers,
    distinct: distinct.size,
  };
}

/** Table key first, then the indexes' keys; each attribute once. */
export function keyAttributes(table: KeyedTable): readonly KeyAttribute[] {
  const keys = [table.key, ...table.indexes.map(({ key }) => key)].flatMap(({ pk, sk }) => pk.concat(sk));
  return [...new Map(keys.map((key) => [key.name, key])).values()];
}

/** Where only case and punctuation differ (`Customer Id`, `customerId`), the column is meant. */
function withKeyNames(columns: readonly ImportColumn[], table: KeyedTable): readonly ImportColumn[] {
  const keys = keyAttributes(table);
  const isHere = (name: string): boolean => columns.some((column) => column.name === name);
  return columns.map((column) => {
    const isKey = keys.some(({ name }) => name === column.name);
    const key = keys.find(({ name }) => !isHere(name) && lettersOf(name) === lettersOf(column.source));
    const isOnly =
      columns.filter(({ source }) => lettersOf(source) === lettersOf(column.source)).length === 1;
    return key === undefined || isKey || !isOnly ? column : { ...column, name: key.name };
  });
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function withKeyTypes(
  columns: readonly ImportColumn[],
  file: ImportedFile,
  table: KeyedTable,
): readonly ImportColumn[] {
  const keys = keyAttributes(table);
  return columns.map((column) => {
    const key = keys.find(({ name }) => name === column.name);
    return key === undefined ? column : { ...column, type: typeForKey(column, key, file) };
  });
}

function typeForKey(column: ImportColumn, key: KeyAttribute, file: ImportedFile): ColumnType {
  if (column.type !== 'as-is') return key.type;
  const place = file.sources.indexOf(column.source);
  const isRight = file.rows.every(({ cells }) => {
    const cell = cells[place];
    return cell === undefined || typeof cell === 'string' || typeOf(cell) === key.type;
  });
  return isRight ? 'as-is' : key.type;
}

/** The column renamed, with the type that its new name wants. */
export function renamed(
  column: ImportColumn,
  name: string,
  { file, table }: { readonly file: ImportedFile; readonly table: KeyedTable },
): ImportColumn {
  const [typed = column] = withKeyTypes([{ ...column, name }], file, table);
  return typed;
}

/** What stands in the way of the whole import, before any row is looked at. */
export type ColumnsProblem =
  | { readonly kind: 'no-name'; readonly source: string }
  | { readonly kind: 'same-name'; readonly name: string }
  /** `candidates`: columns that could be it, likeliest first. */
  | { readonly kind: 'no-key'; readonly key: KeyAttribute; readonly candidates: readonly ImportColumn[] };

export function columnsProblem(
  columns: readonly ImportColumn[],
  table: KeyedTable,
  rows: number,
): ColumnsProblem | undefined {
  const used = columns.filter(({ type }) => type !== 'skip');
  const nameless = used.find(({ name }) => name === '');
  if (nameless !== undefined) return { kind: 'no-name', source: nameless.source };
  const names = used.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) return { kind: 'same-name', name: twice };
  const keys = [...table.key.pk, ...table.key.sk];
  const key = keys.find(({ name }) => !names.includes(name));
  if (key === undefined) return undefined;
  return {
    kind: 'no-key',
    key,
    candidates: candidatesFor(
      key,
      keys,
      used.filter(({ filled }) => filled >= rows * MOST),
    ),
  };
}

const MAX_CANDIDATES = 4;
/** A few bad rows do not keep a column from being the key; they are rejected later, one by one. */
const MOST = 0.9;

/** A name that holds the key's name leads; then whatever tells the rows apart best. */
function candidatesFor(
  key: KeyAttribute,
  keys: readonly KeyAttribute[],
  columns: readonly ImportColumn[],
): readonly ImportColumn[] {
  const isAkin = ({ source }: ImportColumn): number =>
    lettersOf(source).includes(lettersOf(key.name)) ? 1 : 0;
  return columns
    .filter((column) => !keys.some(({ name }) => name === column.name))
    .filter(({ filled, numbers }) => key.type !== 'N' || numbers >= filled * MOST)
    .toSorted((one, other) => isAkin(other) - isAkin(one) || other.distinct - one.distinct)
    .slice(0, MAX_CANDIDATES);
}
