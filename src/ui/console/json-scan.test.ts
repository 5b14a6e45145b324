import { describe, expect, it } from 'vitest';
import { scanJson } from './json-scan.ts';

/** Scans up to the bar. */
const scanTo = (marked: string) => {
  const at = marked.indexOf('|');
  return scanJson(marked.replace('|', ''), 0, at).end;
};

describe('scanning unfinished JSON', () => {
  it('expects a name after a brace and after a comma', () => {
    expect(scanTo('{ |')).toMatchObject({ expects: 'name', path: [], siblings: [] });
    expect(scanTo('{ "a": 1, |')).toMatchObject({ expects: 'name', path: [], siblings: ['a'] });
  });

  it('expects a value after a colon and inside an array', () => {
    expect(scanTo('{ "a": |')).toMatchObject({ expects: 'value', path: ['a'] });
    expect(scanTo('{ "a": [ 1, |')).toMatchObject({ expects: 'value', path: ['a', '*'] });
  });

  it('says which string the cursor is in, half written', () => {
    expect(scanTo('{ "Key": { "cus|').inside).toMatchObject({
      role: 'name',
      text: 'cus',
      path: ['Key', 'cus'],
    });
    expect(scanTo('{ "IndexName": "by-|').inside).toMatchObject({
      role: 'value',
      text: 'by-',
      path: ['IndexName'],
    });
  });

  it('is not misled by braces and quotes inside strings', () => {
    expect(scanTo('{ "a": "} \\" {", |')).toMatchObject({ expects: 'name', path: [], siblings: ['a'] });
  });

  it('keeps the path through what was closed', () => {
    expect(scanTo('{ "a": { "b": [ {} ] }, "c": |')).toMatchObject({ expects: 'value', path: ['c'] });
  });

  it('tells every name with its place', () => {
    const { strings } = scanJson('{ "a": { "b": "c" } }', 0, 21);
    expect(strings.map(({ role, path, offset }) => [role, path.join('.'), offset])).toEqual([
      ['name', 'a', 2],
      ['name', 'a.b', 9],
      ['value', 'a.b', 14],
    ]);
  });
});
