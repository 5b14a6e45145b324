/** Rules of the conditions and filters that came before expressions. */
import type { AttributeType, AttributeValue } from '../../model/attribute-value.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { compareValues, typeOf } from '../values/compare.ts';
import type { ValueChecks } from './value-checks.ts';
import { requestError } from './wording.ts';

type Conditions = NonNullable<InputOf<'Scan'>['ScanFilter']>;
type ConditionOperator = Conditions[string]['ComparisonOperator'];
type Expected = NonNullable<InputOf<'PutItem'>['Expected']>;

const INVALID = 'One or more parameter values were invalid: ';

/** How many operands an operator takes, from … to. */
const ARGUMENTS: Readonly<Record<ConditionOperator, readonly [number, number]>> = {
  NULL: [0, 0],
  NOT_NULL: [0, 0],
  EQ: [1, 1],
  NE: [1, 1],
  LE: [1, 1],
  LT: [1, 1],
  GE: [1, 1],
  GT: [1, 1],
  CONTAINS: [1, 1],
  NOT_CONTAINS: [1, 1],
  BEGINS_WITH: [1, 1],
  IN: [1, Infinity],
  BETWEEN: [2, 2],
};

const SCALARS: readonly AttributeType[] = ['S', 'N', 'B'];
const MEMBERS: readonly AttributeType[] = [...SCALARS, 'BOOL', 'NULL'];

/** Operators that do not take every type; the rest do. */
const TYPES: Readonly<Partial<Record<ConditionOperator, readonly AttributeType[]>>> = {
  LE: SCALARS,
  LT: SCALARS,
  GE: SCALARS,
  GT: SCALARS,
  CONTAINS: MEMBERS,
  NOT_CONTAINS: MEMBERS,
  IN: SCALARS,
  BETWEEN: SCALARS,
  BEGINS_WITH: ['S', 'B'],
};

/** ConditionalOperator joins conditions, so there must be two. */
export function checkConditionalOperator(
  operation: OperationName,
  conditionalOperator: string | undefined,
  conditions: Readonly<Record<string, unknown>> | undefined,
): void {
  if (conditionalOperator === undefined) return;
  const count = conditions === undefined ? 0 : Object.keys(conditions).length;
  if (count === 0)
    throw requestError(operation, 'ConditionalOperator cannot be used without Filter or Expected');
  if (count === 1) {
    throw requestError(
      operation,
      'ConditionalOperator can only be used when Filter or Expected has two or more elements',
    );
  }
}

/** KeyConditions, QueryFilter and ScanFilter. */
export function checkConditions(
  operation: OperationName,
  conditions: Conditions | undefined,
  values: ValueChecks | undefined,
): void {
  if (conditions === undefined) return;
  for (const { ComparisonOperator: operator, AttributeValueList: operands = [] } of Object.values(
    conditions,
  )) {
    if (values !== undefined) for (const operand of operands) values.value(operand);
    checkOperands(operation, operator, operands);
  }
}

function checkOperands(
  operation: OperationName,
  operator: ConditionOperator,
  operands: readonly AttributeValue[],
): void {
  checkArgumentCount(operation, operator, operands.length);
  checkSameType(operation, operands);
  checkTypes(operation, operator, operands);
  checkRange(operation, operator, operands);
}

function checkTypes(
  operation: OperationName,
  operator: ConditionOperator,
  operands: readonly AttributeValue[],
): void {
  const allowed = TYPES[operator];
  const refused = operands.map(typeOf).find((type) => allowed !== undefined && !allowed.includes(type));
  if (refused === undefined) return;
  throw requestError(
    operation,
    `${INVALID}ComparisonOperator ${operator} is not valid for ${refused} AttributeValue type`,
  );
}

function checkArgumentCount(operation: OperationName, operator: ConditionOperator, count: number): void {
  const [from, to] = ARGUMENTS[operator];
  if (count >= from && count <= to) return;
  throw requestError(
    operation,
    `${INVALID}Invalid number of argument(s) for the ${operator} ComparisonOperator`,
  );
}

function checkSameType(operation: OperationName, operands: readonly AttributeValue[]): void {
  if (new Set(operands.map(typeOf)).size <= 1) return;
  throw requestError(operation, `${INVALID}AttributeValues inside AttributeValueList must be of same type`);
}

