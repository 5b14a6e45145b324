import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCondition } from '../expressions/testing/print.ts';
import { withoutPositions } from '../expressions/testing/print.ts';
import { parseStatement } from './parse.ts';
import { anyLiteral, printStatementCondition, printLiteral } from './testing/print-partiql.ts';
import type { Statement } from './tree.ts';

const MALFORMED = "Statement wasn't well formed, can't be processed: ";
const LEFTOVER = `${MALFORMED}Unexpected token after expression`;

/** Any UTF-16 unit, lone surrogates among them. */
const anyUnit = fc.nat(0xffff).map((unit) => String.fromCharCode(unit));

function messageOf(text: string): string | undefined {
  const parsed = parseStatement(text);
  return parsed.kind === 'error' ? parsed.error.message : undefined;
}

function read<Kind extends Statement['kind']>(kind: Kind, text: string): Extract<Statement, { kind: Kind }> {
  const parsed = parseStatement(text);
  if (parsed.kind === 'error') throw new Error(parsed.error.message);
  const { statement } = parsed;
  if (!isKind(statement, kind)) throw new Error(`a ${statement.kind}`);
  return statement;
}

function isKind<Kind extends Statement['kind']>(
  statement: Statement,
  kind: Kind,
): statement is Extract<Statement, { kind: Kind }> {
  return statement.kind === kind;
}

