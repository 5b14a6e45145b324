import { describe, expect, it } from 'vitest';
import { parseUpdate } from '../../language/expressions/parse.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { statementSizeBytes } from './statement-size.ts';

const NAMES = { '#n': 'abcdefghij' };
const VALUES: AttributeMap = {
  ':v': { S: 'x'.repeat(10) },
  ':one': { N: '1' },
  ':list': { L: [{ S: 'x'.repeat(10) }] },
  ':set': { SS: ['x'.repeat(500)] },
};

function sizeOf(text: string): number {
  const parsed = parseUpdate(text);
  if (parsed.kind === 'error') throw new Error(parsed.error.message);
  return statementSizeBytes(parsed.tree, { names: NAMES, values: VALUES });
}

describe('an update statement weighs', () => {
  const STATEMENT = 3;
  it.each([
    ['SET c = :v', 19 + 1 + 10],
    ['SET #n = :v', 19 + 10 + 10],
    ['SET c.#n[10] = :v', 19 + (1 + 4 + 10 + 4 + 2) + 10],
    ['SET c = #n', 19 + 1 + (1 + 14 + 10)],
    ['SET c = m.z', 19 + 1 + (1 + 14 + 1 + 14 + 1)],
    ['SET c = l[10]', 19 + 1 + (1 + 14 + 1 + 14 + 2)],
    ['SET n = n + :one', 19 + 1 + 34 + (1 + 14 + 1) + 2],
    ['SET n = n - :one', 19 + 1 + 37 + (1 + 14 + 1) + 2],
    ['SET c = if_not_exists(c, :v)', 19 + 1 + 39 + (1 + 14 + 1) + 10],
    ['SET l = list_append(l, :list)', 19 + 1 + 37 + (1 + 14 + 1) + (3 + 1 + 10)],
    ['ADD #n :one', 19 + 10 + 2],
    ['ADD s :set', 19 + 1 + 500],
    ['REMOVE #n', 1 + 10],
    ['REMOVE m.yyyyyyyyyy', 1 + 1 + 4 + 10],
    ['DELETE s :set', 1 + 1],
  ])('%s: three bytes and what its clause costs', (text, clause) => {
    expect(sizeOf(text)).toBe(STATEMENT + clause);
  });

  it('all its clauses together, a value at every use', () => {
    expect(sizeOf('SET a = :v, b = :v REMOVE c')).toBe(STATEMENT + 2 * (19 + 1 + 10) + 2);
  });
});
