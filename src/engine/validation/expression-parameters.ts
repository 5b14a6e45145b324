/** Rules between the parameters that carry expressions; the expressions themselves are read later. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { OperationName } from '../../model/operations.ts';
import type { ValueChecks } from './value-checks.ts';
import { hasOlderValueWording, requestError } from './wording.ts';

interface Parameters {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: AttributeMap;
}

/** Parameter names, in the order in which the service lists them. */
export interface ExpressionRules {
  readonly expressions: readonly string[];
  /** The legacy parameters that expressions replace. */
  readonly legacy: readonly string[];
}

const HASH_SIGN = 35;
const COLON = 58;

/** Expressions and what they replace exclude each other; names and values need an expression. */
export function checkExpressionMix(
  operation: OperationName,
  input: Parameters,
  rules: ExpressionRules,
): void {
  const hasExpression = hasAny(input, rules.expressions);
  if (hasExpression && hasAny(input, rules.legacy)) {
    const legacy = presentOf(input, rules.legacy).join(', ');
    const expressions = presentOf(input, rules.expressions).join(', ');
    throw requestError(
      operation,
      'Can not use both expression and non-expression parameters in the same request: ' +
        `Non-expression parameters: {${legacy}} Expression parameters: {${expressions}}`,
    );
  }
  if (input.ExpressionAttributeNames !== undefined && !hasExpression) {
    throw requestError(operation, 'ExpressionAttributeNames can only be specified when using expressions');
  }
  if (input.ExpressionAttributeValues !== undefined) checkValuesAreUsable(operation, input, rules);
}

function hasAny(input: Parameters, names: readonly string[]): boolean {
  for (const name of names) if (isPresent(input, name)) return true;
  return false;
}

function presentOf(input: Parameters, names: readonly string[]): readonly string[] {
  return names.filter((name) => isPresent(input, name));
}

function isPresent(input: Parameters, name: string): boolean {
  return (input as Readonly<Record<string, unknown>>)[name] !== undefined;
}

/** A projection takes no values. */
function checkValuesAreUsable(operation: OperationName, input: Parameters, rules: ExpressionRules): void {
  const takers = rules.expressions.filter((name) => name !== 'ProjectionExpression');
  if (takers.length === 0 || hasAny(input, takers)) return;
  const absent = `: ${takers.join(' and ')} ${takers.length > 1 ? 'are' : 'is'} null`;
  throw requestError(
    operation,
    `ExpressionAttributeValues can only be specified when using expressions${hasOlderValueWording(operation) ? absent : ''}`,
  );
}

/** The maps of names and values: not empty, well-formed keys, good values. */
export function checkPlaceholders(
  operation: OperationName,
  input: Parameters,
  values: ValueChecks | undefined,
): void {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: placeholders } = input;
  if (names !== undefined) checkKeys(operation, 'ExpressionAttributeNames', names, HASH_SIGN);
  if (placeholders === undefined) return;
  checkKeys(operation, 'ExpressionAttributeValues', placeholders, COLON);
  values?.expressionValues(placeholders);
}

function checkKeys(
  operation: OperationName,
  parameter: string,
  map: Readonly<Record<string, unknown>>,
  sign: number,
): void {
  let isEmpty = true;
  for (const key in map) {
    isEmpty = false;
    if (!isPlaceholder(key, sign)) {
      throw requestError(operation, `${parameter} contains invalid key: Syntax error; key: "${key}"`);
    }
  }
  if (isEmpty) throw requestError(operation, `${parameter} must not be empty`);
}

/** The sign, then letters, digits and underscores. */
function isPlaceholder(key: string, sign: number): boolean {
  if (key.length < 2 || key.charCodeAt(0) !== sign) return false;
  for (let i = 1; i < key.length; i++) {
    const code = key.charCodeAt(i);
    const isDigit = code >= 48 && code <= 57;
    const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
    if (!isDigit && !isLetter && code !== 95) return false;
  }
  return true;
}
