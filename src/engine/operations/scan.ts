/** Scan: all items of a table or index, in the order of their partition keys' hashes. */
import type { KeyRange } from '../../base/sorted-map.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import { hashPrefix } from '../values/key-encoding.ts';
import { dataTable } from './data-table.ts';
import { attributePaths, filterCondition } from './legacy-conditions.ts';
import { admitPage } from './page-admission.ts';
import { explainPageAccess, pageBody } from './page-body.ts';
import { readPage } from './read-page.ts';
import { invalid, itemView, readSource, refuseAllAttributes } from './read-source.ts';
import type { ViewOptions } from './read-source.ts';
import { readFactor } from './read-units.ts';
import { refuseNestedKeys, refuseNestedProjection } from './nested-keys.ts';
import { betterQuery } from './scan-remark.ts';
import { startAfter } from './start-key.ts';

const HASHES = 2 ** 32;

export function scan(context: Context, input: InputOf<'Scan'>): string {
  const { filter, projection, scope } = readScan(input);
  const table = dataTable(context, input.TableName);
  const source = readSource(table, input, 'Scan');
  const after =
    input.ExclusiveStartKey &&
    startAfter(source, input.ExclusiveStartKey, 'Scan', () => refuseAllAttributes(source, input.Select));
  refuseAllAttributes(source, input.Select);
  const range = segmentRange(input, after);
  refuseNestedProjection(table.doc, input);
  if (filter !== undefined) refuseNestedKeys(table.doc, filter, scope.names);
  const view = itemView(source, { select: input.Select, projection, filter, scope });
  const page = readPage(source, {
    range,
    backward: false,
    crossesPartitions: true,
    limit: input.Limit,
    view,
  });
  const factor = readFactor(input.ConsistentRead);
  const consumed = admitPage(context, { source, page, factor, pk: undefined, tableName: input.TableName });
  const answered = { source, page, consumed };
  const remark =
    context.receipt === undefined || filter === undefined ? undefined : betterQuery(source, filter, scope);
  explainPageAccess(context, answered, { access: 'scan', remark });
  return pageBody(answered, input);
}

/** The filter with its scope and the paths to show, from expressions or from what came before them. */
function readScan(input: InputOf<'Scan'>): Pick<ViewOptions, 'filter' | 'projection' | 'scope'> {
  const { AttributesToGet: names, ScanFilter: legacyFilter } = input;
  if (names !== undefined || legacyFilter !== undefined) {
    const { condition: filter, scope } = filterCondition(legacyFilter ?? {}, input.ConditionalOperator);
    return { filter, projection: names && attributePaths(names), scope };
  }
  const scope = readExpressions('Scan', input);
  const filter = input.FilterExpression === undefined ? undefined : scope.filter(input.FilterExpression);
  const projection =
    input.ProjectionExpression === undefined ? undefined : scope.projection(input.ProjectionExpression);
  scope.finish();
  return { filter, projection, scope };
}

/** A segment is a range of hashes, like a partition. Throws ValidationException for another segment's starting key. */
function segmentRange({ Segment, TotalSegments }: InputOf<'Scan'>, after: string | undefined): KeyRange {
  const isPart = Segment !== undefined && TotalSegments !== undefined && TotalSegments > 1;
  const bound = (segment: number, of: number): string => hashPrefix(Math.floor((segment * HASHES) / of));
  const from = isPart ? bound(Segment, TotalSegments) : undefined;
  const to = isPart ? bound(Segment + 1, TotalSegments) : undefined;
  if (after === undefined) return { from, to, toExclusive: true };
  if (isPart && ((from !== undefined && after < from) || (to !== undefined && after >= to))) {
    throw invalid(
      'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct ' +
        `Segment. TotalSegments: ${TotalSegments} Segment: ${Segment}`,
    );
  }
  return { from: after, fromExclusive: true, to, toExclusive: true };
}
