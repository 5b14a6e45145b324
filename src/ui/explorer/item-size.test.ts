/** Item sizes as measured against the service, and what they cost. */
import { describe, expect, it } from 'vitest';
import { tableDoc } from '../tables/testing/table-docs.ts';
import { itemCost, itemSizeBytes } from './item-size.ts';

describe('itemSizeBytes', () => {
  it.each([
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
    ['1.2', 3],
    ['1.234', 4],
    ['3.14159', 5],
    ['123456', 4],
    ['-42', 3],
  ])('counts the number %s as %i bytes', (text, bytes) => {
    expect(itemSizeBytes({ a: { N: text } })).toBe(1 + bytes);
  });

  it('counts names and texts in UTF-8', () => {
    expect(itemSizeBytes({ größe: { S: 'naïve' } })).toBe(7 + 6);
  });

  it('counts binary by its bytes, not by its base64 text', () => {
    expect(itemSizeBytes({ b: { B: 'aGVsbG8=' }, s: { BS: ['aGk=', 'eW8='] } })).toBe(1 + 5 + 1 + 4);
  });

  it('adds three bytes for a list or map and one for each member', () => {
    expect(itemSizeBytes({ l: { L: [{ S: 'ab' }, { BOOL: true }] } })).toBe(1 + 3 + (1 + 2) + (1 + 1));
    expect(itemSizeBytes({ m: { M: { k: { NULL: true } } } })).toBe(1 + 3 + (1 + 1 + 1));
  });

  it('adds nothing for the members of a set', () => {
    expect(itemSizeBytes({ s: { SS: ['a', 'bc'] }, n: { NS: ['1', '2'] } })).toBe(1 + 3 + 1 + 4);
  });
});

describe('itemCost', () => {
  it('rounds writes up to 1 KB and reads up to 4 KB', () => {
    const cost = itemCost(tableDoc(), { pk: { S: 'a' }, text: { S: 'x'.repeat(4200) } });
    expect(cost).toMatchObject({ writeUnits: 5, strongReadUnits: 2, eventualReadUnits: 1 });
  });

  it('lists the indexes that the item enters, by what they project', () => {
    const doc = tableDoc({
      indexes: [
        {
          name: 'by-owner',
          key: { pk: [{ name: 'owner', type: 'S' }], sk: [] },
          projection: { kind: 'KEYS_ONLY' },
        },
        { name: 'by-age', key: { pk: [{ name: 'age', type: 'N' }], sk: [] }, projection: { kind: 'ALL' } },
      ],
    });
    const item = {
      pk: { S: 'a' },
      owner: { S: 'o' },
      age: { S: 'not a number' },
      text: { S: 'x'.repeat(3000) },
    };
    expect(itemCost(doc, item).indexes).toEqual([{ name: 'by-owner', writeUnits: 1 }]);
  });
});
