/** What the transactions ask of their parameters beyond each one's shape: action by action, the first problem wins. */
import type { InputOf } from '../../model/operations.ts';
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
  }
}

export function checkTransactWriteItems(
  input: InputOf<'TransactWriteItems'>,
  values: ValueChecks | undefined,
): void {
  for (const { ConditionCheck: check, Put: put, Delete: remove, Update: update } of input.TransactItems) {
    const actions = [check, put, remove, update].filter((action) => action !== undefined);
    const [action] = actions;
    if (action === undefined || actions.length > 1) {
      throw requestError(
        'TransactWriteItems',
        'TransactItems can only contain one of Check, Put, Update or Delete',
      );
    }
    checkExpressionMix('TransactWriteItems', action, WRITE);
    values?.attributes('Item' in action ? action.Item : action.Key);
    checkPlaceholders('TransactWriteItems', action, values);
  }
}
