import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStatement } from './parse.ts';

const MALFORMED = "Statement wasn't well formed, can't be processed: ";
const LEFTOVER = `${MALFORMED}Unexpected token after expression`;

function messageOf(text: string): string | undefined {
  const parsed = parseStatement(text);
  return parsed.kind === 'error' ? parsed.error.message : undefined;
}

describe('what can be read but not carried out', () => {
  it.each([
    ['SELECT * FROM T LIMIT 5', 'Unsupported clause: LIMIT at 1:23:1'],
    ['SELECT a FROM T GROUP BY a', 'Unsupported clause: GROUP BY at 1:26:1'],
    ['SELECT DISTINCT a FROM T', 'Unsupported clause: DISTINCT at 1:8:8'],
    ['SELECT VALUE a FROM T', "Select projection doesn't support value or pivot keywords"],
    ["SELECT a, 'x' FROM T", 'Unexpected path component at 1:11:3'],
    ['SELECT a.*.b FROM T', 'Unpivot path component like a.*.b are not supported'],
    ['SELECT a[*] FROM T', 'Wildcard path component like a[*].b are not supported'],
    [
      'SELECT l[2147483648] FROM T',
      'List index is not within the allowable range; index: [2147483648] at 1:10:10',
    ],
    ['SELECT * FROM A JOIN B ON a = b', 'Only select from a single table or index is supported.'],
    ['SELECT * FROM A INNER JOIN B', 'Only select from a single table or index is supported.'],
    [
      'SELECT * FROM T WHERE a = 1 ORDER BY m.x',
      'Argument to ORDER BY must be of type VariableReference. Type: Path',
    ],
    ['SELECT * FROM T WHERE a LIKE ?', 'Unsupported operator in Condition Expression. Operator: LIKE'],
    ['SELECT * FROM T WHERE a || b = c', 'Unsupported operator in Condition Expression. Operator: ||'],
    ['SELECT * FROM T WHERE a > -?', 'Unsupported operator in Condition Expression. Operator: -'],
    ['SELECT * FROM T WHERE a', 'WHERE clause must contain an expression that resolves to a boolean'],
    ['SELECT * FROM T WHERE a = 1 AND b', 'The arguments to AND/OR must be Expressions'],
    ['SELECT * FROM T WHERE NOT a', 'The argument to NOT must be a Type or Expression'],
    [
      'SELECT * FROM T WHERE size(a) IS NULL',
      'The left hand side argument to IS must be a Variable Reference, Literal, or Path',
    ],
    [
      'SELECT * FROM T WHERE (a = 1) BETWEEN 1 AND 2',
      'Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: BOOL',
    ],
    [
      `SELECT * FROM T WHERE a IN [${'1,'.repeat(100)}1]`,
      'The IN operator is provided with too many operands; number of operands: 101',
    ],
    ['x IS INT4', 'Unsupported operation: IsType'],
    ['x IS NOT DOUBLE PRECISION;', 'Unsupported operation: IsType'],
    [
      "INSERT INTO A.B VALUE {'a': 1}",
      'FROM clause may only contain a single table name in data manipulation statements',
    ],
    ["INSERT INTO T VALUE {'a': 1} AT 1", 'AT is not supported in insert statements.'],
    [
      "INSERT INTO T VALUES ('a')",
      'Unsupported operation: Inserting multiple items in a single statement is not supported, use "INSERT INTO tableName VALUE item" instead',
    ],
    ["INSERT INTO T VALUE {'m': {'k': ?}}", 'Unsupported data type: Parameter under key root.k at 1:33:1'],
    [
      "INSERT INTO T VALUE {'s': <<?>>}",
      'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags',
    ],
    ["INSERT INTO T VALUE {'m': {'k': 1, 'k': 2}}", 'Duplicate keys in tuple. Key: k under root'],
    ["INSERT INTO T VALUE {'a': b}", 'Unsupported data type: b under key root at 1:27:1'],
    ['UPDATE T SET a = b + 1 + c', 'Unsupported operator in Update Expression. Operator: +'],
    ['UPDATE T SET a = b / 2', 'Unsupported operator in Update Expression. Operator: /'],
    ['UPDATE T SET a = b IS STRING', 'IS operator is not supported in update expressions'],
    ['UPDATE T SET a = lower(b)', 'Unrecognized function: lower at 1:18:5'],
    [
      'UPDATE T SET a = 1 WHERE b = 1 RETURNING ALL OLD *, ALL NEW *',
      'Invalid syntax with multiple returning elements in RETURNING clause',
    ],
  ])('%s: %s', (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it.each([
    ['SELECT COUNT(*) FROM T WHERE', `${MALFORMED}Unexpected term`],
    ['SELECT * FROM T t WHERE a = 1 foo', LEFTOVER],
    [
      `SELECT * FROM T WHERE a IN [${'1,'.repeat(100)}1] AND`,
      `${MALFORMED}Missing right-hand side expression of infix operator`,
    ],
    ["UPDATE T SET s = set_add(s, 'x') WHERE (", `${MALFORMED}Unexpected term`],
    ["INSERT INTO T VALUE {'a': <<>>} foo", LEFTOVER],
  ])('gives way to what cannot be read: %.40s', (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it('is told with the table that it is about', () => {
    expect(parseStatement('SELECT COUNT(*) FROM "T"."i"')).toMatchObject({
      from: { table: 'T', index: 'i' },
    });
    expect(parseStatement('SELECT * FROM "T"."i" WHERE')).toMatchObject({ from: undefined });
  });
});

describe('conditions as values', () => {
  const where = (condition: string): unknown => {
    const parsed = parseStatement(`SELECT * FROM T WHERE ${condition}`);
    return parsed.kind === 'statement' && parsed.statement.kind === 'select'
      ? parsed.statement.where
      : parsed;
  };

  it.each([
    ['true = attribute_exists(a)', { kind: 'attribute_exists' }],
    ['attribute_exists(a) <> true', { kind: 'not', operand: { kind: 'attribute_exists' } }],
    ['(a = 1) = true = false', { kind: 'not', operand: { kind: 'compare' } }],
    ['attribute_exists(a) = flag', { kind: 'or', operands: [{ kind: 'and' }, { kind: 'and' }] }],
    ['attribute_exists(a) IN [true]', { kind: 'or', operands: [{ kind: 'attribute_exists' }] }],
  ])('%s', (condition, tree) => {
    expect(where(condition)).toMatchObject(tree);
  });

  it('are compared with each other only so often', () => {
    const many = Array.from({ length: 30 }, (_, at) => `(a = ${at})`).join(' = ');
    expect(messageOf(`SELECT * FROM T WHERE ${many}`)).toMatch(/nested too deeply/);
  });
});

const VALID = [
  `SELECT a.b[0], "c d" FROM "T"."i" WHERE pk = 'x' AND (n BETWEEN -1 AND ? OR size(s) > 2) ORDER BY pk, sk DESC`,
  `INSERT INTO "T" VALUE {'pk': ?, 'l': [1, <<'a', 'b'>>], 'm': {'k': NULL}}`,
  `UPDATE "T" SET a = b + 1, s = set_add(s, <<'x'>>) REMOVE c[1] WHERE pk = 'x' RETURNING ALL NEW *`,
  `FROM T WHERE pk IN ['a', ?] SET l = list_append(l, ['z'])`,
  `DELETE FROM "T" WHERE pk = 'x' AND NOT contains(t, 'y') -- gone\n RETURNING ALL OLD *`,
  `EXISTS(SELECT * FROM T WHERE pk = 'x' AND attribute_type(a, 'S') = true)`,
];

const SCRAPS = `' " ( ) [ { << >> , . ? - -- /* = NOT IS IN AND OR LIKE AS WHERE SET LIMIT * 1e # é`.split(
  ' ',
);
const SCRAP = fc.constantFrom('', ' ', '\n', '\ud83d', ...SCRAPS, ...SCRAPS.map((scrap) => ` ${scrap} `));

describe('a statement with a scrap in it', () => {
  it('is read or refused, at a place that is in the text', () => {
    const mutated = fc
      .tuple(fc.constantFrom(...VALID), fc.array(fc.tuple(fc.nat(130), fc.nat(4), SCRAP), { maxLength: 3 }))
      .map(([text, edits]) =>
        edits.reduce((now, [at, drop, scrap]) => now.slice(0, at) + scrap + now.slice(at + drop), text),
      );
    fc.assert(
      fc.property(mutated, (text) => {
        const parsed = parseStatement(text);
        if (parsed.kind === 'statement') return;
        const { message, offset, length } = parsed.error;
        expect(message).not.toBe('');
        expect(offset + length).toBeLessThanOrEqual(text.length);
        const [, line, column, long] = /^(?!List).* at (\d+):(\d+):(\d+)$/.exec(message) ?? [];
        if (line === undefined) return;
        const lines = text
          .split('\n')
          .slice(Number(line) - 1)
          .join('\n');
        expect(lines.slice(Number(column) - 1)).toBe(text.slice(offset));
        expect(Number(long)).toBe(length);
      }),
      { numRuns: 2000 },
    );
  });
});
