/** Items made for a table's start. */
import { describe, expect, it } from 'vitest';
import { generateItems } from './item-generator.ts';
import type { ItemGenerator } from './setup.ts';

const GENERATOR: ItemGenerator = {
  count: 5,
  keys: { kind: 'sequential', keys: 2 },
  attributes: {
    pk: { from: 'key', prefix: 'c-' },
    sk: { from: 'counter', type: 'N' },
    total: { from: 'number', min: 1, max: 900 },
  },
};

describe('item generator', () => {
  it('makes its count of items from the seed, the same each time', () => {
    const options = { seed: 9, name: 'Orders/0', atMs: 0 };
    const items = [...generateItems(GENERATOR, options)];
    expect(items).toEqual([...generateItems(GENERATOR, options)]);
    expect(items.map(({ pk, sk }) => [pk, sk])).toEqual([
      [{ S: 'c-0' }, { N: '0' }],
      [{ S: 'c-1' }, { N: '1' }],
      [{ S: 'c-0' }, { N: '2' }],
      [{ S: 'c-1' }, { N: '3' }],
      [{ S: 'c-0' }, { N: '4' }],
    ]);
  });

  it('makes other items for another generator of the same run', () => {
    const totals = (name: string): unknown[] =>
      [...generateItems(GENERATOR, { seed: 9, name, atMs: 0 })].map(({ total }) => total);
    expect(totals('Orders/0')).not.toEqual(totals('Orders/1'));
  });
});
