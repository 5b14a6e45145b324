import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../base/json.ts';
import type { AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { attributeValue, required, structure } from '../../model/shape.ts';
import { acceptsValue } from './accepts-value.ts';
import { attributeValueRefusal } from './attribute-value-refusal.ts';
import { deserialize } from './deserialize.ts';

const holder = structure('Holder', { Value: required(attributeValue(), 'Any value.') });

const numberText = fc.oneof(
  fc.constantFrom(
    '0',
    '-0',
    '00',
    '1.0',
    '1',
    '+1',
    '.5',
    '5.',
    '.',
    '-',
    '',
    '1e125',
    '1e126',
    '0e126',
    '1E-130',
    '1e-131',
  ),
  fc.stringMatching(/^-?[0-9]{1,42}(\.[0-9]{0,3})?$/),
  fc.stringMatching(/^[0-9]{1,2}[eE][+-]?[0-9]{1,3}$/),
);
const bytes = fc.constantFrom('', 'AA==', 'AB==', '/w==', 'AAA=', 'AAB=', 'AAAA', 'abc', 'a*==');
const text = fc.constantFrom('', 'a', 'b', 'é');

const value = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ S: text }),
    fc.record({ N: numberText }),
    fc.record({ B: bytes }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ NULL: fc.boolean() }),
    fc.record({ SS: fc.array(text, { maxLength: 4 }) }),
    fc.record({ NS: fc.array(numberText, { maxLength: 3 }) }),
    fc.record({ BS: fc.array(bytes, { maxLength: 3 }) }),
    fc.record({ L: fc.array(tie('value'), { maxLength: 3 }) }),
    fc.record({ M: fc.dictionary(fc.constantFrom('', 'a', 'b'), tie('value'), { maxKeys: 2 }) }),
    fc.record({ S: text, N: numberText }, { requiredKeys: [] }),
  ),
})).value;

/** The slow walk's verdict. */
function isRefused(given: JsonValue): boolean {
  try {
    const { Value } = deserialize(holder, { Value: given });
    return attributeValueRefusal(Value as AttributeValue, false) !== undefined;
  } catch (error) {
    if (error instanceof DynamoError) return true;
    throw error;
  }
}

describe('the fast yes', () => {
  test('is given to exactly the values that the slow walk finds nothing wrong with', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(acceptsValue(given, 1)).toBe(!isRefused(given));
      }),
      { numRuns: 3000 },
    );
  });

  test('is not given to members that JSON can hold and the shape cannot', () => {
    const odd: readonly JsonValue[] = [
      null,
      'S',
      [],
      { S: null },
      { X: 1 },
      { S: 'a', X: 1 },
      { L: [null] },
      { SS: [1] },
    ];
    expect(odd.map((given) => acceptsValue(given, 1))).toEqual(odd.map(() => false));
  });
});
