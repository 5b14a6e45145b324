/** The rules for a table's name where its ARN may stand instead. */
import type { OperationName } from '../../model/operations.ts';

/** Operations on a table itself, which look at its name before anything else and more strictly. */
const TABLE_OPERATIONS: ReadonlySet<OperationName> = new Set<OperationName>([
  'CreateTable',
  'DescribeTable',
  'UpdateTable',
  'DeleteTable',
  'UpdateTimeToLive',
  'DescribeTimeToLive',
]);

const NAME = /^[a-zA-Z0-9_.-]{1,255}$/;
const ARN = /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]*:\d*:table\/[a-zA-Z0-9_.-]{1,255}$/;

/** Operations on items do not insist on three characters: a shorter name is simply not found. */
export function isTableNameOrArn(text: string): boolean {
  return NAME.test(text) || isTableArn(text);
}

export function isTableArn(text: string): boolean {
  return text.startsWith('arn:') && ARN.test(text);
}

/** As the key of a map of tables, and for operations on a table itself, a name has its three characters. */
export function isTableKey(text: string): boolean {
  return text.length >= 3 && isTableNameOrArn(text);
}

export function isTableOperation(operation: OperationName): boolean {
  return TABLE_OPERATIONS.has(operation);
}
