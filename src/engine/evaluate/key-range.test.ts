import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import type { KeySchema } from '../../model/table.ts';
import { compareValues } from '../values/compare.ts';
import { collectionPrefix, encodeKey, encodeKeyParts } from '../values/key-encoding.ts';
import { queryRange } from './key-range.ts';
import type { KeyTest } from './key-range.ts';

const SCHEMA: KeySchema = { pk: [{ name: 'pk', type: 'S' }], sk: [{ name: 'sk', type: 'S' }] };
const MULTI: KeySchema = {
  pk: [
    { name: 'a', type: 'S' },
    { name: 'b', type: 'N' },
  ],
  sk: [
    { name: 'c', type: 'S' },
    { name: 'd', type: 'N' },
  ],
};

function equals(name: string, value: AttributeValue): KeyTest {
  return { name, operator: '=', values: [value] };
}

function passes(test: KeyTest, value: { readonly S: string }): boolean {
  const [first, second] = test.values;
  const order = first === undefined ? 0 : (compareValues(value, first) ?? 0);
  switch (test.operator) {
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case 'BETWEEN':
      return order >= 0 && second !== undefined && (compareValues(value, second) ?? 1) <= 0;
    case 'begins_with':
      return first !== undefined && 'S' in first && value.S.startsWith(first.S);
    case 'not-indexable':
      return false;
  }
}

describe('the range of a key condition', () => {
  test('holds exactly the keys that pass, in the table and in an index', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '\0', '\u0001', '\uffff', '😀'),
      minLength: 1,
      maxLength: 3,
    });
    const operator = fc.constantFrom<KeyTest['operator'][]>(
      '=',
      '<',
      '<=',
      '>',
      '>=',
      'BETWEEN',
      'begins_with',
    );
    fc.assert(
      fc.property(operator, text, text, text, (operator, first, second, sk) => {
        const values = operator === 'BETWEEN' ? [{ S: first }, { S: second }] : [{ S: first }];
        const test: KeyTest = { name: 'sk', operator, values };
        const { from, to, toExclusive } = queryRange(SCHEMA, [equals('pk', { S: 'p' }), test]);
        const itemKey = encodeKey(SCHEMA, { pk: { S: 'p' }, sk: { S: sk } }) ?? '';
        // An index entry's key goes on after the index key.
        for (const key of [itemKey, itemKey + itemKey]) {
          const isIn = key >= from && (toExclusive === true ? key < to : key <= to);
          expect(isIn).toBe(passes(test, { S: sk }));
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('of a multi-attribute key takes sort key attributes from the left', () => {
    const item = (d: number): AttributeMap => ({
      a: { S: 'x' },
      b: { N: '1' },
      c: { S: 'k' },
      d: { N: String(d) },
    });
    const key = (d: number): string =>
      collectionPrefix(encodeKeyParts(MULTI.pk, item(d)) ?? '') + (encodeKeyParts(MULTI.sk, item(d)) ?? '');
    const { from, to } = queryRange(MULTI, [
      { name: 'd', operator: '>', values: [{ N: '3' }] },
      equals('c', { S: 'k' }),
      equals('b', { N: '1.0' }),
      equals('a', { S: 'x' }),
    ]);
    expect([2, 3, 4, 50].map((d) => key(d) >= from && key(d) <= to)).toEqual([false, false, true, true]);
  });

  test.each<readonly [KeySchema, readonly KeyTest[], string]>([
    [SCHEMA, [equals('sk', { S: 'x' })], 'Query condition missed key schema element: pk'],
    [
      SCHEMA,
      [equals('pk', { S: 'x' }), equals('other', { S: 'x' })],
      'Query condition missed key schema element: sk',
    ],
    [SCHEMA, [{ name: 'pk', operator: '>', values: [{ S: 'x' }] }], 'Query key condition not supported'],
    [
      { ...SCHEMA, sk: [] },
      [equals('pk', { S: 'x' }), equals('sk', { S: 'x' })],
      'Query key condition not supported',
    ],
    [MULTI, [equals('a', { S: 'x' })], 'Query condition missed key schema element: b'],
    [
      MULTI,
      [equals('a', { S: 'x' }), equals('b', { N: '1' }), equals('d', { N: '1' })],
      'Query key condition not supported',
    ],
    [
      MULTI,
      [
        equals('a', { S: 'x' }),
        equals('b', { N: '1' }),
        { name: 'c', operator: '>', values: [{ S: 'x' }] },
        equals('d', { N: '1' }),
      ],
      'Query key condition not supported',
    ],
    [
      SCHEMA,
      [equals('pk', { S: 'x' }), equals('sk', { S: 'x' }), equals('other', { S: 'x' })],
      'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
    ],
    [SCHEMA, [equals('pk', { N: '1' })], 'Condition parameter type does not match schema type'],
    [SCHEMA, [equals('pk', { S: '' })], 'cannot contain an empty string value. Key: pk'],
  ])('is refused: case %#', (schema, tests, message) => {
    expect(() => queryRange(schema, tests)).toThrow(message);
  });
});
