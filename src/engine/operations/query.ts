/** Query: items with one partition key, in the order of their sort key. */
import type { KeyRange } from '../../base/sorted-map.ts';
import { placeholdersOf } from '../../language/expressions/placeholders.ts';
import type { Condition } from '../../language/expressions/tree.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { InputOf } from '../../model/operations.ts';
import type { KeySchema } from '../../model/table.ts';
import type { Context } from '../context.ts';
import type { Scope } from '../evaluate/condition.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import { keyTests, queryRange } from '../evaluate/key-range.ts';
import type { KeyTest, QueryRange } from '../evaluate/key-range.ts';
import { nameOf } from '../evaluate/paths.ts';
import { keyNames } from '../storage/secondary-index.ts';
import { ABOVE_ALL, collectionPrefix, encodeKeyParts } from '../values/key-encoding.ts';
import { dataTable } from './data-table.ts';
import { attributePaths, filterCondition, keyConditionTests } from './legacy-conditions.ts';
import { admitPage } from './page-admission.ts';
import { explainPageAccess, pageBody } from './page-body.ts';
import { refuseNestedKeys, refuseNestedProjection } from './nested-keys.ts';
import { readPage } from './read-page.ts';
import { invalid, itemView, readSource, refuseAllAttributes } from './read-source.ts';
import type { ReadSource, ViewOptions } from './read-source.ts';
import { readFactor } from './read-units.ts';
import { startAfter } from './start-key.ts';

export function query(context: Context, input: InputOf<'Query'>): string {
  const { tests, filter, projection, scope } = readQuery(input);
  const table = dataTable(context, input.TableName);
  const source = readSource(table, input);
  if (input.KeyConditions !== undefined) refuseSeveralAttributes(source.key);
  const start = input.ExclusiveStartKey;
  const after = start && startAfter(source, start, 'Query', () => checkPartitionKey(source.key, tests));
  const found = queryRange(source.key, tests);
  if (start !== undefined && after !== undefined) refuseStartOutside(source, start, { found, after });
  if (input.QueryFilter !== undefined)
    refuseKeys(source, new Set(Object.keys(input.QueryFilter)), 'QueryFilter');
  else if (filter !== undefined) refuseKeys(source, attributesIn(filter, scope), 'Filter Expression');
  refuseNestedProjection(table.doc, input);
  refuseAllAttributes(source, input.Select);
  if (filter !== undefined) refuseNestedKeys(table.doc, filter, scope.names);
  const view = itemView(source, { select: input.Select, projection, filter, scope });
  const backward = input.ScanIndexForward === false;
  const range = after === undefined ? found : rangeAfter(found, after, backward);
  const page = readPage(source, { range, backward, crossesPartitions: false, limit: input.Limit, view });
  const factor = readFactor(input.ConsistentRead);
  const consumed = admitPage(context, { source, page, factor, pk: found.pk, tableName: input.TableName });
  const answered = { source, page, consumed };
  explainPageAccess(context, answered, { access: 'query', remark: undefined });
  return pageBody(answered, input);
}

interface QueryParts extends Pick<ViewOptions, 'filter' | 'projection' | 'scope'> {
  readonly tests: readonly KeyTest[];
}

/** From expressions, from what came before them, or the keys from the one and the rest from the other. */
function readQuery(input: InputOf<'Query'>): QueryParts {
  const { AttributesToGet: names, KeyConditions: conditions, QueryFilter: legacyFilter } = input;
  if (names !== undefined || legacyFilter !== undefined) {
    const { condition: filter, scope } = filterCondition(legacyFilter ?? {}, input.ConditionalOperator);
    return {
      tests: keyConditionTests(conditions ?? {}),
      filter,
      projection: names && attributePaths(names),
      scope,
    };
  }
  const scope = readExpressions('Query', input);
  const keyCondition =
    conditions === undefined ? scope.keyCondition(input.KeyConditionExpression ?? '') : undefined;
  const filter = input.FilterExpression === undefined ? undefined : scope.filter(input.FilterExpression);
  const projection =
    input.ProjectionExpression === undefined ? undefined : scope.projection(input.ProjectionExpression);
  scope.finish();
  const tests =
    keyCondition === undefined ? keyConditionTests(conditions ?? {}) : keyTests(keyCondition.terms, scope);
  return { tests, filter, projection, scope };
}

/** KeyConditions know one partition key attribute and one sort key attribute. */
function refuseSeveralAttributes({ pk, sk }: KeySchema): void {
  if (pk.length > 1 || sk.length > 1) throw invalid('Query key condition not supported');
}

/** The conditions as far as they are looked at before a starting key's sort key. */
function checkPartitionKey({ pk, sk }: KeySchema, tests: readonly KeyTest[]): void {
  const names = new Set(pk.map(({ name }) => name));
  queryRange({ pk, sk: [] }, sk.length === 0 ? tests : tests.filter(({ name }) => names.has(name)));
}

interface QueryStart {
  readonly found: QueryRange;
  /** The starting key, encoded. */
  readonly after: string;
}

/**
 * Throws ValidationException for a starting key that the query could not have ended at. Where there is a condition on
 * the sort key, it is judged before the partition key. [seen]
 */
function refuseStartOutside({ key }: ReadSource, start: AttributeMap, { found, after }: QueryStart): void {
  const { from, to, toExclusive, collection } = found;
  const isElsewhere = !after.startsWith(collection);
  if (isElsewhere && from === collection && to === collection + ABOVE_ALL) {
    throw invalid('The provided starting key is outside query boundaries based on provided conditions');
  }
  const own = collectionPrefix(encodeKeyParts(key.pk, start) ?? '');
  const moved = isElsewhere ? collection + after.slice(own.length) : after;
  if (moved < from || moved > to || (toExclusive === true && moved === to)) {
    throw invalid('The provided starting key does not match the range key predicate');
  }
  if (isElsewhere) throw invalid('The query can return at most one row and cannot be restarted');
}

function rangeAfter({ from, to, toExclusive }: QueryRange, after: string, backward: boolean): KeyRange {
  if (backward) return { from, to: after, toExclusive: true };
  return { from: after, fromExclusive: true, to, toExclusive };
}

function attributesIn(filter: Condition, scope: Scope): ReadonlySet<string> {
  const { names, attributes } = placeholdersOf(filter);
  return new Set([...names, ...attributes].map((segment) => nameOf(segment, scope.names)));
}

/** Keys belong into the key condition. */
function refuseKeys({ key }: ReadSource, used: ReadonlySet<string>, filter: string): void {
  const wrong = keyNames(key).find((name) => used.has(name));
  if (wrong === undefined) return;
  throw invalid(`${filter} can only contain non-primary key attributes: Primary key attribute: ${wrong}`);
}
