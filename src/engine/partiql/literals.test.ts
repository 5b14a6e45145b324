import { describe, expect, it } from 'vitest';
import { parseStatement } from '../../language/partiql/parse.ts';
import type { AttributeValue } from '../../model/attribute-value.ts';
import { itemOf } from './literals.ts';

function item(literal: string, parameters: readonly AttributeValue[] = []) {
  const parsed = parseStatement(`INSERT INTO T VALUE ${literal}`);
  if (parsed.kind === 'error') throw new Error(parsed.error.message);
  if (parsed.statement.kind !== 'insert') throw new Error('no INSERT');
  return itemOf(parsed.statement.item, parameters);
}

const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';

describe('literals', () => {
  it('become values of every type, numbers as they are stored', () => {
    expect(
      item(
        `{'s': 'it''s', 'n': 7.31e6, 'b': TRUE, 'z': null, 'l': [.5, 'x'], 'p': ?, 'm': {'k': -0}, 'ss': <<'a'>>, 'ns': <<1.0, 2>>}`,
        [{ B: 'AQ==' }],
      ),
    ).toEqual({
      s: { S: "it's" },
      n: { N: '7310000' },
      b: { BOOL: true },
      z: { NULL: true },
      l: { L: [{ N: '0.5' }, { S: 'x' }] },
      p: { B: 'AQ==' },
      m: { M: { k: { N: '0' } } },
      ss: { SS: ['a'] },
      ns: { NS: ['1', '2'] },
    });
  });

  it('may name an attribute __proto__', () => {
    expect(Object.keys(item(`{'__proto__': 'x'}`))).toEqual(['__proto__']);
  });

  it.each([
    ["{'pk': 1e126}", `${OVERFLOW} under root`],
    ["{'m': {'x': 1e126}}", `${OVERFLOW} under root.x`],
    ["{'l': [1, 1e126]}", `${OVERFLOW} under root[1]`],
    [
      "{'n': 123456789012345678901234567890123456789}",
      'Attempting to store more than 38 significant digits in a Number under root',
    ],
    [
      "{'ss': <<'x', 'x'>>}",
      'One or more parameter values were invalid: Input collection [x, x] contains duplicates.',
    ],
    [
      "{'ss': <<'x', 1>>}",
      'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags',
    ],
    [
      "{'a': [<<2, 2.0>>]}",
      'One or more parameter values were invalid: Input collection [2, 2.0] contains duplicates! under root[0]',
    ],
    [
      `{'a': {'b': ${'['.repeat(31)}1${']'.repeat(31)}}}`,
      `Nesting Levels have exceeded supported limits under root.b${'[0]'.repeat(31)}`,
    ],
    ["{'a': ?}", "Number of parameters in request and statement don't match."],
  ])('%s is refused: %s', (literal, message) => {
    expect(() => item(literal)).toThrow(message);
  });

  it('may be nested 31 levels deep', () => {
    expect(item(`{'a': ${'['.repeat(31)}1${']'.repeat(31)}}`)).toHaveProperty('a.L');
  });
});
