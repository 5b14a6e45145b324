/** Scan: all items of a table or index, in the order of their partition keys' hashes. */
import type { KeyRange } from '../../base/sorted-map.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import { hashPrefix } from '../values/key-encoding.ts';
import { dataTable } from './data-table.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { admitPage } from './page-admission.ts';
import { explainPageAccess, pageBody } from './page-body.ts';
import { readPage } from './read-page.ts';
import { invalid, itemView, readSource } from './read-source.ts';
import { readFactor } from './read-units.ts';
import { betterQuery } from './scan-remark.ts';
import { startAfter } from './start-key.ts';

const HASHES = 2 ** 32;

const LEGACY = ['ScanFilter', 'ConditionalOperator', 'AttributesToGet'];

export function scan(context: Context, input: InputOf<'Scan'>): string {
  refuseLegacyParameters(input, LEGACY);
  const scope = readExpressions('Scan', input);
  const filter = input.FilterExpression === undefined ? undefined : scope.filter(input.FilterExpression);
  const projection =
    input.ProjectionExpression === undefined ? undefined : scope.projection(input.ProjectionExpression);
  scope.finish();
  const table = dataTable(context, input.TableName);
  const source = readSource(table, input);
  const after =
    input.ExclusiveStartKey === undefined ? undefined : startAfter(source, input.ExclusiveStartKey, 'Scan');
  const view = itemView(source, { select: input.Select, projection, filter, scope });
  const page = readPage(source, {
    range: segmentRange(input, after),
    backward: false,
    crossesPartitions: true,
    limit: input.Limit,
    view,
  });
  const factor = readFactor(input.ConsistentRead);
  const consumed = admitPage(context, { source, page, factor, pk: undefined });
  const answered = { source, page, consumed };
  const remark =
    context.receipt === undefined || filter === undefined ? undefined : betterQuery(source, filter, scope);
  explainPageAccess(context, answered, { access: 'scan', remark });
  return pageBody(answered, input);
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
