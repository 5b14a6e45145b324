/** What the operations on single items ask of their parameters beyond each one's shape. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { OLD_OR_NONE } from './constraint-refusal.ts';
import { type ExpressionRules, checkExpressionMix, checkPlaceholders } from './expression-parameters.ts';
import {
  checkAttributesToGet,
  checkAttributeUpdates,
  checkConditionalOperator,
  checkExpected,
} from './legacy-conditions.ts';
import type { ValueChecks } from './value-checks.ts';
import { requestError } from './wording.ts';

const READ: ExpressionRules = { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] };
const WRITE: ExpressionRules = { expressions: ['ConditionExpression'], legacy: ['Expected'] };
const UPDATE: ExpressionRules = {
  expressions: ['UpdateExpression', 'ConditionExpression'],
  legacy: ['AttributeUpdates', 'Expected'],
};

export function checkGetItem(input: InputOf<'GetItem'>, values: ValueChecks | undefined): void {
  checkExpressionMix('GetItem', input, READ);
  values?.attributes(input.Key);
  checkAttributesToGet('GetItem', input.AttributesToGet);
  checkPlaceholders('GetItem', input, values);
}

export function checkUpdateItem(input: InputOf<'UpdateItem'>, values: ValueChecks | undefined): void {
  checkExpressionMix('UpdateItem', input, UPDATE);
  checkConditionalOperator('UpdateItem', input.ConditionalOperator, input.Expected);
  values?.attributes(input.Key);
  checkAttributeUpdates('UpdateItem', input.AttributeUpdates, values);
  checkExpected('UpdateItem', input.Expected, values);
  checkPlaceholders('UpdateItem', input, values);
}

export function checkPutItem(input: InputOf<'PutItem'>, values: ValueChecks | undefined): void {
  checkWholeWrite('PutItem', { input, attributes: input.Item, values });
}

export function checkDeleteItem(input: InputOf<'DeleteItem'>, values: ValueChecks | undefined): void {
  checkWholeWrite('DeleteItem', { input, attributes: input.Key, values });
}

interface WholeWrite {
  readonly input: InputOf<'PutItem'> | InputOf<'DeleteItem'>;
  readonly attributes: AttributeMap;
  readonly values: ValueChecks | undefined;
}

/** PutItem and DeleteItem differ only in what they carry. */
function checkWholeWrite(operation: OperationName, { input, attributes, values }: WholeWrite): void {
  checkExpressionMix(operation, input, WRITE);
  checkConditionalOperator(operation, input.ConditionalOperator, input.Expected);
  values?.attributes(attributes);
  checkOldOrNone(operation, input.ReturnValues);
  checkExpected(operation, input.Expected, values);
  checkPlaceholders(operation, input, values);
}

function checkOldOrNone(operation: OperationName, returnValues: string | undefined): void {
  if (returnValues === undefined || returnValues === 'ALL_OLD' || returnValues === 'NONE') return;
  throw requestError(operation, OLD_OR_NONE);
}