describe('SELECT', () => {
  it('reads all attributes of a table or an index', () => {
    expect(read('select', 'SELECT * FROM Orders')).toMatchObject({
      projection: undefined,
      from: { table: 'Orders', index: undefined },
      where: undefined,
      orderBy: [],
    });
    expect(read('select', 'select * from "Or""ders"."by day";').from).toMatchObject({
      table: 'Or"ders',
      index: 'by day',
    });
  });

  it('reads paths, a condition and an order', () => {
    const text = `SELECT pk, "a b".c[0]['d'] FROM "T" WHERE pk = ? AND (size(a) > 3 OR b IS NOT MISSING) ORDER BY pk, sk DESC`;
    const statement = read('select', text);
    expect(
      statement.projection?.[1]?.segments.map((segment) =>
        segment.kind === 'index' ? segment.index : segment.text,
      ),
    ).toEqual(['a b', 'c', 0, 'd']);
    expect(statement.where).toMatchObject({
      kind: 'and',
      operands: [
        { kind: 'compare', comparator: '=', right: { kind: 'value', text: ':0' } },
        { kind: 'or', operands: [{ kind: 'compare', left: { kind: 'size' } }, { kind: 'attribute_exists' }] },
      ],
    });
    expect(statement.orderBy.map(({ descending }) => descending)).toEqual([false, true]);
    expect(statement.values).toMatchObject([
      { kind: 'parameter', index: 0 },
      { kind: 'number', text: '3' },
    ]);
    expect(statement.parameterCount).toBe(1);
  });

  it.each([
    ["a IN ['x', 'y']", 'in'],
    ["a IN ('x')", 'in'],
    ["NOT a IN ['x']", 'not'],
    ["a NOT IN ['x']", 'not'],
    ['a BETWEEN 1 AND 2', 'between'],
    ['a NOT BETWEEN 1 AND 2', 'not'],
    ['a != 1', 'compare'],
    ['a IS MISSING', 'attribute_not_exists'],
    ['a IS NULL', 'attribute_type'],
    ['a IS STRING', 'attribute_type'],
    ['a IS NOT NULL', 'not'],
    ["BEGINS_WITH(a, 'x')", 'begins_with'],
    ['attribute_exists(a) = true', 'attribute_exists'],
    ['attribute_exists(a) = false', 'not'],
    ["contains(a, 'it''s')", 'contains'],
  ])('reads %s', (condition, kind) => {
    expect(read('select', `SELECT * FROM T WHERE ${condition}`).where?.kind).toBe(kind);
  });

  it.each(['7.31e6', '7.31E+6', '731e4', '73100000e-1', '.73e1', '-.73e1', '-5', '0', '1.'])(
    'reads the number %s',
    (number) => {
      expect(read('select', `SELECT * FROM T WHERE a = ${number}`).values).toMatchObject([
        { kind: 'number', text: number },
      ]);
    },
  );

  it('takes comments for blanks', () => {
    const statement = read('select', `-- a note\nSELECT * FROM T /* more */ -- and\nWHERE a = '-- no note'`);
    expect(statement.values).toMatchObject([{ text: '-- no note' }]);
  });

  it.each([
    ['SELECT * FROM T WHERE pk = 1 foo', LEFTOVER],
    ['SELECT * FROM T WHERE pk = 1 e5', LEFTOVER],
    ['SELECT * FROM T WHERE pk = 1)', LEFTOVER],
    ['SELECT * FROM T ORDER BY pk WHERE pk = 1', LEFTOVER],
    ['SELECT * FROM T WHERE pk = 1e2147483648', MALFORMED],
    ['SELECT * FROM T WHERE pk = 1.5e-2147483647', MALFORMED],
    ['SELECT * FROM T WHERE pk = 1 # note', MALFORMED],
    ['SELECT * FROM T WHERE pk = 1 /* note', MALFORMED],
    ["SELECT * FROM T WHERE pk = 'x", MALFORMED],
    ["SELECT * FROM T t WHERE pk = 'x'", 'Aliasing is not supported'],
    ["SELECT * FROM T AS t WHERE pk = 'x'", 'Aliasing is not supported'],
    ['SELECT a AS b FROM T', 'Aliasing is not supported'],
    ['SELECT COUNT(*) FROM T', 'Unexpected path component at 1:8:5'],
    ['SELECT\n pk,\n attribute_exists(ss) FROM T', 'Unexpected path component at 3:2:16'],
    ['SELECT *, a FROM T', "Other attributes should not be present in the projection when '*' is used."],
    ['SELECT user FROM T', `${MALFORMED}Unexpected keyword`],
    ['SELECT * FROM T WHERE attribute_exists(m.inner)', `${MALFORMED}Invalid path dot component`],
    ['SELECT * FROM A, B', 'Only select from a single table or index is supported.'],
    ['SELECT * FROM A.B.C', 'A path may contain at most 2 components in the FROM clause'],
    ['SELECT * FROM ""', 'Path component cannot be an empty string'],
    ['SELECT l[-1] FROM T', 'List index is not within the allowable range; index: [-1] at 1:11:1'],
    ['SELECT * FROM T WHERE EXISTS(ss)', 'Unrecognized function: exists at 1:23:6'],
    [
      "SELECT * FROM T WHERE attribute_exists('ss')",
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'SELECT * FROM T WHERE attribute_exists()',
      'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 0',
    ],
    ['SELECT * FROM T WHERE a = MISSING', 'MISSING must be compared using IS operator'],
    [
      'SELECT * FROM T WHERE a IN []',
      'IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member',
    ],
    ['SELECT * FROM T WHERE', `${MALFORMED}Unexpected term`],
    ['SELECT * FROM T WHERE;', `${MALFORMED}Unexpected term`],
    ['SELECT * FROM T WHERE NOT', `${MALFORMED}Unexpected term`],
    ['SELECT * FROM T WHERE (', `${MALFORMED}Unexpected term`],
    ['SELECT * FROM T WHERE pk = 1 AND', `${MALFORMED}Missing right-hand side expression of infix operator`],
    ['SELECT * FROM T WHERE pk = 1 OR', `${MALFORMED}Missing right-hand side expression of infix operator`],
    ['SELECT * FROM T WHERE ORDER BY pk', `${MALFORMED}Unexpected keyword`],
    ['SELECT * FROM T WHERE IS NULL', `${MALFORMED}Unexpected operator`],
    ['SELECT * FROM T WHERE pk = LIKE', `${MALFORMED}Unexpected operator`],
    ['SELECT * FROM T WHERE x IS FOO', `${MALFORMED}Expected type name`],
    ['SELECT * FROM', `${MALFORMED}Unexpected term`],
    ['SELECTT * FROMM T', `${MALFORMED}Expected data manipulation`],
    ['', `${MALFORMED}Expected data manipulation`],
  ])('%j is refused: %s', (text, wanted) => {
    expect(messageOf(text)).toBe(wanted);
  });
});

