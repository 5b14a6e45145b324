import { describe, expect, test } from 'vitest';
import { parseCondition } from '../../language/expressions/parse.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { holds } from './condition.ts';

const ITEM: AttributeMap = {
  pk: { S: 'a' },
  n: { N: '10' },
  big: { N: '12345678901234567890123456789012345678' },
  txt: { S: 'hello world' },
  smile: { S: 'a😀' },
  bts: { B: 'AAECAw==' },
  flg: { BOOL: true },
  nul: { NULL: true },
  tags: { SS: ['x', 'y'] },
  nums: { NS: ['1', '2.5'] },
  blobs: { BS: ['AAE=', 'Ag=='] },
  xs: { L: [{ S: 'first' }, { N: '2' }, { M: { deep: { S: 'yes' } } }] },
  doc: { M: { inn: { N: '7' }, 'dotted.name': { S: 'd' } } },
};
const VALUES: AttributeMap = {
  ':ten': { N: '10.0' },
  ':nine': { N: '9' },
  ':text': { S: 'hello' },
  ':ten_text': { S: '10' },
  ':x': { S: 'x' },
  ':two': { N: '2' },
  ':b': { B: 'AAE=' },
  ':ss': { SS: ['y', 'x'] },
  ':type': { S: 'SS' },
  ':yes': { S: 'yes' },
  ':big': { N: '12345678901234567890123456789012345679' },
  ':map': { M: { deep: { S: 'yes' } } },
};
const NAMES = { '#n': 'n', '#d': 'dotted.name' };

function check(text: string, item = ITEM): boolean {
  const parsed = parseCondition(text);
  if (parsed.kind === 'error') throw new Error(parsed.error.message);
  return holds(parsed.tree, item, { names: NAMES, values: VALUES });
}

describe('a condition holds', () => {
  test.each([
    'n = :ten',
    '#n >= :nine AND n < :big',
    'big < :big',
    'NOT n = :nine',
    'n <> :ten_text',
    'absent <> :ten',
    'absent <> gon',
    'tags = :ss',
    'n BETWEEN :nine AND :ten',
    'n IN (:nine, :ten)',
    'attribute_exists(xs[2].deep)',
    'attribute_not_exists(xs[3])',
    'attribute_not_exists(xs.deep)',
    'attribute_type(tags, :type)',
    'begins_with(txt, :text)',
    'begins_with(bts, :b)',
    'contains(txt, :text)',
    'contains(tags, :x)',
    'contains(nums, :two) OR contains(xs, :two)',
    'contains(xs, :map)',
    'contains(blobs, :b)',
    'contains(bts, :b)',
    'size(xs) = :three OR size(xs) > :two',
    'size(bts) > :two',
    'doc.#d <> :x',
    'xs[2].deep = :yes',
    'n = :nine OR (flg = flg2 OR n = :ten)',
  ])('%s', (text) => {
    expect(check(text)).toBe(true);
  });
});

describe('a condition does not hold', () => {
  test.each([
    'n = :ten_text',
    'n < :ten_text',
    'absent = :ten',
    'absent = gon',
    'absent < :ten',
    'flg > nul',
    'n BETWEEN :ten_text AND :text',
    'begins_with(n, :text)',
    'contains(nums, :x)',
    'contains(absent, :x)',
    'size(n) > :two',
    'size(absent) < :two',
    'attribute_type(absent, :type)',
    'absent IN (:ten)',
    'NOT absent <> :ten',
  ])('%s', (text) => {
    expect(check(text)).toBe(false);
  });

  test('size counts characters as UTF-16 does, not bytes', () => {
    const values = { ':n': { N: '3' } };
    const parsed = parseCondition('size(smile) = :n');
    expect(parsed.kind === 'tree' && holds(parsed.tree, ITEM, { names: {}, values })).toBe(true);
  });
});
