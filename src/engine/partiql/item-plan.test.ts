import { describe, expect, it } from 'vitest';
import { parseStatement } from '../../language/partiql/parse.ts';
import type { KeySchema } from '../../model/table.ts';
import { planExists, planItem, planKey } from './item-plan.ts';
import { valuesOf } from './literals.ts';

const KEY: KeySchema = { pk: [{ name: 'pk', type: 'S' }], sk: [{ name: 'sk', type: 'N' }] };

function whereOf(condition: string) {
  const parsed = parseStatement(`SELECT * FROM T WHERE ${condition}`);
  if (parsed.kind === 'error') throw new Error(parsed.error.message);
  if (parsed.statement.kind !== 'select') throw new Error('no SELECT');
  return { where: parsed.statement.where, values: valuesOf(parsed.statement.values, []) };
}

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

  it('may say the same of a key attribute twice, but not two things', () => {
    const same = whereOf("(pk = 'a' AND sk = 1) AND sk = 1.0");
    expect(planItem(same.where, KEY, same.values)).toEqual({
      key: { pk: { S: 'a' }, sk: { N: '1' } },
      condition: undefined,
    });
    const { where, values } = whereOf("pk = 'a' AND sk = 1 AND sk = 2");
    expect(() => planItem(where, KEY, values)).toThrow(/^Multiple conditions on same key sk\./);
  });
});

describe('EXISTS', () => {
  it('takes the first value of a key attribute for the key and the rest for the condition', () => {
    const { where, values } = whereOf("pk = 'a' AND sk = 1 AND pk = 'b' AND n = 1");
    expect(planExists(where, KEY, values)).toMatchObject({
      key: { pk: { S: 'a' }, sk: { N: '1' } },
      condition: { kind: 'and', operands: [{}, {}] },
    });
  });

  it.each(["pk = 'a' AND sk = 1", "pk = 'a' AND n = 1", "pk IN ['a'] AND sk = 1 AND n = 1"])(
    'has no use for %s',
    (condition) => {
      const { where, values } = whereOf(condition);
      expect(planExists(where, KEY, values)).toBeUndefined();
    },
  );
});

describe('a SELECT of one item', () => {
  it.each(["pk = 'a' AND sk = 1", "pk IN ['a'] AND sk IN [1]", "(sk = 1) AND pk = 'a' AND pk = 'a'"])(
    'may say %s',
    (condition) => {
      const { where, values } = whereOf(condition);
      expect(planKey(where, KEY, values)).toEqual({ pk: { S: 'a' }, sk: { N: '1' } });
    },
  );

  it.each([
    "pk = 'a'",
    "pk = 'a' AND sk = 1 AND n = 1",
    "pk = 'a' AND sk = 1 AND pk = 'b'",
    "pk IN ['a', 'b'] AND sk = 1",
    "pk = 'a' AND sk > 1",
  ])('may not say %s', (condition) => {
    const { where, values } = whereOf(condition);
    expect(planKey(where, KEY, values)).toBeUndefined();
  });
});
