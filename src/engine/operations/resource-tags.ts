/** The table whose tags an operation is about, and what its tags are. */
import { DynamoError } from '../../model/errors.ts';
import type { OperationName } from '../../model/operations.ts';
import type { TableDoc } from '../../model/table.ts';
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';
import { invalidTableArn } from '../validation/tag-checks.ts';
import { assertChangeable } from './control-plane-table.ts';

/** Nobody's account: what local tools put where the service has the caller's. */
const NO_ACCOUNT = '000000000000';

/**
 * The table with this ARN, which is that of a table. Throws ValidationException for one of another region, and
 * AccessDeniedException or ResourceNotFoundException for a table that is not there.
 */
export function taggedTable(context: Context, operation: OperationName, arn: string): Table {
  const [, , , region, account, resource = ''] = arn.split(':');
  if (region !== context.region) throw invalidTableArn(operation, arn);
  const table =
    account === context.accountId ? context.catalog.byName(resource.slice('table/'.length)) : undefined;
  if (table !== undefined && table.doc.status !== 'DELETING') return table;
  // The service does not say of other accounts what they have; an account of zeros is nobody's. [seen]
  if (account !== context.accountId || account === NO_ACCOUNT) throw accessDenied(context, operation, arn);
  throw new DynamoError(
    'ResourceNotFoundException',
    // The misspelling is the service's.
    `Requested resource not found: ResourcArn: ${arn} not found`,
  );
}

/** Gives the table these tags instead of those it has. */
export function putTags(context: Context, { doc }: Table, tags: TableDoc['tags']): void {
  assertChangeable(doc);
  context.batch.putTable({ ...doc, tags });
}

function accessDenied({ accountId }: Context, operation: OperationName, arn: string): DynamoError {
  return new DynamoError(
    'AccessDeniedException',
    `User: arn:aws:iam::${accountId}:root is not authorized to perform: dynamodb:${operation} on resource: ${arn} ` +
      `because no resource-based policy allows the dynamodb:${operation} action`,
  );
}
