/** A request's expressions, parsed, checked and bound to its placeholders. */
import {
  checkCondition,
  checkKeyCondition,
  checkProjection,
  checkUpdate,
} from '../../language/expressions/check.ts';
import { expressionMessage } from '../../language/expressions/expression-error.ts';
import type {
  ExpressionError,
  ExpressionParameter,
  Parsed,
} from '../../language/expressions/expression-error.ts';
import {
  parseCondition,
  parseKeyCondition,
  parseProjection,
  parseUpdate,
} from '../../language/expressions/parse.ts';
import { placeholdersOf } from '../../language/expressions/placeholders.ts';
import type { ExpressionTree, Placeholders } from '../../language/expressions/placeholders.ts';
import type { Condition, KeyCondition, Update } from '../../language/expressions/tree.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import type { OperationName } from '../../model/operations.ts';
import { requestError } from '../validation/wording.ts';
import { canonicalAttributes } from '../values/canonical.ts';
import { compareValues } from '../values/compare.ts';
import type { Scope } from './condition.ts';
import { resolvePath } from './paths.ts';
import type { Names, ResolvedPath } from './paths.ts';

interface ExpressionParameters {
  readonly ExpressionAttributeNames?: Names;
  readonly ExpressionAttributeValues?: AttributeMap;
}

/**
 * The expressions of one request. Read each one that is there, in DynamoDB's order (update, condition, key condition,
 * filter, projection), then call `finish`. Every method throws ValidationException.
 */
export interface Expressions extends Scope {
  update(text: string): Update;
  condition(text: string): Condition;
  filter(text: string): Condition;
  searchCondition(text: string): Condition;
  keyCondition(text: string): KeyCondition;
  projection(text: string): readonly ResolvedPath[];
  /** Refuses names and values that no expression uses, then a key condition that is none. */
  finish(): void;
}

const NONE = {};

export function readExpressions(operation: OperationName, input: ExpressionParameters): Expressions {
  const names: Names = input.ExpressionAttributeNames ?? NONE;
  const values: AttributeMap =
    input.ExpressionAttributeValues === undefined
      ? NONE
      : canonicalAttributes(input.ExpressionAttributeValues);
  const bindings = { names, values, compare };
  const used: Placeholders[] = [];
  let keyCondition: KeyCondition | undefined;

  function refuse(parameter: ExpressionParameter, error: ExpressionError | undefined): void {
    if (error !== undefined) throw requestError(operation, expressionMessage(parameter, error));
  }

  function treeOf<Tree extends ExpressionTree>(parameter: ExpressionParameter, parsed: Parsed<Tree>): Tree {
    if (parsed.kind === 'error') throw requestError(operation, expressionMessage(parameter, parsed.error));
    used.push(placeholdersOf(parsed.tree));
    return parsed.tree;
  }

  function conditionOf(
    parameter: 'ConditionExpression' | 'FilterExpression' | 'SearchConditionExpression',
    text: string,
  ): Condition {
    const tree = treeOf(parameter, parseCondition(text));
    refuse(parameter, checkCondition(tree, bindings));
    return tree;
  }

  return {
    names,
    values,
    update(text) {
      const tree = treeOf('UpdateExpression', parseUpdate(text));
      refuse('UpdateExpression', checkUpdate(tree, bindings));
      return tree;
    },
    condition: (text) => conditionOf('ConditionExpression', text),
    filter: (text) => conditionOf('FilterExpression', text),
    searchCondition: (text) => conditionOf('SearchConditionExpression', text),
    keyCondition(text) {
      const tree = treeOf('KeyConditionExpression', parseKeyCondition(text));
      refuse('KeyConditionExpression', checkCondition(tree.condition, bindings));
      keyCondition = tree;
      return tree;
    },
    projection(text) {
      const tree = treeOf('ProjectionExpression', parseProjection(text));
      refuse('ProjectionExpression', checkProjection(tree, bindings));
      return tree.paths.map((path) => resolvePath(path, names));
    },
    finish() {
      refuseUnused(operation, 'ExpressionAttributeNames', unused(names, used, 'names'));
      refuseUnused(operation, 'ExpressionAttributeValues', unused(values, used, 'values'));
      if (keyCondition !== undefined)
        refuse('KeyConditionExpression', checkKeyCondition(keyCondition, names));
    },
  };
}

function compare(left: AttributeValue, right: AttributeValue): number {
  return compareValues(left, right) ?? 0;
}

function unused(
  given: Readonly<Record<string, unknown>>,
  used: readonly Placeholders[],
  which: 'names' | 'values',
): readonly string[] {
  let rest: string[] | undefined;
  for (const name in given) {
    if (used.some((placeholders) => placeholders[which].some(({ text }) => text === name))) continue;
    rest ??= [];
    rest.push(name);
  }
  return rest ?? [];
}

function refuseUnused(operation: OperationName, parameter: string, unused: readonly string[]): void {
  if (unused.length === 0) return;
  throw requestError(
    operation,
    `Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`,
  );
}
