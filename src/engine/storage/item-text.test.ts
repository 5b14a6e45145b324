import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { sameAttributes } from '../values/compare.ts';
import { itemSizeBytes } from '../values/size.ts';
import { attributesNamed, changedItem } from './item-text.ts';
import { attributesOf, restoreStoredItem } from './stored-item.ts';

/** Names and texts that look like pieces of JSON, to lead a reader of text astray. */
const trickyText = fc.oneof(
  fc.constantFrom(
    'a',
    'S',
    'N',
    'L',
    'M',
    '"',
    '\\',
    '\\"',
    '","a":{"S":"',
    '{"M":{',
    '":{',
    'x"a',
    'é',
    '\n',
  ),
  fc.string({ maxLength: 6 }),
);
const scalar: fc.Arbitrary<AttributeValue> = fc.oneof(
  trickyText.map((S) => ({ S })),
  fc.integer().map((n) => ({ N: String(n) })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true as const }),
  fc.uniqueArray(trickyText, { minLength: 1, maxLength: 3 }).map((SS) => ({ SS })),
);
const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }).map((L) => ({ L })) },
  { weight: 1, arbitrary: fc.dictionary(trickyText, scalar, { maxKeys: 3 }).map((M) => ({ M })) },
);
const name = trickyText.filter((text) => text !== '');
const item = fc.dictionary(name, value, { maxKeys: 6 });

describe('attributes in an item’s text', () => {
  test('are read as parsing the whole item would', () => {
    fc.assert(
      fc.property(item, fc.array(name, { maxLength: 4 }), (given, others) => {
        const names = new Set([...Object.keys(given).slice(0, 3), ...others]);
        const read = attributesNamed(restoreStoredItem(JSON.stringify(given)), names).attributes;
        for (const one of names) {
          expect(Object.hasOwn(read, one) ? read[one] : undefined).toEqual(
            Object.hasOwn(given, one) ? given[one] : undefined,
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('are set, added and removed as in the parsed item, with its size', () => {
    fc.assert(
      fc.property(
        item,
        fc.array(fc.tuple(name, fc.option(value, { nil: undefined })), { maxLength: 4 }),
        (given, changes) => {
          const stored = restoreStoredItem(JSON.stringify(given));
          const names = new Set(changes.map(([one]) => one));
          const before = attributesNamed(stored, names);
          const after: Record<string, AttributeValue> = { ...before.attributes };
          const wanted: Record<string, AttributeValue> = { ...given };
          for (const [one, change] of changes) {
            for (const map of [after, wanted]) {
              if (change === undefined) delete map[one];
              else map[one] = change;
            }
          }
          const changed = changedItem(stored, { before, after, names });
          expect(sameAttributes(JSON.parse(changed.json) as AttributeMap, wanted)).toBe(true);
          expect(changed.sizeBytes).toBe(itemSizeBytes(wanted));
          expect(changed === stored).toBe(sameAttributes(given, wanted));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('of an item without maps are read without parsing the rest', () => {
    const stored = restoreStoredItem('{"a":{"S":"x"},"broken":{"S":oops},"b":{"N":"1"}}', 10);
    expect(attributesNamed(stored, new Set(['a', 'b', 'c']))).toMatchObject({
      attributes: { a: { S: 'x' }, b: { N: '1' } },
      isWhole: false,
    });
    expect(() => attributesOf(stored)).toThrow(SyntaxError);
  });
});
