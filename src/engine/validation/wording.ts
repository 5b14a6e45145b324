/** How each operation words its refusals: AWS is rolling out a new validation layer operation by operation. */
import { DynamoError } from '../../model/errors.ts';
import type { OperationName } from '../../model/operations.ts';

/**
 * Operations whose refusals of a parameter all stand behind `1 validation error detected: `, those of expressions
 * included. What depends on a table (its key schema, its items) stays bare. [seen in eu-west-2, October 2026]
 */
const ENVELOPED: ReadonlySet<OperationName> = new Set<OperationName>(['PutItem', 'UpdateItem', 'DeleteItem']);

/** Operations that still word bad attribute values as before the new layer. [seen in eu-west-2, October 2026] */
const OLDER_VALUES: ReadonlySet<OperationName> = new Set<OperationName>([
  'BatchExecuteStatement',
  'BatchWriteItem',
  'ExecuteStatement',
  'ExecuteTransaction',
  'Scan',
]);

export function hasOlderValueWording(operation: OperationName): boolean {
  return OLDER_VALUES.has(operation);
}

/** A ValidationException about the request itself, worded as `operation` words it. */
export function requestError(operation: OperationName, message: string): DynamoError {
  return new DynamoError(
    'ValidationException',
    ENVELOPED.has(operation) ? `1 validation error detected: ${message}` : message,
  );
}
