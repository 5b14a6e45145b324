import { describe, expect, it } from 'vitest';
import type { LiveTable } from './live-names.ts';
import { checkPartiql, completePartiql } from './partiql-help.ts';

const TABLES: readonly LiveTable[] = [
  {
    name: 'Orders',
    indexes: ['by-status'],
    attributes: [
      { name: 'customer', role: 'partition key, S' },
      { name: 'select', role: '' },
      { name: 'order-id', role: '' },
    ],
  },
];

/** Completes at the bar. */
function insertsAt(marked: string): readonly string[] {
  const at = marked.indexOf('|');
  return completePartiql(marked.replace('|', ''), at, TABLES).suggestions.map(({ insert }) => insert);
}

describe('PartiQL completion', () => {
  it('offers live tables and indexes, quoted', () => {
    expect(insertsAt('SELECT * FROM |')).toEqual(['"Orders"']);
    expect(insertsAt('SELECT * FROM "Orders".|')).toEqual(['"by-status"']);
  });

  it('quotes attributes only where the language needs it', () => {
    expect(insertsAt('SELECT * FROM "Orders" WHERE |')).toEqual(
      expect.arrayContaining(['customer', '"select"', '"order-id"', 'begins_with($0)']),
    );
  });
});

describe('PartiQL checks', () => {
  it('mark the place in the whole text', () => {
    const text = 'SELECT * FROM "Orders";\nSELEC * FROM "Orders"';
    const [mark] = checkPartiql(text);
    expect(mark?.severity).toBe('error');
    expect(mark?.offset).toBeGreaterThanOrEqual(text.indexOf('SELEC '));
  });
});
