import { describe, expect, it } from 'vitest';
import { parseStatement } from '../../language/partiql/parse.ts';
import type { KeySchema } from '../../model/table.ts';
import { valuesOf } from './literals.ts';
import { planItem, planRead } from './where-plan.ts';

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
  return plan.reads.map((tests) =>
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
    ["pk IN ['a', 'b', 'a']", ['pk = a', 'pk = b']],
    ["pk = 'a' OR pk = 'b' AND sk = 1", ['pk = a', 'pk = b, sk = 1']],
    ["pk = 'a' AND sk = 2 OR pk = 'a' AND sk = 1", ['pk = a, sk = 2', 'pk = a, sk = 1']],
    ["pk = 'a' AND sk < 2 OR pk = 'a' AND sk >= 2", ['pk = a, sk < 2', 'pk = a, sk >= 2']],
    ["pk = 'a' AND NOT sk = 1 OR pk = 'a' AND sk = 2", ['pk = a']],
    ["pk = 'a' AND sk <> 1 OR pk = 'a' AND sk = 2", ['pk = a']],
    ["pk = 'a' AND x = 1 OR pk = 'a' AND y = 2", ['pk = a']],
  ])('with %s reads %j', (condition, reads) => {
    expect(readsOf(condition)).toEqual(reads);
  });

  it.each([
    "pk > 'a'",
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
  ])('with %s is refused', (condition) => {
    expect(() => readsOf(condition)).toThrow(
      'Overlapping conditions with range keys are not supported in where clause',
    );
  });

  it('reads 50 partition keys and no more', () => {
    const list = (count: number) => Array.from({ length: count }, (_, at) => `'${at}'`).join(', ');
    expect(readsOf(`pk IN [${list(50)}]`)).toHaveLength(50);
    expect(() => readsOf(`pk IN [${list(51)}]`)).toThrow(
      'Too many decomposed read operations for a given query.',
    );
  });
});

describe('a write', () => {
  it('means the item of its equalities, and keeps the rest as its condition', () => {
    const { where, values } = whereOf("pk = 'a' AND n > 1 AND sk = 2 AND attribute_exists(b)");
    expect(planItem(where, KEY, values)).toMatchObject({
      key: { pk: { S: 'a' }, sk: { N: '2' } },
      condition: { kind: 'and', operands: [{ kind: 'compare' }, { kind: 'attribute_exists' }] },
    });
  });

  it.each([
    "pk = 'a'",
    'sk = 1',
    "pk = 'a' AND sk > 1",
    "pk = 'a' AND (sk = 1 OR sk = 2)",
    "pk = 'a' OR sk = 1",
  ])('with %s does not name its item', (condition) => {
    const { where, values } = whereOf(condition);
    expect(() => planItem(where, KEY, values)).toThrow(
      'Where clause does not contain a mandatory equality on all key attributes',
    );
  });

  it('names each key attribute once', () => {
    const { where, values } = whereOf("pk = 'a' AND sk = 1 AND sk = 2");
    expect(() => planItem(where, KEY, values)).toThrow(/^Multiple conditions on same key sk\./);
  });
});
