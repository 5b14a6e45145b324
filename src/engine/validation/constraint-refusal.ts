/** The ValidationException for an input that breaks its shape, as eu-west-2 words it in October 2026. */
import type { JsonObject } from '../../base/json.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_REPORTED_VIOLATIONS } from '../../model/limits.ts';
import type { OperationName } from '../../model/operations.ts';
import type { StructureShape } from '../../model/shape.ts';
import { echo, echoJson } from './echo.ts';
import { isTableOperation } from './table-name.ts';
import { tagRefusal } from './tag-checks.ts';
import { type Violation, findViolations } from './violations.ts';
import { requestError } from './wording.ts';

/**
 * Members that the new layer checks before all others, one at a time and without repeating the value. It steps aside
 * when a required member is absent: then all violations are listed in the older form.
 */
const CHECKED_FIRST: Readonly<Partial<Record<OperationName, RegExp>>> = {
  PutItem: /^TableName$/,
  GetItem: /^TableName$/,
  UpdateItem: /^TableName$/,
  DeleteItem: /^TableName$/,
  Query: /^(TableName|Limit)$/,
  BatchGetItem: /^RequestItems(\..+\.member\.Keys)?$/,
  SearchVectors: /^(IndexName|SearchVector)$/,
  TransactWriteItems: /^(TransactItems|ClientRequestToken)$/,
  TransactGetItems: /^TransactItems$/,
};

/** Enums that the new layer words in its own way; the misspelt UPDATE_NEW is the service's. */
const RETURN_VALUES =
  'Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]';
const CONDITIONAL_OPERATOR = 'Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]';

/** What PutItem and DeleteItem can give back. */
export const OLD_OR_NONE = 'ReturnValues can only be ALL_OLD or NONE';

const TAG_OPERATIONS: ReadonlySet<OperationName> = new Set<OperationName>([
  'TagResource',
  'UntagResource',
  'ListTagsOfResource',
]);

/** What is wrong with the input's constraints; undefined when nothing is. */
export function constraintRefusal(
  operation: OperationName,
  shape: StructureShape,
  input: JsonObject,
): DynamoError | undefined {
  return (
    resourceRefusal(operation, input) ??
    violationRefusal(operation, withoutBatchMap(operation, findViolations(shape, input)))
  );
}

/**
 * The same for a request that is nested so deeply that the newer layer leaves it to the older one, which lists every
 * violation in its own form and then looks at ReturnValues before any value.
 */
export function olderRefusal(
  operation: OperationName,
  shape: StructureShape,
  input: JsonObject,
): DynamoError | undefined {
  const found = findViolations(shape, input);
  if (found.length > 0) return listed(operation, found, olderText);
  const { ReturnValues: returned } = input;
  if (operation === 'UpdateItem' || returned === undefined || returned === 'NONE' || returned === 'ALL_OLD') {
    return undefined;
  }
  return new DynamoError('ValidationException', OLD_OR_NONE);
}

/** Operations on tables ask what they are for before anything else, in words of their own. */
function resourceRefusal(operation: OperationName, input: JsonObject): DynamoError | undefined {
  if (TAG_OPERATIONS.has(operation) && input['ResourceArn'] === undefined) {
    return requestError(operation, 'Invalid TableArn');
  }
  return isTableOperation(operation) ? tableNameRefusal(operation, input) : undefined;
}

function tableNameRefusal(operation: OperationName, input: JsonObject): DynamoError | undefined {
  const name = input['TableName'];
  if (name === undefined) {
    return requestError(
      operation,
      "The parameter 'TableName' is required but was not present in the request",
    );
  }
  if (operation === 'CreateTable' || typeof name !== 'string' || name.startsWith('arn:')) return undefined;
  if (name.length >= 3 && name.length <= 255) return undefined;
  return requestError(
    operation,
    'TableName must be at least 3 characters long and at most 255 characters long',
  );
}

/** BatchWriteItem says nothing about its map of tables while anything else is wrong. */
function withoutBatchMap(operation: OperationName, found: readonly Violation[]): readonly Violation[] {
  if (operation !== 'BatchWriteItem') return found;
  const others = found.filter(({ apiPath, value }) => value === undefined || apiPath !== 'RequestItems');
  return others.length > 0 ? others : found;
}

function violationRefusal(operation: OperationName, found: readonly Violation[]): DynamoError | undefined {
  if (found.length === 0) return undefined;
  const tag = tagRefusal(operation, found);
  if (tag !== undefined) return tag;
  if (found.some(({ value }) => value === undefined)) return listed(operation, found, olderText);
  return checkedFirst(operation, found) ?? special(operation, found) ?? listed(operation, found, newerText);
}

function checkedFirst(operation: OperationName, found: readonly Violation[]): DynamoError | undefined {
  const paths = CHECKED_FIRST[operation];
  const first = found.find((violation) => paths?.test(violation.apiPath) === true && !hasOldWords(violation));
  return first === undefined
    ? undefined
    : aggregated([`Value at '${first.apiPath}' failed to satisfy constraint: ${first.requirement}`]);
}

/** Of a table's name, only its absence of characters is checked by the new layer; of a map, only its size. */
function hasOldWords({ apiPath, requirement }: Violation): boolean {
  if (apiPath === 'TableName') return requirement !== 'Member must have length greater than or equal to 1';
  return requirement.startsWith('Map ');
}

/** Violations that are reported alone though there are others. */
function special(operation: OperationName, found: readonly Violation[]): DynamoError | undefined {
  if (operation === 'BatchWriteItem' && found.some(isEmptyBatch)) {
    return requestError(operation, 'The requestItems parameter is required for BatchWriteItem');
  }
  if (found.some(({ apiPath }) => apiPath === 'ConditionalOperator') && operation !== 'Scan') {
    return requestError(operation, CONDITIONAL_OPERATOR);
  }
  if (operation === 'UpdateItem' && found.some(({ apiPath }) => apiPath === 'ReturnValues')) {
    return requestError(operation, RETURN_VALUES);
  }
  return undefined;
}

function isEmptyBatch({ apiPath, requirement }: Violation): boolean {
  return apiPath === 'RequestItems' && requirement === 'Member must have length greater than or equal to 1';
}

function listed(
  operation: OperationName,
  found: readonly Violation[],
  text: (operation: OperationName, violation: Violation) => string,
): DynamoError {
  return aggregated(found.slice(0, MAX_REPORTED_VIOLATIONS).map((violation) => text(operation, violation)));
}

function aggregated(texts: readonly string[]): DynamoError {
  const errors = texts.length === 1 ? 'error' : 'errors';
  return new DynamoError(
    'ValidationException',
    `${texts.length} validation ${errors} detected: ${texts.join('; ')}`,
  );
}

function newerText(operation: OperationName, violation: Violation): string {
  return violation.apiPath === 'ReturnValues' ? RETURN_VALUES : olderText(operation, violation);
}

function olderText(operation: OperationName, { javaPath, shape, value, requirement }: Violation): string {
  const asJson = operation === 'BatchGetItem' && requirement.startsWith('Map ') && value !== undefined;
  const shown = asJson ? echoJson(value) : echo(shape, value);
  return `Value ${shown} at '${javaPath}' failed to satisfy constraint: ${requirement}`;
}
