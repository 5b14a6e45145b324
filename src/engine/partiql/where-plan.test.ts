import { describe, expect, it } from 'vitest';
import { parseStatement } from '../../language/partiql/parse.ts';
import type { KeySchema } from '../../model/table.ts';
import { valuesOf } from './literals.ts';
import { planRead } from './where-plan.ts';

const KEY: KeySchema = { pk: [{ name: 'pk', type: 'S' }], sk: [{ name: 'sk', type: 'N' }] };

function whereOf(condition: string) {
  const parsed = parseStatement(`SELECT * FROM T WHERE ${condition}`);
  if (parsed.kind === 'error') throw new Error(parsed.error.message);
  if (parsed.statement.kind !== 'select') throw new Error('no SELECT');
  return { where: parsed.statement.where, values: valuesOf(parsed.statement.values, []) };
}

/** Each read's tests, as text. */
function readsOf(condition: string): readonly string[] | 'scan' {
  const { where, values } = whereOf(condition);
  const plan = planRead(where, KEY, values);
  if (plan.kind === 'scan') return 'scan';
  return plan.reads.map(({ tests }) =>
    tests
      .map(
        (test) =>
          `${test.name} ${test.operator} ${test.values.map((value) => Object.values(value).join()).join(' ')}`,
      )
      .join(', '),
  );
}

describe('a SELECT', () => {
  it.each([
    ["pk = 'a'", ['pk = a']],
    ["'a' = pk AND sk > 5", ['pk = a, sk > 5']],
    ["b = 1 AND (pk = 'a' AND 5 < sk)", ['pk = a, sk > 5']],
    ["pk = 'a' AND sk BETWEEN 1 AND 2", ['pk = a, sk BETWEEN 1 2']],
    ["pk = 'a' AND NOT sk = 1", ['pk = a']],
    ["pk = 'a' AND sk <> 1", ['pk = a']],
    ["pk = 'a' AND pk = 'a'", ['pk = a']],
    ["pk IN ['a', 'b'] AND pk = 'b'", ['pk = b']],
    ["pk = 'a' AND sk = 2 OR pk = 'a' AND sk = 1", ['pk = a, sk = 1', 'pk = a, sk = 2']],
    ["pk = 'a' AND (sk = 2 OR sk = 1)", ['pk = a, sk = 1', 'pk = a, sk = 2']],
    ["pk = 'a' AND sk IN [2, 1]", ['pk = a, sk = 1', 'pk = a, sk = 2']],
    ["pk = 'a' AND (sk < 1 OR sk > 1 OR sk = 1)", ['pk = a, sk < 1', 'pk = a, sk = 1', 'pk = a, sk > 1']],
    ["pk = 'a' AND sk > 0 AND sk <> 1", ['pk = a, sk > 0']],
    ["pk = 'a' AND sk = 1 AND sk > 0", ['pk = a, sk = 1']],
    ["pk = 'a' AND (x = 1 OR y = 2)", ['pk = a']],
    ["pk = 'a' AND sk < 2 OR pk = 'a' AND sk >= 2", ['pk = a, sk < 2', 'pk = a, sk >= 2']],
    ["pk = 'a' OR pk = 'a' AND NOT sk = 1", ['pk = a']],
    ["pk = 'a' AND NOT sk = 1 OR pk = 'a' AND sk = 2", ['pk = a']],
    ["pk = 'a' AND sk <> 1 OR pk = 'a' AND sk = 2", ['pk = a']],
  ])('with %s reads %j', (condition, reads) => {
    expect(readsOf(condition)).toEqual(reads);
  });

  it('reads in the order of hashes, whatever the order of the text', () => {
    const reads = readsOf("pk IN ['a', 'b', 'c'] AND sk IN [2, 1]");
    expect(reads).toEqual(readsOf("(sk = 1 OR sk = 2) AND (pk = 'c' OR pk = 'b' OR pk = 'a')"));
    expect(new Set(reads)).toHaveLength(6);
  });

  it.each([
    "pk > 'a'",
    'pk > 1',
    "pk = 'a' OR sk = 1",
    "pk = 'a' AND pk = 'b'",
    'pk = 1 OR x = 1',
    'b = 1',
    "pk = 'a' OR b = 1",
    "NOT pk = 'a'",
    "pk.x = 'a'",
    'pk = b',
    "begins_with(pk, 'a')",
    'sk = 1',
  ])('with %s is a scan', (condition) => {
    expect(readsOf(condition)).toBe('scan');
  });

  it.each([
    "pk = 'a' AND x = 1 OR pk = 'a' AND sk = 2",
    "pk = 'a' AND x <> 1 OR pk = 'a' AND sk = 2",
    "pk = 'a' AND sk < 3 OR pk = 'a' AND sk = 2",
    "pk = 'a' AND sk = 2 OR pk IN ['a', 'b'] AND sk = 2",
    "pk IN ['a', 'b', 'a']",
    "pk = 'a' OR pk = 'a'",
    "pk = 'a' AND x = 1 OR pk = 'a' AND y = 2",
    "pk = 'a' AND (sk > 0 OR sk < 5)",
    "pk = 'a' AND (sk = 1 OR x = 2)",
  ])('with %s is refused', (condition) => {
    expect(() => readsOf(condition)).toThrow(
      'Overlapping conditions with range keys are not supported in where clause',
    );
  });

  it.each([
    ["pk = 1 OR pk = 'a'", 'pk'],
    ["pk = 'a' AND sk IN [1, '2']", 'sk'],
    ["pk = 'a' AND sk > '1'", 'sk'],
  ])('with %s is refused for the type of a key', (condition, name) => {
    expect(() => readsOf(condition)).toThrow(
      `Key attribute's data type should match its data type in table's schema: Key ${name}`,
    );
  });

  it('with too many alternatives to tell apart is a scan', () => {
    const pair = (at: number) => `(pk = 'a${at}' OR x = ${at})`;
    expect(readsOf(Array.from({ length: 40 }, (_, at) => pair(at)).join(' AND '))).toBe('scan');
  });

  it('reads 50 partition keys and no more', () => {
    const list = (count: number) => Array.from({ length: count }, (_, at) => `'${at}'`).join(', ');
    expect(readsOf(`pk IN [${list(50)}]`)).toHaveLength(50);
    const tooMany = 'Too many decomposed read operations for a given query.';
    expect(() => readsOf(`pk IN [${list(51)}]`)).toThrow(tooMany);
    expect(() => readsOf(`pk IN [${list(26)}] AND sk IN [1, 2]`)).toThrow(tooMany);
    expect(readsOf(`pk IN [${list(51)}] OR x = 1`)).toBe('scan');
  });
});
