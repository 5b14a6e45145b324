/** Finding a table by name or ARN for control-plane operations, and refusing to change one that is busy. */
import { DynamoError } from '../../model/errors.ts';
import type { TableDoc } from '../../model/table.ts';
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';

/** By name or ARN. Throws ResourceNotFoundException, in the control plane's words. */
export function findTable(context: Context, nameOrArn: string): Table {
  const name = tableNameOf(context, nameOrArn);
  const table = name === undefined ? undefined : context.catalog.byName(name);
  if (table === undefined) {
    throw new DynamoError(
      'ResourceNotFoundException',
      `Requested resource not found: Table: ${name ?? nameOrArn} not found`,
    );
  }
  return table;
}

/** Throws ResourceInUseException unless the table is ACTIVE. */
export function assertChangeable({ name, status }: TableDoc): void {
  if (status === 'ACTIVE') return;
  const doing = { CREATING: 'created', UPDATING: 'updated', DELETING: 'deleted' }[status];
  throw new DynamoError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being ${doing}: ${name}`,
  );
}

export function invalidParameters(detail: string): DynamoError {
  return new DynamoError('ValidationException', `One or more parameter values were invalid: ${detail}`);
}

export function tableArn({ region, accountId }: Pick<Context, 'region' | 'accountId'>, name: string): string {
  return `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
}

/**
 * The name in a name or ARN; undefined for an ARN of another region. Throws AccessDeniedException for one of another
 * account, which only a resource policy could let in.
 */
export function tableNameOf(context: Context, nameOrArn: string): string | undefined {
  if (!nameOrArn.startsWith('arn:')) return nameOrArn;
  const [, , , region, accountId, resource = ''] = nameOrArn.split(':');
  if (accountId !== context.accountId) throw accessDenied(context, nameOrArn);
  return region === context.region ? resource.slice(resource.indexOf('/') + 1) : undefined;
}

/** Developer guide, "Cross-account access"; the words are IAM's. */
function accessDenied({ accountId, operation }: Context, arn: string): DynamoError {
  return new DynamoError(
    'AccessDeniedException',
    `User: arn:aws:iam::${accountId}:root is not authorized to perform: dynamodb:${operation} on resource: ${arn} ` +
      `because no resource-based policy allows the dynamodb:${operation} action`,
  );
}
