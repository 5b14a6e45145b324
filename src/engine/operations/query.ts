/** Query: items with one partition key, in the order of their sort key. */
import type { KeyRange } from '../../base/sorted-map.ts';
import { placeholdersOf } from '../../language/expressions/placeholders.ts';
import type { Condition } from '../../language/expressions/tree.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import type { Scope } from '../evaluate/condition.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import { keyTests, queryRange } from '../evaluate/key-range.ts';
import type { QueryRange } from '../evaluate/key-range.ts';
import { nameOf } from '../evaluate/paths.ts';
import { keyNames } from '../storage/secondary-index.ts';
import { dataTable } from './data-table.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { admitPage } from './page-admission.ts';
import { explainPageAccess, pageBody } from './page-body.ts';
import { readPage } from './read-page.ts';
import { invalid, itemView, readSource } from './read-source.ts';
import type { ReadSource } from './read-source.ts';
import { readFactor } from './read-units.ts';
import { startAfter } from './start-key.ts';

const LEGACY = ['KeyConditions', 'QueryFilter', 'ConditionalOperator', 'AttributesToGet'];

export function query(context: Context, input: InputOf<'Query'>): string {
  refuseLegacyParameters(input, LEGACY);
  const scope = readExpressions('Query', input);
  const keyCondition = scope.keyCondition(input.KeyConditionExpression ?? '');
  const filter = input.FilterExpression === undefined ? undefined : scope.filter(input.FilterExpression);
  const projection =
    input.ProjectionExpression === undefined ? undefined : scope.projection(input.ProjectionExpression);
  scope.finish();
  const table = dataTable(context, input.TableName);
  const source = readSource(table, input);
  const after =
    input.ExclusiveStartKey === undefined ? undefined : startAfter(source, input.ExclusiveStartKey, 'Query');
  const found = queryRange(source.key, keyTests(keyCondition.terms, scope));
  if (filter !== undefined) refuseKeysInFilter(source, filter, scope);
  const view = itemView(source, { select: input.Select, projection, filter, scope });
  const backward = input.ScanIndexForward === false;
  const range = after === undefined ? found : rangeAfter(found, after, backward);
  const page = readPage(source, { range, backward, crossesPartitions: false, limit: input.Limit, view });
  const factor = readFactor(input.ConsistentRead);
  const consumed = admitPage(context, { source, page, factor, pk: found.pk });
  const answered = { source, page, consumed };
  explainPageAccess(context, answered, { access: 'query', remark: undefined });
  return pageBody(answered, input);
}

/** Throws ValidationException for a starting key that the query could not have ended at. */
function rangeAfter(found: QueryRange, after: string, backward: boolean): KeyRange {
  if (!after.startsWith(found.collection)) {
    throw invalid('The provided starting key is outside query boundaries based on provided conditions');
  }
  const { from, to, toExclusive } = found;
  if (after < from || after > to || (toExclusive === true && after === to)) {
    throw invalid('The provided starting key does not match the range key predicate');
  }
  if (backward) return { from, to: after, toExclusive: true };
  return { from: after, fromExclusive: true, to, toExclusive };
}

/** Keys belong into the key condition. */
function refuseKeysInFilter({ key }: ReadSource, filter: Condition, scope: Scope): void {
  const { names, attributes } = placeholdersOf(filter);
  const used = new Set([...names, ...attributes].map((segment) => nameOf(segment, scope.names)));
  const wrong = keyNames(key).find((name) => used.has(name));
  if (wrong === undefined) return;
  throw invalid(
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${wrong}`,
  );
}
