import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AttributeValue } from '../../model/attribute-value.ts';
import { attributeAt, setAttribute } from './attributes.ts';
import { canonicalAttributes } from './canonical.ts';
import { compareValues, sameAttributes, sameValue, typeOf } from './compare.ts';
import { writeItem } from './item-writer.ts';
import { itemSizeBytes, valueSizeBytes } from './size.ts';

describe('sizes', () => {
  test('follow the rules for every type', () => {
    const cases: readonly (readonly [AttributeValue, number])[] = [
      [{ S: 'Grüße' }, 7],
      [{ S: '' }, 0],
      [{ N: '-42' }, 3],
      [{ B: 'AAEC' }, 3],
      [{ BOOL: false }, 1],
      [{ NULL: true }, 1],
      [{ SS: ['a', 'bb'] }, 3],
      [{ NS: ['1', '123'] }, 5],
      [{ BS: ['AAEC', 'AA=='] }, 4],
      [{ L: [] }, 3],
      [{ L: [{ S: 'ab' }, { NULL: true }] }, 3 + 3 + 2],
      [{ M: {} }, 3],
      [{ M: { key: { S: 'ab' }, é: { L: [{ N: '1' }] } } }, 3 + (3 + 1 + 2) + (2 + 1 + 3 + 1 + 2)],
    ];
    expect(cases.map(([value]) => valueSizeBytes(value))).toEqual(cases.map(([, bytes]) => bytes));
  });

  test('of items add names and values, nothing else', () => {
    expect(itemSizeBytes({ pk: { S: 'a' }, größe: { N: '12' } })).toBe(2 + 1 + 7 + 2);
  });
});

describe('canonical values', () => {
  test('have their numbers as DynamoDB gives them back, however deep', () => {
    const given = {
      a: { N: '01.50' },
      l: { L: [{ M: { n: { N: '1E2' } } }, { NS: ['1.0', '2'] }] },
      s: { S: '01.50' },
    };
    expect(canonicalAttributes(given)).toEqual({
      a: { N: '1.5' },
      l: { L: [{ M: { n: { N: '100' } } }, { NS: ['1', '2'] }] },
      s: { S: '01.50' },
    });
  });

  test('are the same object when nothing has to change', () => {
    const given = { a: { N: '1' }, l: { L: [{ M: { n: { N: '100' } } }] } };
    expect(canonicalAttributes(given)).toBe(given);
  });
});

describe('comparing', () => {
  test('two values are the same by content, numbers by value, sets in any order', () => {
    expect(sameValue({ N: '1.0' }, { N: '1' })).toBe(true);
    expect(sameValue({ SS: ['a', 'b'] }, { SS: ['b', 'a'] })).toBe(true);
    expect(sameValue({ NS: ['1', '2.0'] }, { NS: ['2', '1'] })).toBe(true);
    expect(sameValue({ L: [{ S: 'a' }] }, { L: [{ S: 'a' }] })).toBe(true);
    expect(
      sameValue({ M: { a: { S: 'x' }, b: { NULL: true } } }, { M: { b: { NULL: true }, a: { S: 'x' } } }),
    ).toBe(true);
    expect(sameValue({ L: [{ S: 'a' }, { S: 'b' }] }, { L: [{ S: 'b' }, { S: 'a' }] })).toBe(false);
    expect(sameValue({ S: '1' }, { N: '1' })).toBe(false);
    expect(sameValue({ BS: ['AA=='] }, { SS: ['AA=='] })).toBe(false);
    expect(sameAttributes({ a: { S: 'x' } }, { a: { S: 'x' }, b: { S: 'y' } })).toBe(false);
  });

  test('only strings, numbers and binaries have an order, each among themselves', () => {
    expect(compareValues({ S: 'a' }, { S: 'b' })).toBeLessThan(0);
    expect(compareValues({ S: '\uffff' }, { S: '😀' })).toBeLessThan(0);
    expect(compareValues({ S: 'ab' }, { S: 'a' })).toBeGreaterThan(0);
    expect(compareValues({ N: '10' }, { N: '9' })).toBeGreaterThan(0);
    expect(compareValues({ B: '/w==' }, { B: 'AA==' })).toBeGreaterThan(0);
    expect(compareValues({ B: 'AA==' }, { B: 'AA==' })).toBe(0);
    expect(compareValues({ S: '1' }, { N: '1' })).toBeUndefined();
    expect(compareValues({ BOOL: true }, { BOOL: false })).toBeUndefined();
    expect(typeOf({ BOOL: true })).toBe('BOOL');
  });
});

describe('attributes by name', () => {
  test('are not mistaken for what every object has', () => {
    const attributes: Record<string, AttributeValue> = {};
    expect(attributeAt(attributes, 'constructor')).toBeUndefined();
    setAttribute(attributes, '__proto__', { S: 'x' });
    expect(attributeAt(attributes, '__proto__')).toEqual({ S: 'x' });
    expect(JSON.stringify(attributes)).toBe('{"__proto__":{"S":"x"}}');
  });
});

describe('a written item', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 5 }),
    fc.constantFrom('"', '\\', '\n', 'é', '\ud800', ''),
  );
  const number = fc.oneof(fc.integer().map(String), fc.constantFrom('01.50', '1E3', '-0', '0.5'));
  const base64 = fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString('base64'));
  const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text.map((S) => ({ S })),
      number.map((N) => ({ N })),
      base64.map((B) => ({ B })),
      fc.boolean().map((BOOL) => ({ BOOL })),
      fc.constant({ NULL: true as const }),
      fc.array(text, { minLength: 1, maxLength: 3 }).map((SS) => ({ SS })),
      fc.array(number, { minLength: 1, maxLength: 3 }).map((NS) => ({ NS })),
      fc.array(base64, { minLength: 1, maxLength: 3 }).map((BS) => ({ BS })),
      fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
      fc.dictionary(text, tie('value'), { maxKeys: 3 }).map((M) => ({ M })),
    ),
  }));

  test('is the text and the size of its canonical form', () => {
    fc.assert(
      fc.property(fc.dictionary(text, value, { maxKeys: 4 }), (item) => {
        const canonical = canonicalAttributes(item);
        expect(writeItem(item)).toEqual({
          json: JSON.stringify(canonical),
          sizeBytes: itemSizeBytes(canonical),
          isCanonical: canonical === item,
        });
      }),
      { numRuns: 1000 },
    );
  });
});
