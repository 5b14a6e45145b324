/** The conditions of before expressions (Expected, QueryFilter, ScanFilter, KeyConditions), as the trees that expressions give. */
import type {
  Comparator,
  Condition,
  Operand,
  Path,
  Span,
  ValueRef,
} from '../../language/expressions/tree.ts';
import type { AttributeValue } from '../../model/attribute-value.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Scope } from '../evaluate/condition.ts';
import type { KeyTest } from '../evaluate/key-range.ts';
import type { Names, ResolvedPath } from '../evaluate/paths.ts';
import type { AttributeRecord } from '../values/attributes.ts';
import { canonicalValue } from '../values/canonical.ts';

type Filter = NonNullable<InputOf<'Scan'>['ScanFilter']>;
type ComparisonOperator = Filter[string]['ComparisonOperator'];
type ConditionalOperator = InputOf<'Scan'>['ConditionalOperator'];
type Expected = NonNullable<InputOf<'PutItem'>['Expected']>;

interface BoundCondition {
  /** Undefined where nothing is asked. */
  readonly condition: Condition | undefined;
  readonly scope: Scope;
}

/** What a tree's values stand for, filled while the tree is made. */
export interface ValueTable {
  readonly scope: Scope;
  /** The value made canonical. */
  add(value: AttributeValue): ValueRef;
}

/** These trees stand in no text. */
export const NOWHERE: Span = { offset: 0, length: 0 };

const NO_NAMES: Names = {};

export function createValueTable(): ValueTable {
  const values: AttributeRecord = {};
  let count = 0;
  return {
    scope: { names: NO_NAMES, values },
    add(value) {
      const text = `:${count++}`;
      values[text] = canonicalValue(value);
      return { kind: 'value', text, ...NOWHERE };
    },
  };
}

/** A whole attribute, whatever its name: dots and signs are part of it. */
export function pathOf(name: string): Path {
  return {
    kind: 'path',
    segments: [{ kind: 'name', text: name, placeholder: false, ...NOWHERE }],
    ...NOWHERE,
  };
}

/** Expected of PutItem, UpdateItem and DeleteItem, which has been checked; undefined where it asks nothing. */
export function expectedCondition(
  expected: Expected,
  operator: ConditionalOperator,
  values: ValueTable,
): Condition | undefined {
  const tests = Object.entries(expected).map(([name, expectation]) => {
    const { ComparisonOperator: comparison, Value: value, Exists: exists } = expectation;
    const operands = expectation.AttributeValueList ?? (value === undefined ? [] : [value]);
    return testOf(name, comparison ?? (exists === false ? 'NULL' : 'EQ'), addAll(values, operands));
  });
  return joined(tests, operator);
}

/** QueryFilter and ScanFilter; they have been checked. */
export function filterCondition(filter: Filter, operator: ConditionalOperator): BoundCondition {
  const values = createValueTable();
  const tests = Object.entries(filter).map(([name, { ComparisonOperator: comparison, AttributeValueList }]) =>
    testOf(name, comparison, addAll(values, AttributeValueList ?? [])),
  );
  return { condition: joined(tests, operator), scope: values.scope };
}

function addAll(values: ValueTable, operands: readonly AttributeValue[]): readonly ValueRef[] {
  return operands.map((operand) => values.add(operand));
}

function joined(tests: readonly Condition[], operator: ConditionalOperator): Condition | undefined {
  const [only] = tests;
  if (tests.length <= 1) return only;
  return { kind: operator === 'OR' ? 'or' : 'and', operands: tests, ...NOWHERE };
}

const COMPARATORS: Readonly<Partial<Record<ComparisonOperator, Comparator>>> = {
  EQ: '=',
  NE: '<>',
  LE: '<=',
  LT: '<',
  GE: '>=',
  GT: '>',
};

/** How many operands each operator has was checked before. */
function testOf(name: string, operator: ComparisonOperator, operands: readonly ValueRef[]): Condition {
  const path = pathOf(name);
  const [first = pathOf(name), second = first]: readonly Operand[] = operands;
  const comparator = COMPARATORS[operator];
  if (comparator !== undefined) return { kind: 'compare', comparator, left: path, right: first, ...NOWHERE };
  switch (operator) {
    case 'NULL':
      return { kind: 'attribute_not_exists', path, ...NOWHERE };
    case 'CONTAINS':
      return { kind: 'contains', operand: path, member: first, ...NOWHERE };
    case 'NOT_CONTAINS':
      return lacks(path, first);
    case 'BEGINS_WITH':
      return { kind: 'begins_with', operand: path, prefix: first, ...NOWHERE };
    case 'IN':
      return { kind: 'in', operand: path, candidates: operands, ...NOWHERE };
    case 'BETWEEN':
      return { kind: 'between', operand: path, low: first, high: second, ...NOWHERE };
    default:
      return { kind: 'attribute_exists', path, ...NOWHERE };
  }
}

/** Unlike NE, NOT_CONTAINS does not hold of an attribute that is not there. [seen] */
function lacks(path: Path, member: Operand): Condition {
  const contains: Condition = { kind: 'contains', operand: path, member, ...NOWHERE };
  return {
    kind: 'and',
    operands: [
      { kind: 'attribute_exists', path, ...NOWHERE },
      { kind: 'not', operand: contains, ...NOWHERE },
    ],
    ...NOWHERE,
  };
}

const KEY_OPERATORS: Readonly<Partial<Record<ComparisonOperator, KeyTest['operator']>>> = {
  EQ: '=',
  LE: '<=',
  LT: '<',
  GE: '>=',
  GT: '>',
  BEGINS_WITH: 'begins_with',
  BETWEEN: 'BETWEEN',
};

/** KeyConditions as tests of key attributes; operators that no key can be searched by are refused with the key. */
export function keyConditionTests(conditions: Filter): readonly KeyTest[] {
  return Object.entries(conditions).map(([name, { ComparisonOperator: comparison, AttributeValueList }]) => ({
    name,
    operator: KEY_OPERATORS[comparison] ?? 'not-indexable',
    values: (AttributeValueList ?? []).map(canonicalValue),
  }));
}

/** AttributesToGet as the paths that a projection gives. */
export function attributePaths(names: readonly string[]): readonly ResolvedPath[] {
  return names.map((name) => [name]);
}