describe('INSERT', () => {
  it('reads an item of every type', () => {
    const { item, from } = read(
      'insert',
      `INSERT INTO "T" VALUE {'s': 'x', 'n': -1.5, 'b': true, 'z': NULL, 'l': [1, [2]], 'm': {'k': <<'a','b'>>}, 'p': ?}`,
    );
    expect(from.table).toBe('T');
    expect(item.entries.map(({ name, value }) => `${name.text}:${value.kind}`)).toEqual([
      's:string',
      'n:number',
      'b:boolean',
      'z:null',
      'l:list',
      'm:map',
      'p:parameter',
    ]);
  });

  it.each([
    ["INSERT INTO T VALUE {'pk': 1} foo", LEFTOVER],
    ["INSERT INTO T t VALUE {'pk': 1}", LEFTOVER],
    ["INSERT INTO T VALUE {'a': 1, 'a': 2}", 'Duplicate keys in tuple. Key: a under root'],
    ["INSERT INTO T VALUE {'a': <<>>}", 'Empty bags are not supported'],
    [
      "INSERT INTO T VALUE {'a': set_add(<<'a'>>, <<'b'>>)}",
      'Unsupported data type: set_add under key root at 1:27:7',
    ],
    ["INSERT INTO T VALUE {'a': 1} RETURNING ALL OLD *", 'RETURNING is not supported in INSERT'],
    [
      "INSERT INTO T VALUE 'a'",
      'Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.',
    ],
  ])('%j is refused: %s', (text, wanted) => {
    expect(messageOf(text)).toBe(wanted);
  });
});

describe('UPDATE', () => {
  it('reads assignments, functions, removals, a condition and what to return', () => {
    const statement = read(
      'update',
      `UPDATE "T" SET a = 1, b = b + ? SET c = list_append(c, [1]) SET d = if_not_exists(d, 0) + 1 SET e = set_add(e, <<'x'>>) SET f = SET_DELETE(f, ?) REMOVE g, h[0] WHERE pk = 'x' RETURNING MODIFIED NEW *`,
    );
    expect(statement.update.set.map(({ value }) => value.kind)).toEqual([
      'value',
      'plus',
      'list_append',
      'plus',
    ]);
    expect(statement.update.add.map(({ path }) => path.segments[0].text)).toEqual(['e']);
    expect(statement.update.delete.map(({ path }) => path.segments[0].text)).toEqual(['f']);
    expect(statement.update.remove).toHaveLength(2);
    expect(statement.returning).toMatchObject({ scope: 'MODIFIED', image: 'NEW' });
    expect(statement.parameterCount).toBe(2);
  });

  it('may begin with FROM', () => {
    const statement = read('update', 'from T where pk = ? set a = ? remove b RETURNING ALL NEW *');
    expect(statement.update).toMatchObject({ set: [{}], remove: [{}] });
    expect(statement.values).toMatchObject([{ index: 0 }, { index: 1 }]);
  });

  it('may name attributes after the words of RETURNING', () => {
    expect(read('update', 'UPDATE T SET old = new WHERE pk = 1').update.set).toHaveLength(1);
  });

  it.each([
    ['UPDATE T SET a = 9 WHERE pk = 1 foo', LEFTOVER],
    ['UPDATE T t SET a = 3', 'Aliasing is not supported'],
    [
      "UPDATE T SET t = set_add(ss, <<'x'>>)",
      'The first argument to SET_ADD must equal the assignment value at 1:18:7',
    ],
    [
      "UPDATE T SET ss = set_add(<<'a'>>, <<'b'>>)",
      'The first argument to SET_ADD must equal the assignment value at 1:19:7',
    ],
    [
      "UPDATE T SET ss = set_add(ss, 'x')",
      'The second argument to SET_ADD must be a value with type SET at 1:27:2',
    ],
    ['UPDATE T SET ss = set_add(ss)', 'SET_ADD must have exactly two arguments at 1:19:7'],
    ['UPDATE T SET m.inner = 1', `${MALFORMED}Invalid path dot component`],
    [
      'UPDATE T SET a = 1 WHERE pk = 1 RETURNING ALL NEW',
      "Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause",
    ],
  ])('%j is refused: %s', (text, wanted) => {
    expect(messageOf(text)).toBe(wanted);
  });
});

