/** The condition of a write, and the answer when it fails. */
import type { JsonValue } from '../../base/json.ts';
import type { Condition } from '../../language/expressions/tree.ts';
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { holds } from '../evaluate/condition.ts';
import type { Scope } from '../evaluate/condition.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import { rootNames } from '../evaluate/paths.ts';
import { attributesNamed } from '../storage/item-text.ts';
import { attributesOf } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { createValueTable, expectedCondition } from './legacy-conditions.ts';
import { admitFailedWrite } from './write-admission.ts';
import type { AdmittedWrite } from './write-admission.ts';

export interface WriteCondition {
  readonly condition: Condition | undefined;
  readonly scope: Scope;
  readonly returnOnFailure: 'ALL_OLD' | 'NONE' | undefined;
}

const NO_ITEM = {};
const UNCONDITIONAL: WriteCondition = {
  condition: undefined,
  scope: { names: {}, values: {} },
  returnOnFailure: undefined,
};

/** Of PutItem and DeleteItem: the expression, or what came before it. Throws ValidationException. */
export function readWriteCondition(
  operation: 'PutItem' | 'DeleteItem',
  input: Omit<InputOf<'DeleteItem'>, 'Key'>,
): WriteCondition {
  const { ConditionExpression: text, Expected: expected } = input;
  if (text === undefined && expected === undefined) return UNCONDITIONAL;
  const returnOnFailure = input.ReturnValuesOnConditionCheckFailure;
  if (expected !== undefined) {
    const values = createValueTable();
    const condition = expectedCondition(expected, input.ConditionalOperator, values);
    return { condition, scope: values.scope, returnOnFailure };
  }
  const scope = readExpressions(operation, input);
  const condition = text === undefined ? undefined : scope.condition(text);
  scope.finish();
  return { condition, scope, returnOnFailure };
}

export function conditionHolds(
  { condition, scope }: WriteCondition,
  oldItem: StoredItem | undefined,
): boolean {
  if (condition === undefined) return true;
  if (oldItem === undefined) return holds(condition, NO_ITEM, scope);
  return holds(condition, attributesNamed(oldItem, rootNames([condition], scope.names)).attributes, scope);
}

/** Charges the write that did not happen and throws ConditionalCheckFailedException, or the refusal of the charge. */
export function failCondition(
  context: Context,
  { returnOnFailure }: WriteCondition,
  admitted: AdmittedWrite,
): never {
  admitFailedWrite(context, admitted);
  const { oldItem } = admitted.write;
  const withItem = returnOnFailure === 'ALL_OLD' && oldItem !== undefined;
  throw new DynamoError(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    withItem ? { Item: attributesOf(oldItem) as unknown as JsonValue } : undefined,
  );
}
