/** SELECT, by the means of Query and Scan: one or more reads of key ranges, or a walk over everything. */
import type { OrderKey, SelectStatement } from '../../language/partiql/tree.ts';
import type { KeySchema } from '../../model/table.ts';
import type { Context } from '../context.ts';
import type { Scope } from '../evaluate/condition.ts';
import { type KeyTest, queryRange } from '../evaluate/key-range.ts';
import { resolvePath } from '../evaluate/paths.ts';
import { consumedJson, type ReturnConsumedCapacity } from '../operations/consumed-capacity.ts';
import { dataTable } from '../operations/data-table.ts';
import { jsonBody } from '../operations/json-body.ts';
import { explainPageAccess } from '../operations/page-body.ts';
import { type ItemView, itemView, type ReadSource, readSource } from '../operations/read-source.ts';
import { readFactor } from '../operations/read-units.ts';
import { betterQuery } from '../operations/scan-remark.ts';
import { projectedAttributes } from '../storage/secondary-index.ts';
import { walkedAttributesOf } from '../storage/stored-item.ts';
import type { Table } from '../storage/table.ts';
import { compareValues } from '../values/compare.ts';
import { attributesIn, joined } from './conditions.ts';
import { decodeNextToken, encodeNextToken } from './next-token.ts';
import { invalid, type PreparedOf, refuseCondition } from './prepared-statement.ts';
import { createSelectProjector } from './select-projection.ts';
import { joinedPage, type Reads, type Walk, walkPages } from './select-walk.ts';
import { type KeyRead, planRead } from './where-plan.ts';

export interface SelectRequest {
  readonly nextToken: string | undefined;
  readonly limit: number | undefined;
  readonly consistentRead: boolean | undefined;
  readonly returnConsumedCapacity: ReturnConsumedCapacity;
}

/** Pages of reads with several partition keys hold no more (developer guide, "IN operator"). */
const MAX_ITEMS_OF_SEVERAL_KEYS = 10;
const NO_NAMES = {};

export function selectItems(
  context: Context,
  prepared: PreparedOf<SelectStatement>,
  request: SelectRequest,
): string {
  const { statement, scope, text, parameters } = prepared;
  const { where, from } = statement;
  const table = dataTable(context, from.table);
  refuseCondition(prepared, where);
  const source = sourceOf(statement, table, request.consistentRead);
  const planned = orderedReads(statement, source, scope);
  const view = viewOf(statement, source, scope);
  refuseUnprojectedFilter(source, planned);
  const position =
    request.nextToken === undefined
      ? { read: 0, key: undefined }
      : decodeNextToken(request.nextToken, text, parameters);
  const reads = planned?.map(({ tests }) => tests);
  const walk: Walk = {
    source,
    reads,
    backward: isBackward(statement.orderBy, source.key),
    view,
    factor: readFactor(request.consistentRead),
    limit: limitOf(request.limit, reads),
    tableName: from.table,
  };
  const { pages, consumed, next } = walkPages(context, walk, position);
  const remark =
    context.receipt === undefined || where === undefined || reads !== undefined
      ? undefined
      : betterQuery(source, where, scope);
  const access = reads === undefined ? 'scan' : 'query';
  explainPageAccess(context, { source, page: joinedPage(pages), consumed }, { access, remark });
  return jsonBody([
    ['Items', `[${pages.flatMap(({ items }) => items).join(',')}]`],
    ['NextToken', next && JSON.stringify(encodeNextToken(next, text, parameters))],
    ['LastEvaluatedKey', next?.key && JSON.stringify(next.key)],
    ['ConsumedCapacity', consumedJson(consumed, request.returnConsumedCapacity)],
  ]);
}

/** The table or index, with PartiQL's own words for what cannot be read. */
function sourceOf({ from }: SelectStatement, table: Table, consistentRead: boolean | undefined): ReadSource {
  const index = from.index === undefined ? undefined : table.indexes.get(from.index);
  const isVector = table.doc.vectorIndexes?.some(({ name }) => name === from.index) === true;
  if (from.index !== undefined && index === undefined && !isVector) {
    throw invalid('The table does not have the specified index');
  }
  if (index?.doc.kind === 'GSI' && consistentRead === true) {
    throw invalid('Strongly consistent read is not supported on Global Secondary Indexes');
  }
  return readSource(table, from.index === undefined ? {} : { IndexName: from.index }, 'Scan');
}

