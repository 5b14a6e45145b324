import { describe, expect, it } from 'vitest';
import { checkApi, completeApi, helpApi } from './api-help.ts';
import type { LiveTable } from './live-names.ts';

const TABLES: readonly LiveTable[] = [
  {
    name: 'Orders',
    indexes: ['by-status'],
    attributes: [
      { name: 'customer', role: 'partition key, S' },
      { name: 'total', role: '' },
    ],
  },
  { name: 'Sessions', indexes: [], attributes: [{ name: 'sessionId', role: 'partition key, S' }] },
];

/** Completes at the bar. */
function labelsAt(marked: string): readonly string[] {
  return completeApi(marked.replace('|', ''), marked.indexOf('|'), TABLES).suggestions.map(
    ({ label }) => label,
  );
}

describe('completion', () => {
  it('offers operations where a statement begins', () => {
    expect(labelsAt('|')).toContain('PutItem');
    expect(labelsAt('Scan { "TableName": "Orders" }\n\nQu|')).toContain('Query');
  });

  it('writes an operation with its required members', () => {
    const put = completeApi('Put', 3, TABLES).suggestions.find(({ label }) => label === 'PutItem');
    expect(put?.insert).toBe('PutItem {\n  "TableName": "$1",\n  "Item": { $2 }$0\n}');
  });

  it('offers the members that are not there yet', () => {
    const labels = labelsAt('Query { "TableName": "Orders", | }');
    expect(labels).toContain('KeyConditionExpression');
    expect(labels).not.toContain('TableName');
    expect(labels).not.toContain('Item');
  });

  it('replaces a name that is half written, quotes included', () => {
    const text = 'Query { "Tab" }';
    const completion = completeApi(text, 12, TABLES);
    expect(text.slice(completion.from, completion.to)).toBe('"Tab"');
  });

  it('offers tables, the indexes of the table asked, and enum values', () => {
    expect(labelsAt('Scan { "TableName": "|" }')).toEqual(['Orders', 'Sessions']);
    expect(labelsAt('Query { "TableName": "Orders", "IndexName": | }')).toEqual(['by-status']);
    expect(labelsAt('Query { "TableName": "Sessions", "IndexName": | }')).toEqual([]);
    expect(labelsAt('PutItem { "ReturnConsumedCapacity": "|" }')).toEqual(['INDEXES', 'TOTAL', 'NONE']);
  });

  it('offers the table’s attributes in items, keys and expressions', () => {
    expect(labelsAt('PutItem { "TableName": "Orders", "Item": { | } }')).toEqual(['customer', 'total']);
    expect(labelsAt('Query { "TableName": "Sessions", "KeyConditionExpression": "ses|" }')).toEqual([
      'sessionId',
    ]);
  });
});

describe('hover help', () => {
  it('explains operations and members', () => {
    const text = 'GetItem { "TableName": "Orders" }';
    expect(helpApi(text, 2)?.lines.join(' ')).toMatch(/GetItem .*Needs TableName, Key/);
    expect(helpApi(text, 13)?.lines[0]).toBe('TableName: string, required');
    expect(helpApi(text, 26)?.lines[0]).toBe('TableName: string, required');
  });

  it('is silent where nothing is known', () => {
    expect(helpApi('Nothing { "a": 1 }', 2)).toBeUndefined();
    expect(helpApi('PutItem { "Item": { "mine": 1 } }', 22)).toBeUndefined();
  });
});

describe('checks', () => {
  it('find malformed JSON at its place', () => {
    const text = 'GetItem { "TableName": "A", }';
    expect(checkApi(text)).toMatchObject([{ severity: 'error', offset: text.indexOf('}') }]);
  });

  it('find unknown operations, unknown members, wrong enum values and absent members', () => {
    expect(checkApi('GetItems { }').map(({ message }) => message)).toEqual([
      'There is no operation GetItems',
    ]);
    const found = checkApi('GetItem { "Table": "A", "Key": { "id": "x" }, "ReturnConsumedCapacity": "ALL" }');
    expect(found.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: GetItemInput has no member Table; it would be ignored',
      'error: Expected one of INDEXES, TOTAL, NONE',
      'warning: GetItem needs TableName',
    ]);
  });

  it('leave attribute names alone', () => {
    expect(checkApi('PutItem { "TableName": "A", "Item": { "anything": { "deep": 1 } } }')).toEqual([]);
  });
});
