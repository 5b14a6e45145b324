import { describe, expect, test } from 'vitest';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { InputOf } from '../../model/operations.ts';
import { holds } from '../evaluate/condition.ts';
import { createValueTable, expectedCondition, filterCondition } from './legacy-conditions.ts';

type Filter = NonNullable<InputOf<'Scan'>['ScanFilter']>;
type Test = Filter[string];

const ITEM: AttributeMap = {
  text: { S: 'hello' },
  number: { N: '5' },
  list: { L: [{ N: '5' }, { BOOL: true }] },
  numbers: { NS: ['5', '7'] },
  bytes: { B: 'AQID' },
  nothing: { NULL: true },
  'a.b': { S: 'dotted' },
  '#sign': { S: 'signed' },
};

function passes(filter: Filter, operator?: 'AND' | 'OR'): boolean {
  const { condition, scope } = filterCondition(filter, operator);
  return condition === undefined || holds(condition, ITEM, scope);
}

describe('a legacy condition', () => {
  test.each<[string, Test['ComparisonOperator'], Test['AttributeValueList'], boolean]>([
    ['text', 'EQ', [{ S: 'hello' }], true],
    ['number', 'EQ', [{ N: '5.00' }], true],
    ['number', 'EQ', [{ S: '5' }], false],
    ['numbers', 'EQ', [{ NS: ['7', '5.0'] }], true],
    ['gone', 'EQ', [{ S: 'hello' }], false],
    ['text', 'NE', [{ S: 'hello' }], false],
    ['text', 'NE', [{ N: '5' }], true],
    ['gone', 'NE', [{ S: 'hello' }], true],
    ['number', 'LE', [{ N: '5' }], true],
    ['number', 'LT', [{ N: '5' }], false],
    ['number', 'GE', [{ N: '5' }], true],
    ['number', 'GT', [{ N: '4.9' }], true],
    ['number', 'GT', [{ S: '4' }], false],
    ['gone', 'LT', [{ N: '9' }], false],
    ['nothing', 'NOT_NULL', undefined, true],
    ['nothing', 'NULL', undefined, false],
    ['gone', 'NULL', [], true],
    ['text', 'CONTAINS', [{ S: 'ell' }], true],
    ['bytes', 'CONTAINS', [{ B: 'Ag==' }], true],
    ['list', 'CONTAINS', [{ BOOL: true }], true],
    ['numbers', 'CONTAINS', [{ N: '7.0' }], true],
    ['gone', 'CONTAINS', [{ S: 'x' }], false],
    ['text', 'NOT_CONTAINS', [{ S: 'bye' }], true],
    ['text', 'NOT_CONTAINS', [{ N: '1' }], true],
    ['numbers', 'NOT_CONTAINS', [{ N: '7' }], false],
    ['gone', 'NOT_CONTAINS', [{ S: 'x' }], false],
    ['text', 'BEGINS_WITH', [{ S: 'he' }], true],
    ['bytes', 'BEGINS_WITH', [{ B: 'AQI=' }], true],
    ['number', 'BEGINS_WITH', [{ S: '5' }], false],
    ['number', 'IN', [{ N: '1' }, { N: '5' }], true],
    ['numbers', 'IN', [{ N: '5' }], false],
    ['number', 'BETWEEN', [{ N: '5' }, { N: '6' }], true],
    ['number', 'BETWEEN', [{ N: '6' }, { N: '7' }], false],
    ['a.b', 'EQ', [{ S: 'dotted' }], true],
    ['#sign', 'EQ', [{ S: 'signed' }], true],
  ])('on %s %s %j is %s', (name, operator, operands, expected) => {
    const condition = { ComparisonOperator: operator, ...(operands && { AttributeValueList: operands }) };
    expect(passes({ [name]: condition })).toBe(expected);
  });

  test('is joined to others by AND, or by OR when that is said', () => {
    const both: Filter = { text: { ComparisonOperator: 'NULL' }, number: { ComparisonOperator: 'NOT_NULL' } };
    expect(passes(both)).toBe(false);
    expect(passes(both, 'AND')).toBe(false);
    expect(passes(both, 'OR')).toBe(true);
    expect(passes({})).toBe(true);
  });
});

describe('Expected', () => {
  const met = (expected: NonNullable<InputOf<'PutItem'>['Expected']>, item: AttributeMap): boolean => {
    const values = createValueTable();
    const condition = expectedCondition(expected, undefined, values);
    return condition === undefined || holds(condition, item, values.scope);
  };

  test('takes a value alone for equality, and Exists false for absence', () => {
    expect(met({ number: { Value: { N: '5' } } }, ITEM)).toBe(true);
    expect(met({ number: { Value: { N: '5' }, Exists: true } }, ITEM)).toBe(true);
    expect(met({ number: { Value: { N: '5' } } }, {})).toBe(false);
    expect(met({ number: { Exists: false } }, ITEM)).toBe(false);
    expect(met({ number: { Exists: false } }, {})).toBe(true);
  });

  test('takes a value in place of the list of an operator', () => {
    expect(met({ number: { ComparisonOperator: 'GT', Value: { N: '4' } } }, ITEM)).toBe(true);
    expect(met({ number: { ComparisonOperator: 'NULL' } }, ITEM)).toBe(false);
  });

  test('asks nothing when it is empty', () => {
    expect(met({}, {})).toBe(true);
  });
});