/** The reads of a query in the order asked for; undefined for a scan. */
function orderedReads(
  { where, orderBy }: SelectStatement,
  { key }: ReadSource,
  scope: Scope,
): readonly KeyRead[] | undefined {
  if (orderBy.length > 0 && where === undefined) {
    throw invalid('Must have WHERE clause in the statement when using ORDER BY clause.');
  }
  const plan = planRead(where, key, scope.values);
  if (orderBy.length === 0) return plan.kind === 'scan' ? undefined : plan.reads;
  if (plan.kind === 'scan') {
    throw invalid(
      'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
    );
  }
  const names = new Set([...key.pk, ...key.sk].map(({ name }) => name));
  for (const { path } of orderBy) {
    const name = path.segments[0].text;
    if (!names.has(name))
      throw invalid(`Attribute ${name} in ORDER BY clause must be part of the primary key`);
  }
  const byPk = orderBy.find(({ path }) => path.segments[0].text === key.pk[0]?.name);
  if (new Set(plan.reads.map(({ tests }) => pkText(tests))).size > 1 && byPk === undefined) {
    throw invalid(
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    );
  }
  return sorted(plan.reads, {
    key,
    descendingPk: byPk?.descending === true,
    descendingSk: isBackward(orderBy, key),
  });
}

function pkText([pk]: readonly KeyTest[]): string {
  return JSON.stringify(pk?.values[0]);
}

interface ReadOrder {
  readonly key: KeySchema;
  readonly descendingPk: boolean;
  readonly descendingSk: boolean;
}

/** By partition key, and the ranges of one partition key by sort key. */
function sorted(
  reads: readonly KeyRead[],
  { key, descendingPk, descendingSk }: ReadOrder,
): readonly KeyRead[] {
  return reads.toSorted(({ tests: a }, { tests: b }) => {
    const [left, right] = [a[0]?.values[0], b[0]?.values[0]];
    const byPk = left === undefined || right === undefined ? 0 : (compareValues(left, right) ?? 0);
    if (byPk !== 0) return descendingPk ? -byPk : byPk;
    const bySk = queryRange(key, a).from < queryRange(key, b).from ? -1 : 1;
    return descendingSk ? -bySk : bySk;
  });
}

/** An order that does not name the sort key goes down it (captured). */
function isBackward(orderBy: readonly OrderKey[], { sk }: KeySchema): boolean {
  const bySk = orderBy.find(({ path }) => path.segments[0].text === sk[0]?.name);
  return orderBy.length > 0 && bySk?.descending !== false;
}

/**
 * A query of an index cannot test what the index does not hold, though a scan of it can; of several reads the first
 * one is asked (captured).
 */
function refuseUnprojectedFilter({ index }: ReadSource, reads: readonly KeyRead[] | undefined): void {
  const projected = index?.projected;
  const condition = joined(reads?.[0]?.operands ?? []);
  if (index === undefined || projected === undefined || condition === undefined) return;
  const missing = attributesIn(condition).filter((name) => !projected.has(name));
  if (missing.length === 0) return;
  throw invalid(
    `One or more parameter values were invalid: Secondary index ${index.doc.name} does not project one or more ` +
      `filter attributes: [${missing.join(', ')}]`,
  );
}

/** What a Query would test and show, but with SELECT's flat projection. */
function viewOf({ projection, where }: SelectStatement, source: ReadSource, scope: Scope): ItemView {
  const view = itemView(source, {
    select: undefined,
    projection: projection?.map((path) => resolvePath(path, NO_NAMES)),
    filter: where,
    scope,
  });
  if (projection === undefined) return view;
  const project = createSelectProjector(projection);
  const { index } = source;
  const isWhole = index?.projected === undefined || view.fetches;
  return {
    ...view,
    show(item) {
      const attributes = walkedAttributesOf(item);
      return JSON.stringify(
        project(isWhole || index === undefined ? attributes : projectedAttributes(index, attributes)),
      );
    },
  };
}

function limitOf(limit: number | undefined, reads: Reads | undefined): number {
  const most =
    reads !== undefined && new Set(reads.map(pkText)).size > 1 ? MAX_ITEMS_OF_SEVERAL_KEYS : Infinity;
  return Math.min(limit ?? Infinity, most);
}
