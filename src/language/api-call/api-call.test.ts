import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './json-reader.ts';
import { splitApiCalls } from './split.ts';

function jsonError(text: string) {
  const read = readJson(text, 0);
  return read.kind === 'error' ? read.error : undefined;
}

describe('the JSON reader', () => {
  it('reads what JSON.parse reads, to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(readJson(`  ${text} `, 1)).toEqual({
          kind: 'value',
          value: JSON.parse(text),
          end: text.length + 2,
        });
      }),
    );
  });

  it('accepts only what JSON.parse accepts', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'null',
      ' ',
      '\\',
      '\n',
      '\\u00e9',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const read = readJson(text, 0);
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          parsed = undefined;
        }
        const isWhole = read.kind === 'value' && text.slice(read.end).trim() === '';
        expect(isWhole).toBe(parsed !== undefined);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps a member called __proto__ a member', () => {
    const read = readJson('{"__proto__": {"a": 1}}', 0);
    expect(read.kind === 'value' && Object.keys(read.value ?? {})).toEqual(['__proto__']);
  });

  it.each([
    ['', 'Expected a value, but the text ends here', 0, 0],
    ['{"a": }', 'Expected a value, found }', 6, 1],
    ['{"a" 1}', 'Expected a colon, found 1', 5, 1],
    ['{"a": 1 "b": 2}', 'Expected a comma or }, found "', 8, 1],
    ['{"a": 1,}', 'A comma may not stand before }', 8, 1],
    ['[1, ]', 'A comma may not stand before ]', 4, 1],
    ['{a: 1}', 'Expected a name in double quotes, found a', 1, 1],
    ["{'a': 1}", "Expected a name in double quotes, found '", 1, 1],
    ['{"a": \'b\'}', 'Strings take double quotes', 6, 1],
    ['{"a": "b\n"}', 'This string is not closed', 6, 2],
    ['{"a": 01}', '01 is not a JSON number', 6, 2],
    ['{"a": 1.}', '1. is not a JSON number', 6, 2],
    ['{"a": yes}', 'Expected a value, found yes', 6, 3],
    ['{"a": "\\x"}', 'Unknown escape \\x', 7, 2],
    ['{"a": "\\u12"}', '\\u takes four hexadecimal digits', 7, 2],
    ['{"a": "\t"}', 'Control characters in a string must be escaped', 7, 1],
    ['{"a": 1', 'Expected a comma or }, but the text ends here', 7, 0],
    ['{ // no\n}', 'Expected a name in double quotes, found /', 2, 1],
  ])('%j: %s at %d', (text, message, offset, length) => {
    expect(jsonError(text)).toEqual({ message, offset, length });
  });

  it('survives any nesting', () => {
    expect(jsonError('['.repeat(100_000))?.message).toBe('Nested too deeply');
  });
});

describe('API calls of a text', () => {
  it('are names with bodies', () => {
    const text = `\nGetItem {\n  "TableName": "T", "Key": {"pk": {"S": "PutItem {"}}\n}\n\nListTables {}\nScan\n{"TableName": "T"}\n`;
    const calls = splitApiCalls(text);
    expect(calls.map(({ operation, body }) => [operation, body.kind])).toEqual([
      ['GetItem', 'json'],
      ['ListTables', 'json'],
      ['Scan', 'json'],
    ]);
    for (const { offset, length, operation, body } of calls) {
      expect(text.slice(offset, offset + length).startsWith(operation)).toBe(true);
      expect(body.kind === 'json' && text.slice(body.span.offset, body.span.offset + body.span.length)).toBe(
        body.kind === 'json' && body.text,
      );
    }
    expect(calls[0]?.body).toMatchObject({ value: { TableName: 'T', Key: { pk: { S: 'PutItem {' } } } });
  });

  it('go on behind one that cannot be read', () => {
    const text = 'GetItem {\n  "TableName": \n}\n\nPutItem {"TableName": "T"';
    const [first, second] = splitApiCalls(text);
    expect(first?.body).toEqual({
      kind: 'error',
      error: { message: 'Expected a value, found }', offset: 26, length: 1 },
    });
    expect(text.slice(first?.offset, (first?.offset ?? 0) + (first?.length ?? 0)).endsWith('}')).toBe(true);
    expect(second).toMatchObject({ operation: 'PutItem', body: { kind: 'error' } });
  });

  it('end where the next one begins, even unclosed', () => {
    const calls = splitApiCalls('GetItem {"a": 1\nPutItem {}\n');
    expect(calls.map(({ operation, body }) => [operation, body.kind])).toEqual([
      ['GetItem', 'error'],
      ['PutItem', 'json'],
    ]);
  });

  it.each([
    ['{"TableName": "T"}', "Expected an operation's name, such as GetItem", 0],
    ['GetItem', 'Expected { after GetItem, but the text ends here', 7],
    ['GetItem []', 'Expected { after GetItem, found [', 8],
    ['GetItem {} {}', 'Unexpected text after the body', 11],
    ['GetItem {}; ListTables {}', 'Unexpected text after the body', 10],
    ['GetItem {} ListTables {}', 'Unexpected text after the body', 11],
  ])('%j: %s', (text, message, offset) => {
    expect(splitApiCalls(text)[0]?.body).toMatchObject({ kind: 'error', error: { message, offset } });
  });

  it('cover any text without overlapping', () => {
    const piece = fc.constantFrom(
      'GetItem',
      ' ',
      '\n',
      '{',
      '}',
      '"a": 1',
      ',',
      '[',
      ']',
      '"',
      ';',
      '\n\n',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const { offset, length } of splitApiCalls(text)) {
          expect(text.slice(end, offset).trim()).toBe('');
          expect(length).toBeGreaterThan(0);
          end = offset + length;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
      { numRuns: 300 },
    );
  });
});
