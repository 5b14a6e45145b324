/** SELECT, by the means of Query and Scan: one or more reads of key ranges, or a walk over everything. */
import { checkCondition } from '../../language/expressions/check.ts';
import type { OrderKey, SelectStatement } from '../../language/partiql/tree.ts';
import type { KeySchema } from '../../model/table.ts';
import type { Context } from '../context.ts';
import type { Scope } from '../evaluate/condition.ts';
import { type KeyTest, queryRange } from '../evaluate/key-range.ts';
import { resolvePath } from '../evaluate/paths.ts';
import { consumedJson, type ReturnConsumedCapacity } from '../operations/consumed-capacity.ts';
import { jsonBody } from '../operations/json-body.ts';
import { explainPageAccess } from '../operations/page-body.ts';
import { invalid, type ItemView, itemView, type ReadSource, readSource } from '../operations/read-source.ts';
import { readFactor } from '../operations/read-units.ts';
import { betterQuery } from '../operations/scan-remark.ts';
import { projectedAttributes } from '../storage/secondary-index.ts';
import type { Table } from '../storage/table.ts';
import { walkedAttributesOf } from '../storage/stored-item.ts';
import { compareValues } from '../values/compare.ts';
import { decodeNextToken, encodeNextToken } from './next-token.ts';
import type { Parameters } from './literals.ts';
import { createSelectProjector } from './select-projection.ts';
import { joinedPage, type Reads, type Walk, walkPages } from './select-walk.ts';
import { planRead } from './where-plan.ts';
import { refuse } from './write-statement.ts';

export interface SelectRequest {
  readonly table: Table;
  readonly scope: Scope;
  readonly parameters: Parameters;
  /** As sent: a NextToken belongs to one text. */
  readonly text: string;
  readonly nextToken: string | undefined;
  readonly limit: number | undefined;
  readonly consistentRead: boolean | undefined;
  readonly returnConsumedCapacity: ReturnConsumedCapacity;
}

/** Pages of reads with several partition keys hold no more (developer guide, "IN operator"). */
const MAX_ITEMS_OF_SEVERAL_KEYS = 10;
const NO_NAMES = {};

export function selectItems(context: Context, statement: SelectStatement, request: SelectRequest): string {
  const { scope, text, parameters } = request;
  const { where } = statement;
  refuse(where && checkCondition(where, { ...scope, compare: compareValues }));
  const source = sourceOf(statement, request);
  const reads = orderedReads(statement, source, scope);
  const position =
    request.nextToken === undefined
      ? { read: 0, key: undefined }
      : decodeNextToken(request.nextToken, text, parameters);
  const walk: Walk = {
    source,
    reads,
    backward: isBackward(statement.orderBy, source.key),
    view: viewOf(statement, source, scope),
    factor: readFactor(request.consistentRead),
    limit: limitOf(request.limit, reads),
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
function sourceOf({ from }: SelectStatement, { table, consistentRead }: SelectRequest): ReadSource {
  const index = from.index === undefined ? undefined : table.indexes.get(from.index);
  if (from.index !== undefined && index === undefined)
    throw invalid('The table does not have the specified index');
  if (index?.doc.kind === 'GSI' && consistentRead === true) {
    throw invalid('Strongly consistent read is not supported on Global Secondary Indexes');
  }
  const source = readSource(table, from.index === undefined ? {} : { IndexName: from.index });
  if (source.key.pk.length > 1 || source.key.sk.length > 1) {
    throw invalid(
      'PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.',
    );
  }
  return source;
}

/** The reads of a query in the order asked for; undefined for a scan. */
function orderedReads(
  { where, orderBy }: SelectStatement,
  { key }: ReadSource,
  scope: Scope,
): Reads | undefined {
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
    if (path.segments.length > 1 || !names.has(name)) {
      throw invalid(`Variable reference ${name} in ORDER BY clause must be part of the primary key`);
    }
  }
  const byPk = orderBy.find(({ path }) => path.segments[0].text === key.pk[0]?.name);
  if (new Set(plan.reads.map(pkText)).size > 1 && byPk === undefined) {
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
function sorted(reads: Reads, { key, descendingPk, descendingSk }: ReadOrder): Reads {
  return [...reads].sort((a, b) => {
    const [left, right] = [a[0]?.values[0], b[0]?.values[0]];
    const byPk = left === undefined || right === undefined ? 0 : (compareValues(left, right) ?? 0);
    if (byPk !== 0) return descendingPk ? -byPk : byPk;
    const bySk = queryRange(key, a).from < queryRange(key, b).from ? -1 : 1;
    return descendingSk ? -bySk : bySk;
  });
}

function isBackward(orderBy: readonly OrderKey[], { sk }: KeySchema): boolean {
  return orderBy.some(({ path, descending }) => descending && path.segments[0].text === sk[0]?.name);
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
