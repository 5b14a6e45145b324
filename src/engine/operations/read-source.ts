/** What a Query or Scan reads: the table or one of its indexes, and what it shows of each item. */
import type { Condition } from '../../language/expressions/tree.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { SortedMap } from '../../base/sorted-map.ts';
import type { KeySchema } from '../../model/table.ts';
import { holds } from '../evaluate/condition.ts';
import type { Scope } from '../evaluate/condition.ts';
import type { ResolvedPath } from '../evaluate/paths.ts';
import { createProjector } from '../evaluate/projection.ts';
import type { Index, Table } from '../storage/table.ts';
import { projectedAttributes } from '../storage/secondary-index.ts';
import { walkedAttributesOf } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';

export interface ReadSource {
  readonly table: Table;
  readonly index: Index | undefined;
  readonly key: KeySchema;
  readonly entries: SortedMap<StoredItem>;
  /** A GSI's throughput is its own; an LSI's is the table's. */
  readonly throughputOf: string | undefined;
}

type ReadInput = Pick<InputOf<'Query'>, 'IndexName' | 'ConsistentRead'>;

/** Throws ValidationException for an index that is not there or cannot be read in this way. */
export function readSource(
  table: Table,
  input: ReadInput,
  operation: 'Query' | 'Scan' = 'Query',
): ReadSource {
  if (input.IndexName === undefined) {
    return { table, index: undefined, key: table.doc.key, entries: table.items, throughputOf: undefined };
  }
  const index = table.indexes.get(input.IndexName);
  if (index === undefined) throw noSuchIndex(table, input.IndexName, operation);
  const { kind, name, status, key } = index.doc;
  if (kind === 'GSI' && input.ConsistentRead === true) {
    throw invalid('Consistent reads are not supported on global secondary indexes');
  }
  if (status === 'CREATING') throw invalid(`Cannot read from backfilling global secondary index: ${name}`);
  if (status === 'DELETING') throw invalid(`The table does not have the specified index: ${name}`);
  return { table, index, key, entries: index.entries, throughputOf: kind === 'GSI' ? name : undefined };
}

/** Vector indexes are only searched. */
function noSuchIndex({ doc }: Table, name: string, operation: 'Query' | 'Scan'): DynamoError {
  const isVector = doc.vectorIndexes?.some((index) => index.name === name) === true;
  return invalid(
    isVector
      ? `${operation} operation not supported on this index type.`
      : `The table does not have the specified index: ${name}`,
  );
}

export function invalid(message: string): DynamoError {
  return new DynamoError('ValidationException', message);
}

/** How each item is tested and shown. */
export interface ItemView {
  /** True where the item must be fetched from the table because the local index does not hold what is asked for. */
  readonly fetches: boolean;
  /** Undefined lets every item pass. */
  readonly passes: ((item: StoredItem) => boolean) | undefined;
  /** JSON text of what is shown; undefined where only the count is. */
  readonly show: ((item: StoredItem) => string) | undefined;
}

export interface ViewOptions {
  readonly select: InputOf<'Query'>['Select'];
  readonly projection: readonly ResolvedPath[] | undefined;
  readonly filter: Condition | undefined;
  readonly scope: Scope;
}

/** Throws ValidationException where a GSI is asked for what it does not project. */
export function itemView(source: ReadSource, options: ViewOptions): ItemView {
  const { index } = source;
  const { select, projection, filter, scope } = options;
  refuseAllAttributes(source, select);
  const missing = index === undefined ? [] : notProjected(index, projection);
  if (index?.doc.kind === 'GSI' && missing.length > 0) {
    throw invalid(
      `One or more parameter values were invalid: Global secondary index ${index.doc.name} does not project ` +
        `[${missing.join(', ')}]`,
    );
  }
  const fetches =
    index?.doc.kind === 'LSI' &&
    index.projected !== undefined &&
    (missing.length > 0 || select === 'ALL_ATTRIBUTES');
  const isWhole = index?.projected === undefined || fetches;
  const visible = (item: StoredItem): AttributeMap =>
    isWhole || index === undefined
      ? walkedAttributesOf(item)
      : projectedAttributes(index, walkedAttributesOf(item));
  const passes = filter === undefined ? undefined : (item: StoredItem) => holds(filter, visible(item), scope);
  if (select === 'COUNT') return { fetches, passes, show: undefined };
  if (projection !== undefined) {
    const project = createProjector(projection);
    return { fetches, passes, show: (item) => JSON.stringify(project(visible(item))) };
  }
  return { fetches, passes, show: isWhole ? (item) => item.json : (item) => JSON.stringify(visible(item)) };
}

/** Throws ValidationException where a GSI does not project them. */
export function refuseAllAttributes({ index }: ReadSource, select: ViewOptions['select']): void {
  if (select !== 'ALL_ATTRIBUTES' || index?.doc.kind !== 'GSI' || index.projected === undefined) return;
  throw invalid(
    'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary ' +
      `index ${index.doc.name} because its projection type is not ALL`,
  );
}

function notProjected({ projected }: Index, paths: readonly ResolvedPath[] | undefined): readonly string[] {
  if (projected === undefined || paths === undefined) return [];
  return [...new Set(paths.map(([name]) => name))].filter((name) => !projected.has(name));
}
