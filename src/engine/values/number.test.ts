import { Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addNumbers,
  canonicalNumber,
  compareNumbers,
  numberProblem,
  numberSizeBytes,
  numberSortText,
  subtractNumbers,
} from './number.ts';

/** Texts of storable numbers in every notation. */
const numberArb = fc
  .record({
    sign: fc.constantFrom('', '-', '+'),
    digits: fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }).map((all) => all.join('')),
    point: fc.option(fc.nat(30), { nil: undefined }),
    exponent: fc.option(fc.integer({ min: -60, max: 60 }), { nil: undefined }),
  })
  .map(({ sign, digits, point, exponent }) => {
    const at = point === undefined ? digits.length : point % (digits.length + 1);
    const mantissa = at === digits.length ? digits : `${digits.slice(0, at)}.${digits.slice(at)}`;
    return `${sign}${mantissa}${exponent === undefined ? '' : `e${exponent}`}`;
  });
const bigOf = (text: string): Big => new Big(text.replace(/^\+/, ''));

describe('numbers', () => {
  test('are given back expanded, without needless zeros', () => {
    const cases = [
      ['0042.1200', '42.12'],
      ['1E3', '1000'],
      ['-0', '0'],
      ['-0.0', '0'],
      ['.5', '0.5'],
      ['5.', '5'],
      ['+7', '7'],
      ['1.5E2', '150'],
      ['1E-38', `0.${'0'.repeat(37)}1`],
      ['1E125', `1${'0'.repeat(125)}`],
      ['100', '100'],
    ] as const;
    expect(cases.map(([given]) => canonicalNumber(given))).toEqual(cases.map(([, wanted]) => wanted));
  });

  test('take the bytes that were measured against the service', () => {
    const measured: readonly (readonly [string, number])[] = [
      ['0', 1],
      ['-0', 1],
      ['1', 2],
      ['12', 2],
      ['123', 3],
      ['1234', 3],
      ['12345678901234567890123456789012345678', 20],
      ['0042', 2],
      ['100', 2],
      ['1010', 3],
      ['0.0000001', 2],
      ['1E125', 2],
      ['1E-100', 2],
      ['1.5', 3],
      ['15', 2],
      ['1.2', 3],
      ['1.234', 4],
      ['3.14159', 5],
      ['123456', 4],
      ['-42', 3],
    ];
    expect(measured.map(([text]) => [text, numberSizeBytes(text)])).toEqual(measured);
  });

  test('are refused in DynamoDB’s words when they do not fit', () => {
    expect(numberProblem('abc')).toBe('The parameter cannot be converted to a numeric value: abc');
    expect(numberProblem('')).toBe('The parameter cannot be converted to a numeric value');
    expect(numberProblem(' 1')).toBe('The parameter cannot be converted to a numeric value:  1');
    expect(numberProblem('1E126')).toBe(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
    expect(numberProblem('-1E-131')).toBe(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
    expect(numberProblem('123456789012345678901234567890123456789')).toBe(
      'Attempting to store more than 38 significant digits in a Number',
    );
    for (const fine of [
      '9.9999999999999999999999999999999999999E+125',
      '1E-130',
      '0E999',
      '1234567890123456789012345678901234567800',
    ]) {
      expect(numberProblem(fine)).toBeUndefined();
    }
  });

  test('keep their value in canonical form', () => {
    fc.assert(
      fc.property(numberArb, (text) => {
        const canonical = canonicalNumber(text);
        expect(bigOf(canonical).eq(bigOf(text))).toBe(true);
        expect(canonicalNumber(canonical)).toBe(canonical);
      }),
    );
  });

  test('compare and sort as the numbers they are', () => {
    fc.assert(
      fc.property(numberArb, numberArb, (left, right) => {
        const wanted = bigOf(left).cmp(bigOf(right));
        expect(Math.sign(compareNumbers(left, right)) + 0).toBe(wanted);
        const [a, b] = [numberSortText(left), numberSortText(right)];
        expect(a < b ? -1 : Number(a > b)).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  test('add and subtract exactly, or refuse what 38 digits cannot hold', () => {
    fc.assert(
      fc.property(numberArb, numberArb, (left, right) => {
        for (const [apply, exact] of [
          [addNumbers, bigOf(left).plus(bigOf(right))],
          [subtractNumbers, bigOf(left).minus(bigOf(right))],
        ] as const) {
          if (exact.c.length > 38) {
            expect(() => apply(left, right)).toThrow('38 significant digits');
          } else {
            expect(bigOf(apply(left, right)).eq(exact)).toBe(true);
          }
        }
      }),
      { numRuns: 1000 },
    );
    expect(() => addNumbers('9E125', '9E125')).toThrow('Number overflow');
  });
});
