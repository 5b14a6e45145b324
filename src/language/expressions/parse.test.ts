import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Parsed } from './expression-error.ts';
import { expressionMessage } from './expression-error.ts';
import { parseCondition, parseKeyCondition, parseProjection, parseUpdate } from './parse.ts';
import { placeholdersOf } from './placeholders.ts';
import { RESERVED_WORDS } from './reserved-words.ts';
import { anyCondition, anyPath, anyUpdate } from './testing/print.ts';
import { printCondition, printProjection, printUpdate, withoutPositions } from './testing/print.ts';
import { T, TokenCursor } from './token-cursor.ts';
import type { Span } from './tree.ts';

/** Any UTF-16 unit, lone surrogates among them. */
const anyUnit = fc.nat(0xffff).map((unit) => String.fromCharCode(unit));

function message(parsed: Parsed<unknown>): string | undefined {
  return parsed.kind === 'error' ? parsed.error.message : undefined;
}

function treeOf<Tree>(parsed: Parsed<Tree>): Tree {
  if (parsed.kind === 'error') throw new Error(parsed.error.message);
  return parsed.tree;
}

describe('a condition', () => {
  it('carries the position of every node', () => {
    const text = 'a = :v AND NOT begins_with(m.#k[12], :p)';
    const texts: string[] = [];
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('offset' in node && 'length' in node && 'kind' in node) {
        const { offset, length } = node as Span;
        texts.push(`${String(node.kind)}: ${text.slice(offset, offset + length)}`);
      }
      Object.values(node).forEach(visit);
    };
    visit(treeOf(parseCondition(text)));
    expect(texts).toEqual([
      'and: a = :v AND NOT begins_with(m.#k[12], :p)',
      'compare: a = :v',
      'path: a',
      'name: a',
      'value: :v',
      'not: NOT begins_with(m.#k[12], :p)',
      'begins_with: begins_with(m.#k[12], :p)',
      'path: m.#k[12]',
      'name: m',
      'name: #k',
      'index: [12]',
      'value: :p',
    ]);
  });

  it('binds NOT before AND before OR', () => {
    const loose = treeOf(parseCondition('NOT a = :v AND b = :v OR c = :v'));
    const strict = treeOf(parseCondition('((NOT a = :v) AND b = :v) OR c = :v'));
    expect(withoutPositions(loose)).toEqual(withoutPositions(strict));
  });

  it('keeps apart what parentheses group', () => {
    const grouped = treeOf(parseCondition('a = :v AND (b = :v AND c = :v)'));
    expect(grouped).toMatchObject({ kind: 'and', operands: [{ kind: 'compare' }, { kind: 'and' }] });
    expect(treeOf(parseCondition('a = :v AND b = :v AND c = :v'))).toMatchObject({
      operands: [{ kind: 'compare' }, { kind: 'compare' }, { kind: 'compare' }],
    });
  });

  it('takes an operand in parentheses on either side', () => {
    const tree = treeOf(parseCondition('(size(a)) < (b.c)'));
    expect(tree).toMatchObject({ kind: 'compare', left: { kind: 'size' }, right: { kind: 'path' } });
  });

  it('reads keywords in any case and functions in lower case only', () => {
    expect(parseCondition('a between :x and :y or not b in (:z)').kind).toBe('tree');
    expect(message(parseCondition('Begins_With(a, :v)'))).toBe(
      'Invalid function name; function: Begins_With',
    );
  });

  it.each([
    ['', 'The expression can not be empty;'],
    ['foo', 'Syntax error; token: "<EOF>", near: "foo"'],
    ['a-b', 'Syntax error; token: "-", near: "a-b"'],
    ['a > 4', 'Syntax error; token: "4", near: "> 4"'],
    ['attribute_not_exists(', 'Syntax error; token: "<EOF>", near: "("'],
    ['NOT (#attr0)', 'Syntax error; token: "<EOF>", near: ")"'],
    ['contains()', 'Syntax error; token: ")", near: "()"'],
    [
      '#articleId attribute_not_exists :ckpst',
      'Syntax error; token: "attribute_not_exists", near: "#articleId attribute_not_exists :ckpst"',
    ],
    ['tenantAgent:abc123-', 'Syntax error; token: ":abc123", near: "tenantAgent:abc123-"'],
    ['attribute_exists([1])', 'Syntax error; token: "[", near: "([1"'],
    ['!!! INVALID !!!', 'Syntax error; token: "!", near: "!!"'],
    ['a[01] = :v', 'Syntax error; token: "1", near: "01]"'],
    ['_a = :v', 'Syntax error; token: "_", near: "_a"'],
    ['a = # AND b = :v', 'Syntax error; token: "#", near: "= # AND"'],
    ['a = :v b', 'Syntax error; token: "b", near: ":v b"'],
    ['a = (b = :v)', 'Syntax error; token: "=", near: "b = :v"'],
    ['(a = :v) = :w', 'Syntax error; token: "=", near: ") = :w"'],
    ['((a = :v))', 'The expression has redundant parentheses;'],
    ['((a)) = :v', 'The expression has redundant parentheses;'],
    ['status = :v', 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['a.Data = :v', 'Attribute name is a reserved keyword; reserved keyword: Data'],
    ['foo(a)', 'Invalid function name; function: foo'],
    ['foo(a) = :v', 'Invalid function name; function: foo'],
    [
      'if_not_exists(a, :v)',
      'The function is not allowed in a condition expression; function: if_not_exists',
    ],
    ['size(a)', 'The function is not allowed to be used this way in an expression; function: size'],
    [
      'begins_with(a, :b) = :c',
      'The function is not allowed to be used this way in an expression; function: begins_with',
    ],
    [
      'contains(a, attribute_exists(b))',
      'The function is not allowed to be used this way in an expression; function: attribute_exists',
    ],
    [
      'contains(a)',
      'Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1',
    ],
    [
      'attribute_exists(:v)',
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    ['a[2147483648] = :v', 'List index is not within the allowable range; index: [2147483648]'],
    [`a${'.b'.repeat(32)} = :v`, 'The document path has too many nesting levels; nesting levels: 33'],
  ])('%j is refused: %s', (text, wanted) => {
    expect(message(parseCondition(text))).toBe(wanted);
  });

  it('reports a syntax error before any other fault, and else the first in the text', () => {
    expect(message(parseCondition('status = :v AND foo('))).toMatch(/^Syntax error/);
    expect(message(parseCondition('a = :v AND foo(name) AND status = :w'))).toBe(
      'Invalid function name; function: foo',
    );
  });

  it('points at the place', () => {
    const parsed = parseCondition('a = :v AND status = :w');
    expect(parsed).toMatchObject({ kind: 'error', error: { offset: 11, length: 6 } });
    expect(parseCondition('a =')).toMatchObject({ error: { offset: 3, length: 0 } });
  });

  it('takes 100 candidates and no more', () => {
    const list = (count: number) => `a IN (${Array.from({ length: count }, () => ':v').join(',')})`;
    expect(parseCondition(list(100)).kind).toBe('tree');
    expect(message(parseCondition(list(101)))).toBe(
      'The IN operator is provided with too many operands; number of operands: 101',
    );
  });

  it('takes 300 operators and no more', () => {
    const chain = (count: number) => Array.from({ length: count }, () => 'a=:v').join(' OR ');
    expect(parseCondition(chain(150)).kind).toBe('tree');
    expect(message(parseCondition(chain(151)))).toMatch(/too many operators; operator count: 301/);
  });

  it('measures its size in bytes of UTF-8', () => {
    const padded = (length: number) => `a = :v${' '.repeat(length - 6)}`;
    expect(parseCondition(padded(4096)).kind).toBe('tree');
    expect(message(parseCondition(padded(4097)))).toBe(
      'Expression size has exceeded the maximum allowed size; expression size: 4097',
    );
    expect(message(parseCondition('é'.repeat(2049)))).toMatch(/expression size: 4098$/);
  });

  it('survives any nesting that fits its size', () => {
    for (const open of ['(', 'NOT ', 'NOT(', 'size(', 'contains(a,']) {
      const text = open.repeat(Math.floor(4096 / open.length));
      expect(parseCondition(text).kind).toBe('error');
    }
  });

  it('comes back whole from its text, whatever it is', () => {
    fc.assert(
      fc.property(anyCondition, (tree) => {
        const text = printCondition(tree);
        fc.pre(text.length <= 4096 && operatorCount(text) <= 300);
        expect(withoutPositions(treeOf(parseCondition(text)))).toEqual(withoutPositions(tree));
      }),
      { numRuns: 200 },
    );
  });
});

/** Counted anew from the tokens: calls, comparisons, and the words between them. */
function operatorCount(text: string): number {
  const cursor = new TokenCursor(text);
  const counted = new Set<number>([T.or, T.and, T.not, T.in, T.between, T.equal, T.notEqual, T.less]);
  for (const kind of [T.lessOrEqual, T.greater, T.greaterOrEqual]) counted.add(kind);
  let count = 0;
  let betweens = 0;
  for (; !cursor.is(T.end); cursor.next()) {
    if (cursor.is(T.between)) betweens += 1;
    if (counted.has(cursor.kind)) count += 1;
    if (cursor.is(T.open)) count += 1;
  }
  return count - betweens;
}

describe('an update', () => {
  it('reads every section and function', () => {
    const text =
      'SET a = :v, b.c = if_not_exists(b.c, :z) + :one, l = list_append(l, :l), d = (e - :v) REMOVE f[0], g ADD h :i DELETE j :k';
    const tree = treeOf(parseUpdate(text));
    expect(tree.set.map(({ value }) => value.kind)).toEqual(['value', 'plus', 'list_append', 'minus']);
    expect(tree.remove).toHaveLength(2);
    expect(tree.add).toHaveLength(1);
    expect(tree.delete).toHaveLength(1);
  });

  it.each([
    ['INVALID SYNTAX HERE', 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
    ['SET #a = :b,', 'Syntax error; token: "<EOF>", near: ","'],
    ['SET a = :b + :c + :d', 'Syntax error; token: "+", near: ":c + :d"'],
    ['SET a.2 = :v', 'Syntax error; token: "2", near: ".2 ="'],
    ['SET a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['ADD a b', 'Syntax error; token: "b", near: "a b"'],
    ['SET a = ((b))', 'The expression has redundant parentheses;'],
    ['SET a = :v SET b = :w', 'The "SET" section can only be used once in an update expression;'],
    ['REMOVE a REMOVE b', 'The "REMOVE" section can only be used once in an update expression;'],
    ['SET abort = :a', 'Attribute name is a reserved keyword; reserved keyword: abort'],
    ['SET a = size(b)', 'The function is not allowed in an update expression; function: size'],
    ['SET a = foo(b)', 'Invalid function name; function: foo'],
    [
      'SET a = list_append(b)',
      'Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1',
    ],
    [
      'SET a = if_not_exists(:b, :c)',
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
  ])('%j is refused: %s', (text, wanted) => {
    expect(message(parseUpdate(text))).toBe(wanted);
  });

  it('comes back whole from its text, whatever it is', () => {
    fc.assert(
      fc.property(anyUpdate, (tree) => {
        const text = printUpdate(tree);
        fc.pre(text.length <= 4096);
        expect(withoutPositions(treeOf(parseUpdate(text)))).toEqual(withoutPositions(tree));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a projection', () => {
  it('comes back whole from its text, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(anyPath, { minLength: 1, maxLength: 6 }), (paths) => {
        const text = printProjection({ kind: 'projection', paths, offset: 0, length: 0 });
        const tree = treeOf(parseProjection(text));
        expect(withoutPositions(tree)).toEqual(withoutPositions({ kind: 'projection', paths }));
      }),
    );
  });

  it.each([
    ['a,', 'Syntax error; token: "<EOF>", near: ","'],
    ['a b', 'Syntax error; token: "b", near: "a b"'],
    ['l[]', 'Syntax error; token: "]", near: "[]"'],
    ['l[a]', 'Syntax error; token: "a", near: "[a]"'],
    ['a, name', 'Attribute name is a reserved keyword; reserved keyword: name'],
  ])('%j is refused: %s', (text, wanted) => {
    expect(message(parseProjection(text))).toBe(wanted);
  });
});

describe('a key condition', () => {
  it('is read as terms, with the attribute first', () => {
    const tree = treeOf(parseKeyCondition('(pk = :p) AND :lo <= #sk'));
    expect(
      tree.terms.map(({ path, operator, values }) => [path.segments[0].text, operator, values.length]),
    ).toEqual([
      ['pk', '=', 1],
      ['#sk', '>=', 1],
    ]);
  });

  it('knows BETWEEN and begins_with', () => {
    const operators = (text: string) => treeOf(parseKeyCondition(text)).terms.map(({ operator }) => operator);
    expect(operators('pk = :p AND sk BETWEEN :a AND :b')).toEqual(['=', 'BETWEEN']);
    expect(operators('begins_with(sk, :a) AND pk = :p')).toEqual(['begins_with', '=']);
  });
});

describe('all parsers', () => {
  it('answer any text with a tree or a syntax error', () => {
    const piece = fc.constantFrom(
      'a',
      '#n',
      ':v',
      '(',
      ')',
      '[',
      ']',
      '0',
      '.',
      ',',
      '=',
      '<>',
      '<',
      'AND',
      'OR',
      'NOT',
      'IN',
      'BETWEEN',
      'SET',
      'REMOVE',
      'ADD',
      'DELETE',
      'size',
      'contains',
      'if_not_exists',
      'list_append',
      '+',
      '-',
      '"',
      '\u{1F600}',
    );
    const text = fc.oneof(
      fc.string({ unit: anyUnit }),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (expression) => {
        const parsers = [parseCondition, parseKeyCondition, parseUpdate, parseProjection];
        const wrong = parsers.filter((parse) => {
          const parsed = parse(expression);
          if (parsed.kind === 'tree') return JSON.stringify(parsed.tree).includes('"text":""');
          const { offset, length, message: words } = parsed.error;
          return words === '' || offset < 0 || offset + length > expression.length;
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('give the same result for the same text', () => {
    expect(parseCondition('a = :v')).toBe(parseCondition('a = :v'));
  });

  it('refuse every reserved word that is not an operator', () => {
    expect(RESERVED_WORDS.size).toBe(573);
    const operators = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'SET', 'ADD', 'DELETE']);
    for (const word of RESERVED_WORDS) {
      const wanted = operators.has(word) ? /^Syntax error/ : new RegExp(`reserved keyword: ${word}$`);
      expect(message(parseProjection(word))).toMatch(wanted);
    }
  });
});

describe('placeholders', () => {
  it('are listed once each, in the order of the text', () => {
    const found = placeholdersOf(treeOf(parseUpdate('ADD #n :one SET b.#n = if_not_exists(c, :two) + :one')));
    expect(found.names.map(({ text }) => text)).toEqual(['#n']);
    expect(found.values.map(({ text }) => text)).toEqual([':one', ':two']);
    expect(found.attributes.map(({ text }) => text)).toEqual(['b', 'c']);
  });
});

describe('a message', () => {
  it('names the parameter unless it stands alone', () => {
    const error = { message: 'M', offset: 0, length: 0 };
    expect(expressionMessage('UpdateExpression', { ...error, bare: false })).toBe(
      'Invalid UpdateExpression: M',
    );
    expect(expressionMessage('KeyConditionExpression', { ...error, bare: true })).toBe('M');
  });
});
