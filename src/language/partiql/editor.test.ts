import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementAt } from '../statement-at.ts';
import { completionContext } from './completion.ts';
import { tokenizePartiql } from './lexer.ts';
import { splitStatements } from './split.ts';

/** The context at the `|`. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  return completionContext(marked.replace('|', ''), offset);
}

describe('tokens', () => {
  it('cover what is written, comments and broken ends among them', () => {
    const text = `SELECT "a""b", 'it''s' FROM T -- note\nWHERE x >= -.5e3 AND y = ? /* z */ "open`;
    expect(tokenizePartiql(text).map(({ kind, text: words }) => `${kind} ${words}`)).toEqual([
      'keyword SELECT',
      'quoted-name a"b',
      'symbol ,',
      "string it's",
      'keyword FROM',
      'name T',
      'comment -- note',
      'keyword WHERE',
      'name x',
      'symbol >=',
      'symbol -',
      'number .5e3',
      'keyword AND',
      'name y',
      'symbol =',
      'parameter ?',
      'comment /* z */',
      'unreadable "open',
    ]);
  });

  it('never overlap and leave out blanks only', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`aS'"-/*?<>=[]{}.;1e \n#é`) }), (text) => {
        let end = 0;
        for (const { offset, length } of tokenizePartiql(text)) {
          expect(text.slice(end, offset).trim()).toBe('');
          expect(length).toBeGreaterThan(0);
          end = offset + length;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
    );
  });
});

describe('statements of a text', () => {
  it('end at semicolons and blank lines outside of strings and comments', () => {
    const text = `-- first\nSELECT * FROM A; SELECT *\nFROM B WHERE a = ';\n\n'\n \n-- note; note\n\nDELETE FROM C\n`;
    const statements = splitStatements(text);
    expect(statements.map((statement) => statement.text)).toEqual([
      'SELECT * FROM A',
      `SELECT *\nFROM B WHERE a = ';\n\n'`,
      'DELETE FROM C',
    ]);
    for (const { text: words, offset, length } of statements)
      expect(text.slice(offset, offset + length)).toBe(words);
  });

  it('are found by the cursor', () => {
    const text = '\nSELECT * FROM A;\n\nSELECT * FROM B';
    const statements = splitStatements(text);
    const table = (offset: number) => statementAt(statements, offset)?.text.at(-1);
    expect([0, 1, 16, 17, 18, 19, text.length].map(table)).toEqual(['A', 'A', 'A', 'A', 'A', 'B', 'B']);
    expect(statementAt([], 3)).toBeUndefined();
  });
});

describe('completion', () => {
  it.each([
    ['|', undefined, ['SELECT', 'INSERT INTO', 'UPDATE', 'DELETE FROM']],
    ['SEL|', undefined, ['SELECT', 'INSERT INTO', 'UPDATE', 'DELETE FROM']],
    ['SELECT |', 'attribute', ['*']],
    ['SELECT a, |', 'attribute', []],
    ['SELECT a |', undefined, ['FROM']],
    ['SELECT * FROM |', 'table', []],
    ['SELECT * FROM "Ord|', 'table', []],
    ['SELECT * FROM "Orders".|', 'index', []],
    ['SELECT * FROM Orders |', undefined, ['WHERE', 'ORDER BY']],
    ['SELECT * FROM Orders WHERE |', 'attribute', ['NOT']],
    ['SELECT * FROM Orders WHERE a = 1 |', undefined, ['AND', 'OR', 'ORDER BY']],
    ['SELECT * FROM Orders WHERE a IS |', undefined, ['MISSING', 'NULL', 'NOT MISSING', 'NOT NULL']],
    ['SELECT * FROM Orders WHERE a = 1 ORDER BY |', 'attribute', []],
    ['SELECT * FROM Orders WHERE a = 1 ORDER BY b |', undefined, ['ASC', 'DESC']],
    ['INSERT INTO Orders |', undefined, ['VALUE']],
    ['UPDATE Orders |', undefined, ['SET', 'REMOVE']],
    ['UPDATE Orders SET |', 'attribute', []],
    ['UPDATE Orders SET a |', undefined, ['=']],
    ['UPDATE Orders SET a = 1 |', undefined, ['WHERE', 'SET', 'REMOVE', 'RETURNING']],
    ['DELETE FROM Orders WHERE a = 1 RETURNING |', undefined, ['ALL OLD *']],
    ["SELECT * FROM Orders WHERE a = 'FR|", undefined, []],
    ['SELECT * -- FR|', undefined, []],
    ['SELECT * FROM A;\n|', undefined, ['SELECT', 'INSERT INTO', 'UPDATE', 'DELETE FROM']],
  ])('%j: %s %j', (marked, names, keywords) => {
    expect(at(marked)).toMatchObject({ names, keywords });
  });

  it('offers values and functions where they may stand', () => {
    expect(at('SELECT * FROM T WHERE a = |')).toMatchObject({ value: true });
    expect(at('SELECT * FROM T WHERE |').functions).toContain('begins_with');
    expect(at('UPDATE T SET a = |').functions).toContain('list_append');
  });

  it('knows the table even when it stands behind the cursor', () => {
    expect(at('SELECT | FROM "My Orders" WHERE a = 1').table).toBe('My Orders');
    expect(at('UPDATE T SET |').table).toBe('T');
  });

  it('replaces the word before the cursor', () => {
    expect(at('SELECT * FROM "Ord|')).toMatchObject({ prefix: 'Ord', replace: { offset: 14, length: 4 } });
    expect(at('SELECT * FROM Or|d')).toMatchObject({ prefix: 'Or', replace: { offset: 14, length: 2 } });
    expect(at('SELECT * FROM |')).toMatchObject({ prefix: '', replace: { offset: 14, length: 0 } });
  });

  it('answers at every place of any text', () => {
    const text = `SELECT a.b[0] FROM "T"."i" WHERE a IN ['x'] AND size(b) > 1 ORDER BY a;\n\nUPDATE T SET a = 1 -- x`;
    for (let offset = 0; offset <= text.length; offset++) {
      const { replace } = completionContext(text, offset);
      expect(replace.offset + replace.length).toBe(offset);
    }
  });
});