function checkRange(
  operation: OperationName,
  operator: ConditionOperator,
  operands: readonly AttributeValue[],
): void {
  const [lower, upper] = operands;
  if (operator !== 'BETWEEN' || lower === undefined || upper === undefined) return;
  if ((compareValues(lower, upper) ?? 0) <= 0) return;
  throw requestError(
    operation,
    'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
  );
}

/** Expected of PutItem, UpdateItem and DeleteItem. */
export function checkExpected(
  operation: OperationName,
  expected: Expected | undefined,
  values: ValueChecks | undefined,
): void {
  if (expected === undefined) return;
  for (const [name, condition] of Object.entries(expected)) {
    const { AttributeValueList: operands, Value: value, ComparisonOperator: operator } = condition;
    if (operands !== undefined && value !== undefined) {
      throw expectedError(operation, 'Value and AttributeValueList cannot be used together', name);
    }
    if (operator !== undefined)
      checkComparison(operation, name, { ...condition, ComparisonOperator: operator });
    else if (operands !== undefined) {
      throw expectedError(operation, 'AttributeValueList can only be used with a ComparisonOperator', name);
    } else checkExistence(operation, name, condition);
    checkExpectedValues(value, operands, values);
    if (operator === undefined) continue;
    checkTypes(operation, operator, operands ?? (value === undefined ? [] : [value]));
    checkRange(operation, operator, operands ?? []);
  }
}

function expectedError(operation: OperationName, problem: string, name: string): Error {
  return requestError(operation, `${INVALID}${problem} for Attribute: ${name}`);
}

function checkComparison(
  operation: OperationName,
  name: string,
  condition: Expected[string] & { readonly ComparisonOperator: ConditionOperator },
): void {
  const { ComparisonOperator: operator, AttributeValueList: list, Value: value, Exists: exists } = condition;
  if (exists !== undefined) {
    throw expectedError(operation, 'Exists and ComparisonOperator cannot be used together', name);
  }
  const needsValue = ARGUMENTS[operator][0] > 0;
  if (needsValue && list === undefined && value === undefined) {
    throw expectedError(
      operation,
      `Value or AttributeValueList must be used with ComparisonOperator: ${operator}`,
      name,
    );
  }
  const operands = list ?? (value === undefined ? [] : [value]);
  checkArgumentCount(operation, operator, operands.length);
  checkSameType(operation, operands);
}

function checkExistence(
  operation: OperationName,
  name: string,
  { Exists: exists, Value: value }: Expected[string],
): void {
  if (exists !== false && value === undefined) {
    throw expectedError(operation, `Value must be provided when Exists is ${exists ?? 'null'}`, name);
  }
  if (exists === false && value !== undefined) {
    throw expectedError(operation, 'Value cannot be used when Exists is false', name);
  }
}

function checkExpectedValues(
  value: AttributeValue | undefined,
  operands: readonly AttributeValue[] | undefined,
  values: ValueChecks | undefined,
): void {
  if (values === undefined) return;
  if (value !== undefined) values.value(value);
  for (const operand of operands ?? []) values.value(operand);
}

type AttributeUpdates = NonNullable<InputOf<'UpdateItem'>['AttributeUpdates']>;

const SETS: ReadonlySet<AttributeType> = new Set<AttributeType>(['SS', 'NS', 'BS']);
const ADDABLE: ReadonlySet<AttributeType> = new Set<AttributeType>(['L', 'SS', 'NS', 'BS', 'N']);

/** AttributeUpdates of UpdateItem. */
export function checkAttributeUpdates(
  operation: OperationName,
  updates: AttributeUpdates | undefined,
  values: ValueChecks | undefined,
): void {
  if (updates === undefined) return;
  for (const { Value: value, Action: action } of Object.values(updates)) {
    if (value === undefined) {
      if (action === 'DELETE') continue;
      throw requestError(
        operation,
        `${INVALID}Only DELETE action is allowed when no attribute value is specified`,
      );
    }
    values?.value(value);
    const type = typeOf(value);
    if (action === 'DELETE' && !SETS.has(type)) {
      throw requestError(
        operation,
        `${INVALID}DELETE action with value is not supported for the type ${type}`,
      );
    }
    if (action === 'ADD' && !ADDABLE.has(type)) {
      throw requestError(operation, `${INVALID}ADD action is not supported for the type ${type}`);
    }
  }
}

/** AttributesToGet names each attribute once. */
export function checkAttributesToGet(operation: OperationName, names: readonly string[] | undefined): void {
  if (names === undefined) return;
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated === undefined) return;
  throw requestError(operation, `${INVALID}Duplicate value in attribute name: ${repeated}`);
}
