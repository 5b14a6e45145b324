/** Items keep everything on their way through text and back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { fromDynamoText, fromPlainText, toDynamoText, toPlainText } from './item-text.ts';

const numberText = fc.oneof(
  fc.integer().map(String),
  fc.constantFrom('12345678901234567890123456789012345678', '1.50', '-0.007', '1E125', '0042'),
);
const names = fc.oneof(fc.string(), fc.constantFrom('S', 'SS', 'M', 'L', 'NULL', '__proto__', ''));
const { value: anyValue } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string().map((S) => ({ S })),
    numberText.map((N) => ({ N })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true as const }),
    fc.constant({ B: 'aGk=' }),
    fc.array(fc.string()).map((SS) => ({ SS })),
    fc.array(numberText).map((NS) => ({ NS })),
    fc.array(tie('value')).map((L) => ({ L })),
    fc.array(fc.tuple(names, tie('value'))).map((entries) => ({ M: Object.fromEntries(entries) })),
  ),
}));
const anyItem: fc.Arbitrary<AttributeMap> = fc
  .array(fc.tuple(names, anyValue))
  .map((entries) => Object.fromEntries(entries));

describe('plain JSON', () => {
  it('brings every item back as it was', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        expect(fromPlainText(toPlainText(item))).toEqual({ ok: true, item });
      }),
    );
  });

  it('keeps all 38 digits of a number', () => {
    const text = '{ "n": 12345678901234567890123456789012345678 }';
    expect(fromPlainText(text)).toEqual({
      ok: true,
      item: { n: { N: '12345678901234567890123456789012345678' } },
    });
  });

  it('says where the text stops being JSON', () => {
    expect(fromPlainText('{ "a": }')).toMatchObject({ ok: false });
  });

  it('refuses what is no item', () => {
    expect(fromPlainText('[1]')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('An item is an object'),
    });
  });
});

describe('DynamoDB JSON', () => {
  it('brings every item back as it was', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        expect(fromDynamoText(toDynamoText(item))).toEqual({ ok: true, item });
      }),
    );
  });

  it.each([
    ['{ "a": "x" }', '“a” needs a type'],
    ['{ "a": { "S": "x", "N": "1" } }', '“a” must have exactly one type'],
    ['{ "a": { "N": 1 } }', 'N of “a” must be a text in quotes'],
    ['{ "a": { "M": { "b": { "L": [ { "X": 1 } ] } } } }', '“a.b[0]” must have exactly one type'],
  ])('names the place in %s', (text, problem) => {
    expect(fromDynamoText(text)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });
});
