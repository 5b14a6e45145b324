/** The condition of a write, and the answer when it fails. */
import type { JsonValue } from '../../base/json.ts';
import type { Condition } from '../../language/expressions/tree.ts';
import { DynamoError } from '../../model/errors.ts';
import type { Context } from '../context.ts';
import { holds } from '../evaluate/condition.ts';
import type { Scope } from '../evaluate/condition.ts';
import { rootNames } from '../evaluate/paths.ts';
import { attributesNamed } from '../storage/item-text.ts';
import { attributesOf } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { admitFailedWrite } from './write-admission.ts';
import type { AdmittedWrite } from './write-admission.ts';

export interface WriteCondition {
  readonly condition: Condition | undefined;
  readonly scope: Scope;
  readonly returnOnFailure: 'ALL_OLD' | 'NONE' | undefined;
}

const NO_ITEM = {};

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
