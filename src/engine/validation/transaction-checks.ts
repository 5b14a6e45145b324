/** What the transactions ask of their parameters beyond each one's shape: action by action, the first problem wins. */
import { expressionMessage } from '../../language/expressions/expression-error.ts';
import type { ExpressionParameter, Parsed } from '../../language/expressions/expression-error.ts';
import { parseCondition, parseProjection, parseUpdate } from '../../language/expressions/parse.ts';
import { DynamoError } from '../../model/errors.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { type ExpressionRules, checkExpressionMix, checkPlaceholders } from './expression-parameters.ts';
import type { ValueChecks } from './value-checks.ts';
import { requestError } from './wording.ts';

const READ: ExpressionRules = { expressions: ['ProjectionExpression'], legacy: [] };
const WRITE: ExpressionRules = { expressions: ['UpdateExpression', 'ConditionExpression'], legacy: [] };

export function checkTransactGetItems(
  input: InputOf<'TransactGetItems'>,
  values: ValueChecks | undefined,
): void {
  for (const { Get: get } of input.TransactItems) {
    checkExpressionMix('TransactGetItems', get, READ);
    values?.attributes(get.Key);
    checkPlaceholders('TransactGetItems', get, values);
    checkSyntax('TransactGetItems', get);
  }
}

export function checkTransactWriteItems(
  input: InputOf<'TransactWriteItems'>,
  values: ValueChecks | undefined,
): void {
  for (const { ConditionCheck: check, Put: put, Delete: remove, Update: update } of input.TransactItems) {
    const actions = [check, put, remove, update].filter((action) => action !== undefined);
    const [action] = actions;
    if (action === undefined) throw noAction();
    if (actions.length > 1) {
      throw requestError(
        'TransactWriteItems',
        'TransactItems can only contain one of Check, Put, Update or Delete',
      );
    }
    checkExpressionMix('TransactWriteItems', action, WRITE);
    values?.attributes('Item' in action ? action.Item : action.Key);
    checkPlaceholders('TransactWriteItems', action, values);
    checkSyntax('TransactWriteItems', action);
  }
}

/** In the words of the new validation layer. [seen in eu-west-2, October 2026] */
function noAction(): DynamoError {
  return new DynamoError(
    'ValidationException',
    "1 validation error detected: Value '' at 'transactItems' failed to satisfy constraint: " +
      'TransactWriteRequest should contain Delete or Put or Update or ConditionCheck',
  );
}

interface Texts {
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ProjectionExpression?: string;
}

/** Here already, so that one action's syntax error comes before the next action's bad values. [seen] */
function checkSyntax(operation: OperationName, texts: Texts): void {
  const {
    UpdateExpression: update,
    ConditionExpression: condition,
    ProjectionExpression: projection,
  } = texts;
  if (update !== undefined) refuse(operation, 'UpdateExpression', parseUpdate(update));
  if (condition !== undefined) refuse(operation, 'ConditionExpression', parseCondition(condition));
  if (projection !== undefined) refuse(operation, 'ProjectionExpression', parseProjection(projection));
}

function refuse(operation: OperationName, parameter: ExpressionParameter, parsed: Parsed<unknown>): void {
  if (parsed.kind === 'error') throw requestError(operation, expressionMessage(parameter, parsed.error));
}