describe('DELETE and EXISTS', () => {
  it('are read', () => {
    expect(read('delete', "DELETE FROM T WHERE pk = 'x' RETURNING ALL OLD *").returning).toMatchObject({
      image: 'OLD',
    });
    expect(read('exists', "EXISTS(SELECT * FROM T WHERE pk = 'x' AND a = 1)").select.where?.kind).toBe('and');
  });

  it.each([
    ['DELETE FROM T WHERE pk = 1 ORDER BY pk', LEFTOVER],
    ['DELETE FROM', `${MALFORMED}Expected identifier for simple path`],
    ["DELETE FROM WHERE pk = 'a'", `${MALFORMED}Expected identifier for simple path`],
    ['FROM T SET c = 1 WHERE pk = 1', LEFTOVER],
    ['DELETE FROM T t WHERE pk = 1', 'Aliasing is not supported'],
    [
      'DELETE FROM T WHERE pk = 1 RETURNING ALL NEW *',
      'Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
    ],
  ])('%j is refused: %s', (text, wanted) => {
    expect(messageOf(text)).toBe(wanted);
  });
});

describe('any statement', () => {
  it('comes back whole from its condition', () => {
    fc.assert(
      fc.property(anyCondition, (tree) => {
        // IN takes attributes only.
        fc.pre(!/"kind":"in","operand":\{"kind":"(?:value|size)"/.test(JSON.stringify(tree)));
        const { text, expected } = printStatementCondition(tree);
        const { where } = read('select', `SELECT * FROM "T" WHERE ${text}`);
        expect(withoutPositions(where)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('comes back whole from its literals', () => {
    fc.assert(
      fc.property(anyLiteral, (literal) => {
        const { item } = read('insert', `INSERT INTO T VALUE {'a': ${printLiteral(literal)}}`);
        expect(withoutPositions(item.entries[0]?.value)).toEqual(withoutPositions(literal));
      }),
      { numRuns: 150 },
    );
  });

  it('is a tree or a syntax error, whatever the text', () => {
    const piece = fc.constantFrom(
      'SELECT',
      'FROM',
      'WHERE',
      'INSERT INTO',
      'VALUE',
      'UPDATE',
      'SET',
      'REMOVE',
      'DELETE',
      'RETURNING',
      'ALL',
      'OLD',
      '*',
      'a',
      '"q"',
      "'s'",
      '1',
      '.5',
      '?',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '<<',
      '>>',
      ':',
      ',',
      '.',
      '=',
      '<',
      '+',
      '-',
      ';',
      'AND',
      'OR',
      'NOT',
      'IN',
      'BETWEEN',
      'IS',
      'NULL',
      'MISSING',
      'size',
      'contains',
      'set_add',
      'ORDER BY',
      '--',
      '/*',
      '"',
    );
    const text = fc.oneof(
      fc.string({ unit: anyUnit }),
      fc.array(piece, { maxLength: 30 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (statement) => {
        const parsed = parseStatement(statement);
        const { message, offset, length } =
          parsed.kind === 'error' ? parsed.error : { message: 'none', offset: 0, length: 0 };
        expect(message !== '' && offset >= 0 && offset + length <= statement.length).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('survives any nesting that fits its size', () => {
    for (const open of ['(', 'NOT ', '[', "{'a':", '<<', 'size(']) {
      expect(parseStatement(`SELECT * FROM T WHERE a = ${open.repeat(2000)}`).kind).toBe('error');
      expect(parseStatement(`SELECT * FROM T WHERE ${open.repeat(2000)}`).kind).toBe('error');
    }
  });
});
