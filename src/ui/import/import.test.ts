/** From a file's text to checked items. */
import { describe, expect, it } from 'vitest';
import type { TableDoc } from '../../model/table.ts';
import { tableDoc } from '../tables/testing/table-docs.ts';
import { checkImport, rejectedText, type CheckedImport } from './check.ts';
import { columnsOf, columnsProblem, renamed, type ImportColumn } from './columns.ts';
import { convertCell, convertRow } from './convert.ts';
import { readImport, type ReadOptions } from './imported-file.ts';
import { canonicalNumber, isNumberText, isPlainNumberText } from './number-text.ts';
import type { ImportedFile } from './rows.ts';

function finish<T>(work: Generator<number, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

const readAny = (text: string, options: ReadOptions = {}) => finish(readImport(text, options));

function read(text: string, options: ReadOptions = {}): ImportedFile {
  const result = readAny(text, options);
  if (!result.ok) throw new Error(result.problem);
  return result.file;
}

function itemsOf(text: string, options: ReadOptions = {}) {
  const file = read(text, options);
  const columns = columnsOf(file, withoutKeys);
  return file.rows.map((row) => Object.assign({ line: row.line }, convertRow(row, columns)));
}

function check(file: ImportedFile, columns: readonly ImportColumn[], table: TableDoc): CheckedImport {
  return finish(checkImport(file, columns, table));
}

function checked(text: string, table: TableDoc): CheckedImport {
  const file = read(text);
  return check(file, columnsOf(file, table), table);
}

const withoutKeys = tableDoc({ key: { pk: [], sk: [] } });
const byNumber = tableDoc({
  key: { pk: [{ name: 'id', type: 'N' }], sk: [] },
  indexes: [
    { name: 'by-host', key: { pk: [{ name: 'host', type: 'S' }], sk: [] }, projection: { kind: 'ALL' } },
  ],
});
const byText = tableDoc({ key: { pk: [{ name: 'pk', type: 'S' }], sk: [{ name: 'sk', type: 'S' }] } });

describe('reading CSV', () => {
  it('takes a first line of words over different data as names', () => {
    const file = read('id,name\n1,Ann\n2,Ben\n');
    expect(file).toMatchObject({ format: 'csv', delimiter: ',', hasHeader: true, sources: ['id', 'name'] });
    expect(file.rows).toEqual([
      { line: 2, cells: ['1', 'Ann'] },
      { line: 3, cells: ['2', 'Ben'] },
    ]);
  });

  it('takes a first line that looks like the others as data, with numbered columns', () => {
    expect(read('1,66.249.67.3,GET\n2,66.249.67.4,PUT\n').hasHeader).toBe(false);
    expect(read('I#1,12/30/17,Closed\nI#2,4/2/17,Open\n')).toMatchObject({
      hasHeader: false,
      sources: ['column1', 'column2', 'column3'],
    });
  });

  it('follows the user about the first line', () => {
    expect(read('a,b\nc,d\n', { hasHeader: true }).rows).toEqual([{ line: 2, cells: ['c', 'd'] }]);
    expect(read('id,n\n1,2\n', { hasHeader: false }).rows).toHaveLength(2);
  });

  it.each(['\n', '\r\n'])('counts lines through quoted line breaks and blank lines, broken by %j', (end) => {
    const file = read(['id,text', '1,"two', 'lines"', '', '2,x', ''].join(end));
    expect(file.rows.map(({ line }) => line)).toEqual([2, 5]);
  });

  it.each([
    [';', 'id;name\n1;Ann\n2;Ben'],
    ['\t', 'id\tname\n1\tAnn\n2\tBen'],
    ['|', 'id|name\n1|Ann\n2|Ben'],
  ])('finds the delimiter %j', (delimiter, text) => {
    expect(read(text)).toMatchObject({ delimiter, sources: ['id', 'name'] });
  });

  it('names columns that have no name, the same name, or are only in some rows', () => {
    expect(read('a,a,\n1,2,3,4\n', { hasHeader: true }).sources).toEqual(['a', 'a_2', 'column3', 'column4']);
  });

  it('skips the byte order mark', () => {
    expect(read('\uFEFFid,name\n1,Ann\n').sources).toEqual(['id', 'name']);
  });

  it('refuses a quote that never ends, with its line', () => {
    expect(readAny('id,text\n1,a\n2,"b\n3,c\n4,d\n')).toMatchObject({
      ok: false,
      lines: [{ line: 3, why: 'A quoted cell begins here and its closing quote is missing.' }],
    });
  });

  it('refuses more rows than one import takes', { timeout: 60_000 }, () => {
    expect(readAny('a1\n'.repeat(1_000_001), { hasHeader: false })).toMatchObject({
      ok: false,
      problem: expect.stringContaining('1,000,000 rows'),
    });
  });
});

describe('reading JSON', () => {
  it('reads one object a line, keeping every digit', () => {
    expect(read('{"id": 1}\n').format).toBe('json');
    expect(itemsOf('{"id": 12345678901234567890, "ok": true}\n{"id": 2}\n')).toEqual([
      { line: 1, ok: true, item: { id: { N: '12345678901234567890' }, ok: { BOOL: true } } },
      { line: 2, ok: true, item: { id: { N: '2' } } },
    ]);
  });

  it.each([
    ['the second', '{"id": 1}\n{"id": \n{"id": 3}\n', 2],
    ['the first', '{"id": \n{"id": 2}\n{"id": 3}\n', 1],
    ['of an array', '[\n{"id": 1},\n{"id" 2}\n]', 3],
    ['that is not an object', '{"id": 1}\n7\n', 2],
  ])('refuses the file for a broken line: %s', (_which, text, line) => {
    expect(readAny(text)).toMatchObject({ ok: false, lines: [{ line, why: expect.any(String) }] });
  });

  it('reads an array with the line of each item', () => {
    const file = read('[\n {"id": 1,\n  "tags": [{"a": 1}]},\n {"id": 2}\n]');
    expect(file.rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  it.each([
    ['an export', '{"Item":{"id":{"N":"1"}}}\n{"Item":{"id":{"N":"2"}}}\n'],
    ['plain lines of it', '{"id":{"N":"1"}}\n{"id":{"N":"2"}}'],
    ['a Scan response', '{"Items":[{"id":{"N":"1"}},\n{"id":{"N":"2"}}],"Count":2}'],
    [
      'a batch-write request',
      '{"T":[{"PutRequest":{"Item":{"id":{"N":"1"}}}},\n{"PutRequest":{"Item":{"id":{"N":"2"}}}}]}',
    ],
  ])('knows DynamoDB JSON in %s', (_kind, text) => {
    expect(read(text).format).toBe('dynamodb-json');
    expect(itemsOf(text)).toEqual([
      { line: 1, ok: true, item: { id: { N: '1' } } },
      { line: 2, ok: true, item: { id: { N: '2' } } },
    ]);
  });

  it('refuses a line without types among lines that have them', () => {
    const lines = Array.from({ length: 60 }, (_, place) =>
      place === 55 ? '{"id": 55}' : `{"id":{"N":"${place}"}}`,
    );
    expect(readAny(lines.join('\n'))).toMatchObject({ ok: false, lines: [{ line: 56 }] });
  });

  it('keeps attributes that only some items have in their columns', () => {
    const file = read('{"a": 1, "b": 2}\n{"c": 3}\n{"b": 4}');
    expect(file.sources).toEqual(['a', 'b', 'c']);
    expect(file.rows.map(({ cells }) => cells)).toEqual([
      [{ N: '1' }, { N: '2' }],
      [undefined, undefined, { N: '3' }],
      [undefined, { N: '4' }],
    ]);
  });

  it.each([
    ['', 'empty'],
    ['  \n', 'empty'],
    ['\u0000\u0001', 'not a text file'],
    ['[]', 'no items'],
    ['name,id\n', 'no rows'],
  ])('refuses %j in words', (text, words) => {
    expect(readAny(text)).toMatchObject({ ok: false, problem: expect.stringContaining(words) });
  });
});

describe('numbers as texts', () => {
  it.each(['0', '-1', '1.50', '1e10', '12345678901234567890123456789012345678'])(
    'takes %s for a number',
    (text) => {
      expect(isPlainNumberText(text)).toBe(true);
    },
  );

  it.each([
    '',
    '007',
    '+1',
    '1.',
    '.5',
    '1,000',
    '1e400',
    'NaN',
    '0x1',
    '123456789012345678901234567890123456789',
  ])('leaves %j a text', (text) => {
    expect(isPlainNumberText(text)).toBe(false);
  });

  it('accepts what DynamoDB accepts where a number is asked for', () => {
    expect(['007', '+1', '.5', '1.', `1${'0'.repeat(50)}`, '1e125', '9.9e-130'].every(isNumberText)).toBe(
      true,
    );
    expect(['.', 'e5', '1e126', '1e-131', '1 2', '--1'].some(isNumberText)).toBe(false);
  });

  it('gives equal numbers the same text', () => {
    expect(new Set(['100', '1e2', '100.0', '0.1e3', '00100'].map(canonicalNumber)).size).toBe(1);
    expect(new Set(['0', '-0', '0.00', '0e7'].map(canonicalNumber))).toEqual(new Set(['0']));
    expect(canonicalNumber('-1')).not.toBe(canonicalNumber('1'));
    expect(canonicalNumber('10')).not.toBe(canonicalNumber('1'));
  });
});

describe('columns', () => {
  const typesOf = (columns: readonly ImportColumn[]) =>
    Object.fromEntries(columns.map(({ name, type }) => [name, type]));

  it('are typed by all of their content', () => {
    const file = read(
      'id,zip,flag,mixed,both,none\n1,01234,true,7,1,\n2,99999,FALSE,x,true,\n3,5,true,,2,\n',
    );
    expect(typesOf(columnsOf(file, withoutKeys))).toEqual({
      id: 'N',
      zip: 'S',
      flag: 'BOOL',
      mixed: 'S',
      both: 'S',
      none: 'S',
    });
  });

  it('take the type that the table wants of a key', () => {
    const table = tableDoc({ key: { pk: [{ name: 'id', type: 'S' }], sk: [] } });
    expect(typesOf(columnsOf(read('id,n\n1,2\n'), table))).toEqual({ id: 'S', n: 'N' });
    expect(typesOf(columnsOf(read('{"id": 1, "n": 2}'), table))).toEqual({ id: 'S', n: 'as-is' });
    expect(typesOf(columnsOf(read('{"id": "1", "n": 2}'), table))).toEqual({ id: 'as-is', n: 'as-is' });
  });

  it('get the key’s name where only case and punctuation differ', () => {
    const table = tableDoc({
      key: { pk: [{ name: 'customerId', type: 'S' }], sk: [{ name: 'SK', type: 'S' }] },
    });
    const columns = columnsOf(read('Customer ID,sk,note\n1,2,3\n', { hasHeader: true }), table);
    expect(typesOf(columns)).toEqual({ customerId: 'S', SK: 'S', note: 'N' });
  });

  it('keep their names where two could be the key', () => {
    const columns = columnsOf(
      read('customer id,customer-id\n1,2\n', { hasHeader: true }),
      tableDoc({
        key: { pk: [{ name: 'customerId', type: 'S' }], sk: [] },
      }),
    );
    expect(columns.map(({ name }) => name)).toEqual(['customer id', 'customer-id']);
  });

  it('take the key’s type when they are given its name', () => {
    const file = read('x,id\n1,2\n', { hasHeader: true });
    const [first] = columnsOf(file, byText);
    if (first === undefined) throw new Error('no column');
    expect(renamed(first, 'pk', { file, table: byText })).toMatchObject({
      source: 'x',
      name: 'pk',
      type: 'S',
    });
  });

  it('must have each key attribute; those that could be it are offered, likeliest first', () => {
    const file = read('kind,who,order_pk,gap\na,1,x,\na,2,x,5\na,3,y,6\n');
    const columns = columnsOf(file, byText);
    const problem = columnsProblem(columns, byText, file.rows.length);
    if (problem?.kind !== 'no-key') throw new Error('no problem');
    expect(problem.key.name).toBe('pk');
    expect(problem.candidates.map(({ source }) => source)).toEqual(['order_pk', 'who', 'kind']);
  });

  it('are offered as a number key in spite of a bad row, if they hold numbers', () => {
    const rows = Array.from({ length: 20 }, (_, place) => `${place === 7 ? 'x' : place},w${place}`);
    const file = read(['n,word', ...rows].join('\n'), { hasHeader: true });
    const problem = columnsProblem(columnsOf(file, byNumber), byNumber, file.rows.length);
    expect(problem?.kind === 'no-key' && problem.candidates.map(({ source }) => source)).toEqual(['n']);
  });

  it('must each have a name of its own, unless left out', () => {
    const file = read('pk,sk,a\n1,2,3\n', { hasHeader: true });
    const columns = columnsOf(file, byText);
    const change = (place: number, change: Partial<ImportColumn>) =>
      columnsProblem(
        columns.map((column, at) => (at === place ? Object.assign({}, column, change) : column)),
        byText,
        1,
      );
    expect(columnsProblem(columns, byText, 1)).toBeUndefined();
    expect(change(2, { name: '' })).toMatchObject({ kind: 'no-name', source: 'a' });
    expect(change(2, { name: 'sk' })).toMatchObject({ kind: 'same-name', name: 'sk' });
    expect(change(2, { name: 'sk', type: 'skip' })).toBeUndefined();
    expect(change(0, { type: 'skip' })).toMatchObject({ kind: 'no-key' });
  });
});

describe('converting', () => {
  it.each([
    ['7', 'S', { S: '7' }],
    ['007', 'N', { N: '007' }],
    ['seven', 'N', undefined],
    ['Yes', 'BOOL', { BOOL: true }],
    ['0', 'BOOL', { BOOL: false }],
    ['maybe', 'BOOL', undefined],
    ['aGk=', 'B', { B: 'aGk=' }],
    ['a!', 'B', undefined],
    ['{"a": [1, null]}', 'JSON', { M: { a: { L: [{ N: '1' }, { NULL: true }] } } }],
    ['{"SS": ["a"]}', 'JSON', { SS: ['a'] }],
    ['{', 'JSON', undefined],
    [{ N: '7' }, 'S', { S: '7' }],
    [{ S: '7' }, 'N', { N: '7' }],
    [{ L: [] }, 'as-is', { L: [] }],
    [{ L: [] }, 'S', undefined],
  ] as const)('%j as %s', (cell, type, expected) => {
    expect(convertCell(cell, type)).toEqual(expected);
  });

  it('omits empty cells, or writes NULL where the user wants it, and leaves columns out', () => {
    const file = read('a,b,c\n1,,3\n2,4\n', { hasHeader: true });
    const columns = columnsOf(file, withoutKeys);
    const chosen = columns.map((column) =>
      Object.assign({}, column, { a: { type: 'skip' }, b: { isNullWhenEmpty: true } }[column.source]),
    );
    expect(file.rows.map((row) => convertRow(row, columns))).toEqual([
      { ok: true, item: { a: { N: '1' }, c: { N: '3' } } },
      { ok: true, item: { a: { N: '2' }, b: { N: '4' } } },
    ]);
    expect(file.rows.map((row) => convertRow(row, chosen))).toEqual([
      { ok: true, item: { b: { NULL: true }, c: { N: '3' } } },
      { ok: true, item: { b: { N: '4' } } },
    ]);
  });

  it('keeps an attribute called __proto__', () => {
    expect(itemsOf('{"__proto__": {"S": "x"}}')[0]).toEqual({
      line: 1,
      ok: true,
      item: Object.fromEntries([['__proto__', { S: 'x' }]]),
    });
  });
});

describe('checking against the table', () => {
  it('rejects by line what has no key or the wrong one', () => {
    const { items, rejected, writeUnits } = checked('id,host\n1,a\n,b\nx,d\n2,\n', byNumber);
    expect(items).toEqual([
      { line: 2, json: '{"id":{"N":"1"},"host":{"S":"a"}}' },
      { line: 5, json: '{"id":{"N":"2"}}' },
    ]);
    expect(rejected).toEqual([
      { line: 3, why: 'One or more parameter values were invalid: Missing the key id in the item' },
      { line: 4, why: 'id: “x” is not a number of at most 38 digits.' },
    ]);
    expect(writeUnits).toBe(2);
  });

  it('lets the later of equal keys win, however their numbers are written', () => {
    const { items, replaced } = checked('id,host\n1,a\n2,b\n1.0,c\n1e0,d\n', byNumber);
    expect(items.map(({ line }) => line)).toEqual([3, 5]);
    expect(replaced).toEqual([
      { line: 2, by: 4 },
      { line: 4, by: 5 },
    ]);
  });

  it.each([
    ['{"id": 1, "host": 5}', 'Type mismatch for Index Key host Expected: S Actual: N IndexName: by-host'],
    ['{"id": 1, "host": ""}', 'IndexName: by-host, IndexKey: host'],
    ['{"id": "x", "host": "a"}', 'Type mismatch for key id expected: N actual: S'],
    ['{"id": {"N": "1x"}}', 'not a number'],
  ])('says in DynamoDB’s words what is wrong with %s', (text, words) => {
    const file = read(text);
    const columns = columnsOf(file, withoutKeys);
    expect(check(file, columns, byNumber).rejected).toEqual([
      { line: 1, why: expect.stringContaining(words) },
    ]);
  });

  it.each([
    ['é'.repeat(1025), 'a', 'Size of hashkey has exceeded the maximum size limit of2048 bytes'],
    ['a', 'b'.repeat(1025), 'Aggregated size of all range keys has exceeded the size limit of 1024 bytes'],
    ['', 'a', 'cannot contain an empty string value. Key: pk'],
  ])('rejects keys that are too long or empty', (pk, sk, words) => {
    expect(checked(JSON.stringify({ pk, sk }), byText).rejected).toEqual([
      { line: 1, why: expect.stringContaining(words) },
    ]);
  });

  it('accepts keys of exactly the greatest length', () => {
    const item = { pk: 'é'.repeat(1024), sk: 'b'.repeat(1024) };
    expect(checked(JSON.stringify(item), byText)).toMatchObject({ rejected: [], writeUnits: 4 });
  });

  it('rejects an item over 400 KB', () => {
    const [problem] = checked(JSON.stringify({ pk: 'a', sk: 'b', c: 'x'.repeat(409_600) }), byText).rejected;
    expect(problem?.why).toContain('Item size has exceeded the maximum allowed size');
  });

  it('writes rejected lines as CSV', () => {
    expect(rejectedText([{ line: 3, why: 'a "b"' }])).toBe('line,why\n3,"a ""b"""\n');
  });
});
