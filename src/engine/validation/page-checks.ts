/** What Query and Scan ask of their parameters beyond each one's shape. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import { type ExpressionRules, checkExpressionMix, checkPlaceholders } from './expression-parameters.ts';
import { checkAttributesToGet, checkConditionalOperator, checkConditions } from './legacy-conditions.ts';
import type { ValueChecks } from './value-checks.ts';
import { requestError } from './wording.ts';

const QUERY: ExpressionRules = {
  expressions: ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'],
  legacy: ['AttributesToGet', 'QueryFilter', 'ConditionalOperator', 'KeyConditions'],
};
/** KeyConditions alone do not keep the other expressions out. */
const QUERY_BY_KEY_CONDITIONS: ExpressionRules = {
  expressions: QUERY.expressions,
  legacy: ['AttributesToGet', 'QueryFilter', 'ConditionalOperator'],
};
const SCAN: ExpressionRules = {
  expressions: ['ProjectionExpression', 'FilterExpression'],
  legacy: ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
};

export function checkQuery(input: InputOf<'Query'>, values: ValueChecks | undefined): void {
  const isByExpression = input.KeyConditionExpression !== undefined;
  const isByConditions = input.KeyConditions !== undefined && !isByExpression;
  checkExpressionMix('Query', input, isByConditions ? QUERY_BY_KEY_CONDITIONS : QUERY);
  checkConditionalOperator('Query', input.ConditionalOperator, input.QueryFilter);
  checkConditions('Query', input.QueryFilter, values);
  checkAttributesToGet('Query', input.AttributesToGet);
  if (input.ExclusiveStartKey !== undefined) values?.startKey(input.ExclusiveStartKey);
  if (!isByExpression && !isByConditions) {
    throw requestError(
      'Query',
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  checkPlaceholders('Query', input, values);
  checkConditions('Query', input.KeyConditions, values);
  checkSelect('Query', input);
  if (isByConditions) checkKeyConditionCount(input.KeyConditions);
}

function checkKeyConditionCount(conditions: InputOf<'Query'>['KeyConditions'] = {}): void {
  const count = Object.keys(conditions).length;
  if (count === 1 || count === 2) return;
  throw requestError('Query', 'Conditions can be of length 1 or 2 only');
}

export function checkScan(input: InputOf<'Scan'>, values: ValueChecks | undefined): void {
  checkExpressionMix('Scan', input, SCAN);
  checkConditionalOperator('Scan', input.ConditionalOperator, input.ScanFilter);
  checkAttributesToGet('Scan', input.AttributesToGet);
  checkConditions('Scan', input.ScanFilter, values);
  if (input.ExclusiveStartKey !== undefined) values?.startKey(input.ExclusiveStartKey);
  checkSegments(input);
  checkPlaceholders('Scan', input, values);
  checkSelect('Scan', input);
}

function checkSegments({ Segment: segment, TotalSegments: total }: InputOf<'Scan'>): void {
  if (segment !== undefined && total === undefined) {
    throw requestError(
      'Scan',
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (total === undefined) return;
  if (segment === undefined) {
    throw requestError(
      'Scan',
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (segment < total) return;
  throw requestError(
    'Scan',
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
      `Segment: ${segment} is not less than TotalSegments: ${total}`,
  );
}

/** Select and the parameters that name attributes must agree. */
function checkSelect(operation: 'Query' | 'Scan', input: InputOf<'Query'> | InputOf<'Scan'>): void {
  const { Select: select } = input;
  if (select === undefined) return;
  const named = nameOfAttributeList(input);
  if (select === 'SPECIFIC_ATTRIBUTES') {
    if (named === undefined) throw unnamedAttributes(operation);
    return;
  }
  if (named !== undefined) {
    const choice = select === 'COUNT' ? 'only the Count' : select;
    throw requestError(operation, `Cannot specify the ${named} when choosing to get ${choice}`);
  }
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && input.IndexName === undefined) {
    throw requestError(
      operation,
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    );
  }
}

function nameOfAttributeList(input: InputOf<'Query'> | InputOf<'Scan'>): string | undefined {
  if (input.ProjectionExpression !== undefined) return 'ProjectionExpression';
  return input.AttributesToGet === undefined ? undefined : 'AttributesToGet';
}

/** Query says this one as if it had counted it; Scan does not. [seen] */
function unnamedAttributes(operation: 'Query' | 'Scan'): DynamoError {
  const message =
    'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES';
  return new DynamoError(
    'ValidationException',
    operation === 'Query' ? `1 validation error detected: ${message}` : message,
  );
}
