/** From a file's text to checked items. */
import { describe, expect, it } from 'vitest';
import { checkImport, columnsProblem, rejectedText } from './import-check.ts';
import { columnsOfFile, convertValue, isNumberText, type ImportColumn } from './import-columns.ts';
import { readImport, type ImportedFile, type ReadOptions } from './import-records.ts';
import { tableDoc } from './testing/table-docs.ts';

function read(text: string, options: ReadOptions = {}): ImportedFile {
  const result = readImport(text, options);
  if (!result.ok) throw new Error(result.problem);
  return result.file;
}

function typesOf(columns: readonly ImportColumn[]): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map(({ name, type }) => [name, type]));
}

const byNumber = tableDoc({
  key: { pk: [{ name: 'id', type: 'N' }], sk: [] },
  attributeDefinitions: [
    { name: 'id', type: 'N' },
    { name: 'host', type: 'S' },
  ],
  indexes: [
    { name: 'by-host', key: { pk: [{ name: 'host', type: 'S' }], sk: [] }, projection: { kind: 'ALL' } },
  ],
});

describe('reading CSV', () => {
  it('takes a first line of words over different data as names', () => {
    const file = read('id,name\n1,Ann\n2,Ben\n');
    expect(file).toMatchObject({ format: 'csv', hasHeader: true });
    expect(file.records).toEqual([
      { line: 2, item: { id: { S: '1' }, name: { S: 'Ann' } } },
      { line: 3, item: { id: { S: '2' }, name: { S: 'Ben' } } },
    ]);
  });

  it('takes a first line that looks like the others as data', () => {
    expect(read('1,66.249.67.3,GET\n2,66.249.67.4,PUT\n').hasHeader).toBe(false);
    expect(read('I#1,12/30/17,Closed\nI#2,4/2/17,Open\n').hasHeader).toBe(false);
  });

  it('follows the user about the first line', () => {
    expect(read('a,b\nc,d\n', { hasHeader: true }).records).toEqual([
      { line: 2, item: { a: { S: 'c' }, b: { S: 'd' } } },
    ]);
  });

  it('counts lines through quoted line breaks', () => {
    const file = read('id,text\n1,"two\nlines"\n2,x\n');
    expect(file.records.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('leaves empty cells out and skips blank lines', () => {
    expect(read('id,a,b\n1,,x\n\n2,y,\n').records).toEqual([
      { line: 2, item: { id: { S: '1' }, b: { S: 'x' } } },
      { line: 4, item: { id: { S: '2' }, a: { S: 'y' } } },
    ]);
  });

  it('reads other delimiters', () => {
    expect(read('id;name\n1;Ann\n').records).toEqual([
      { line: 2, item: { id: { S: '1' }, name: { S: 'Ann' } } },
    ]);
  });

  it('names columns that have no name or the same name', () => {
    expect(Object.keys(read('a,a,\n1,2,3\n', { hasHeader: true }).records[0]?.item ?? {})).toEqual([
      'a',
      'a_2',
      'column3',
    ]);
  });
});

describe('reading JSON', () => {
  it('reads one object a line, keeping every digit', () => {
    const file = read('{"id": 12345678901234567890, "ok": true}\n{"id": 2}\n');
    expect(file.format).toBe('json');
    expect(file.records).toEqual([
      { line: 1, item: { id: { N: '12345678901234567890' }, ok: { BOOL: true } } },
      { line: 2, item: { id: { N: '2' } } },
    ]);
  });

  it('reports a broken line and reads the others', () => {
    const file = read('{"id": 1}\n{"id": \n{"id": 3}\n');
    expect(file.records.map(({ line }) => line)).toEqual([1, 3]);
    expect(file.problems).toEqual([{ line: 2, why: expect.any(String) }]);
  });

  it('reads an array', () => {
    expect(read('[\n {"id": 1},\n {"id": 2}\n]').records).toHaveLength(2);
  });

  it.each([
    ['an export', '{"Item":{"id":{"N":"1"}}}\n{"Item":{"id":{"N":"2"}}}\n'],
    ['plain lines of it', '{"id":{"N":"1"}}\n{"id":{"N":"2"}}'],
    ['a Scan response', '{"Items":[{"id":{"N":"1"}},{"id":{"N":"2"}}],"Count":2}'],
    [
      'a batch-write request',
      '{"T":[{"PutRequest":{"Item":{"id":{"N":"1"}}}},{"PutRequest":{"Item":{"id":{"N":"2"}}}}]}',
    ],
  ])('knows DynamoDB JSON in %s', (_kind, text) => {
    const file = read(text);
    expect(file.format).toBe('dynamodb-json');
    expect(file.records.map(({ item }) => item)).toEqual([{ id: { N: '1' } }, { id: { N: '2' } }]);
  });

  it.each([
    ['', 'empty'],
    ['  \n', 'empty'],
    ['\u0000\u0001', 'not a text file'],
    ['{ not json', 'No line holds JSON'],
  ])('refuses %j in words', (text, words) => {
    expect(readImport(text)).toMatchObject({ ok: false, problem: expect.stringContaining(words) });
  });
});

describe('guessing types', () => {
  it('calls a column a number only where no text of it would change', () => {
    const file = read('id,zip,flag,mixed,price\n1,01234,true,7,1.50\n2,99999,false,x,2\n');
    expect(typesOf(columnsOfFile(file, tableDoc({ attributeDefinitions: [] })))).toEqual({
      id: 'N',
      zip: 'S',
      flag: 'BOOL',
      mixed: 'S',
      price: 'N',
    });
  });

  it.each(['0', '-1', '1.5', '1e10', '12345678901234567890123456789012345678'])(
    'takes %s for a number',
    (text) => {
      expect(isNumberText(text)).toBe(true);
    },
  );

  it.each([
    '',
    '007',
    '+1',
    '1.',
    '.5',
    '1,000',
    '123456789012345678901234567890123456789',
    '1e400',
    'NaN',
    '0x1',
  ])('takes %j for text', (text) => {
    expect(isNumberText(text)).toBe(false);
  });

  it('gives key attributes the type that the table wants', () => {
    const doc = tableDoc({
      key: { pk: [{ name: 'id', type: 'S' }], sk: [] },
      attributeDefinitions: [{ name: 'id', type: 'S' }],
    });
    expect(typesOf(columnsOfFile(read('id,n\n1,2\n'), doc))).toEqual({ id: 'S', n: 'N' });
    expect(typesOf(columnsOfFile(read('{"id": 1, "n": 2}'), doc))).toEqual({ id: 'S', n: 'as-is' });
  });

  it('finds the key in a file without names', () => {
    const columns = columnsOfFile(read('x1,1,GET\nx2,2,PUT\n', { hasHeader: false }), byNumber);
    expect(columns.map(({ name }) => name)).toEqual(['column1', 'id', 'column3']);
  });
});

describe('converting', () => {
  it.each([
    [{ S: '7' }, 'N', { N: '7' }],
    [{ N: '7' }, 'S', { S: '7' }],
    [{ S: 'yes' }, 'BOOL', { BOOL: true }],
    [{ S: '["a","b"]' }, 'SS', { SS: ['a', 'b'] }],
    [{ S: '[1, 2]' }, 'NS', { NS: ['1', '2'] }],
    [{ S: '{"a": [1]}' }, 'M', { M: { a: { L: [{ N: '1' }] } } }],
    [{ S: 'aGk=' }, 'B', { B: 'aGk=' }],
    [{ S: 'seven' }, 'N', undefined],
    [{ S: 'a!' }, 'B', undefined],
    [{ L: [] }, 'S', undefined],
  ] as const)('makes %j a %s', (value, type, expected) => {
    expect(convertValue(value, type)).toEqual(expected);
  });
});

describe('checking against the table', () => {
  const text = 'id,host\n1,a\n,b\n1,c\nx,d\n2,\n';
  const file = read(text);
  const columns = columnsOfFile(file, byNumber);

  it('rejects by line what has no key or the wrong one, and tells which lines are replaced', () => {
    const checked = checkImport(file.records, columns, byNumber);
    expect(checked.items.map(({ line }) => line)).toEqual([2, 4, 6]);
    expect(checked.rejected).toEqual([
      { line: 3, why: 'The key attribute id is missing.' },
      { line: 5, why: 'id: “x” is not a number.' },
    ]);
    expect(checked.replaced).toEqual([{ line: 2, by: 4 }]);
    expect(checked.writeUnits).toBe(3);
  });

  it('rejects an index key of the wrong type or empty', () => {
    const records = read('{"id": 1, "host": 5}\n{"id": 2, "host": ""}\n{"id": 3}\n').records;
    const asIs = columnsOfFile({ format: 'json', records, problems: [], hasHeader: false }, tableDoc());
    const { rejected, items } = checkImport(records, asIs, byNumber);
    expect(rejected.map(({ why }) => why)).toEqual([
      'The key attribute host must be of type S, not N.',
      'The key attribute host is empty.',
    ]);
    expect(items).toHaveLength(1);
  });

  it('wants each key attribute to have a column, and no name twice', () => {
    expect(columnsProblem(columns, byNumber)).toBeUndefined();
    expect(columnsProblem(columns.slice(1), byNumber)).toContain('“id”');
    const [first] = columns;
    expect(columnsProblem(first === undefined ? [] : [first, first], byNumber)).toContain('Two columns');
  });

  it('writes rejected lines as CSV', () => {
    expect(rejectedText([{ line: 3, why: 'a "b"' }])).toBe('line,why\n3,"a ""b"""\n');
  });
});
