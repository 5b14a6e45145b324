import { describe, expect, it } from 'vitest';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { checkCondition, checkKeyCondition, checkProjection, checkUpdate } from './check.ts';
import type { ExpressionError, Parsed } from './expression-error.ts';
import { parseCondition, parseKeyCondition, parseProjection, parseUpdate } from './parse.ts';

const VALUES: AttributeMap = {
  ':s': { S: 'b' },
  ':s2': { S: 'a' },
  ':n': { N: '2' },
  ':n1': { N: '1' },
  ':b': { B: 'AQID' },
  ':b2': { B: 'AQ==' },
  ':t': { BOOL: true },
  ':l': { L: [] },
  ':ss': { SS: ['a'] },
  ':m': { M: {} },
  ':type': { S: 'SS' },
};
const NAMES = { '#a': 'a', '#b': 'b' };

function compare(left: AttributeValue, right: AttributeValue): number {
  const text = (value: AttributeValue) => Object.values(value).join('');
  return text(left) < text(right) ? -1 : text(left) > text(right) ? 1 : 0;
}

const bindings = { names: NAMES, values: VALUES, compare };

function treeOf<Tree>(parsed: Parsed<Tree>): Tree {
  if (parsed.kind === 'error') throw new Error(parsed.error.message);
  return parsed.tree;
}

const words = (error: ExpressionError | undefined) => error?.message;
const condition = (text: string) => words(checkCondition(treeOf(parseCondition(text)), bindings));
const update = (text: string) => words(checkUpdate(treeOf(parseUpdate(text)), bindings));
const projection = (text: string) => words(checkProjection(treeOf(parseProjection(text)), bindings));
const keyCondition = (text: string) => words(checkKeyCondition(treeOf(parseKeyCondition(text)), NAMES));

const TYPE = 'Incorrect operand type for operator or function; operator or function: ';

describe('a condition against its names and values', () => {
  it.each([
    'a = :s AND b <> :ss AND size(a) < :n AND c BETWEEN :n1 AND :n',
    'contains(a, :t) AND begins_with(a, :b) AND attribute_type(a, :type)',
    'a IN (:s, b, :l) OR NOT attribute_exists(#a.c)',
    'size(:s) = :n',
  ])('%j is accepted', (text) => {
    expect(condition(text)).toBeUndefined();
  });

  it.each([
    ['#x = :s', 'An expression attribute name used in the document path is not defined; attribute name: #x'],
    ['a = :x', 'An expression attribute value used in expression is not defined; attribute value: :x'],
    [
      'a = #a',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]',
    ],
    [
      'a.b[0] IN (:s, #a.#b[0])',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: IN, first operand: [a, b, [0]]',
    ],
    [
      'contains(a, a)',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [a]',
    ],
    ['a < :t', `${TYPE}<, operand type: BOOL`],
    ['a >= :ss', `${TYPE}>=, operand type: SS`],
    ['a BETWEEN :t AND :t', `${TYPE}BETWEEN, operand type: BOOL`],
    ['begins_with(a, :n)', `${TYPE}begins_with, operand type: N`],
    ['begins_with(size(a), :s)', `${TYPE}begins_with, operand type: N`],
    ['size(:n) = :n', `${TYPE}size, operand type: N`],
    ['size(size(a)) = :n', `${TYPE}size, operand type: N`],
    ['attribute_type(a, :n)', `${TYPE}attribute_type, operand type: N`],
    [
      'attribute_type(a, b)',
      `${TYPE}attribute_type, operand type: {SS,M,DECIMAL,DOUBLESET,HDS,N,B,DICT,INTSET,BOOL,HD,BS,INT,DECIMALSET,NULL,FLOAT,FS,S,L,NS,DOUBLE}`,
    ],
    [
      'attribute_type(a, :s)',
      'Invalid attribute type name found; type: b, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}',
    ],
    [
      'a BETWEEN :s AND :n',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {N:2}',
    ],
    [
      'a BETWEEN :s AND :s2',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}',
    ],
    [
      'a BETWEEN :b AND :s',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {B:java.nio.HeapByteBuffer[pos=0 lim=3 cap=3]}, upper bound operand: AttributeValue: {S:b}',
    ],
  ])('%j is refused: %s', (text, wanted) => {
    expect(condition(text)).toBe(wanted);
  });

  it('reports what stands first in the text', () => {
    expect(condition('a = :x AND begins_with(b, :n)')).toContain(':x');
    expect(condition('begins_with(b, :n) AND a = :x')).toContain('begins_with');
  });

  it('takes names and values from the maps alone', () => {
    const tree = treeOf(parseCondition('attribute_exists(#toString) AND a = :v'));
    expect(checkCondition(tree, { ...bindings, names: {} })?.message).toContain('#toString');
  });
});

describe('an update against its names and values', () => {
  it.each([
    'SET a = :s, b = if_not_exists(b, :n) + :n, l = list_append(:l, l) REMOVE c.d, c.e[1] ADD n :n, s :ss DELETE t :ss',
    'SET a.b = :s, a.c = :s, #b[0] = :n, b[1] = :n',
    'SET a = b - :n REMOVE b',
  ])('%j is accepted', (text) => {
    expect(update(text)).toBeUndefined();
  });

  it.each([
    [
      'SET #x = :s',
      'An expression attribute name used in the document path is not defined; attribute name: #x',
    ],
    ['SET a = :x', 'An expression attribute value used in expression is not defined; attribute value: :x'],
    [
      'SET a = :s, #a = :n',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
    ],
    [
      'SET a.b = :s REMOVE a',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]',
    ],
    [
      'REMOVE a SET a.b[1] = :s',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b, [1]]',
    ],
    [
      'SET a.b = :s, a[0] = :s',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]',
    ],
    ['SET a = b + :s', `${TYPE}+, operand type: S`],
    ['SET a = :t - b', `${TYPE}-, operand type: BOOL`],
    ['SET a = list_append(b, :n)', `${TYPE}list_append, operand type: N`],
    [
      'ADD a :s',
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ],
    [
      'ADD a :l',
      'Incorrect operand type for operator or function; operator: ADD, operand type: LIST, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ],
    [
      'DELETE a :n',
      'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND',
    ],
  ])('%j is refused: %s', (text, wanted) => {
    expect(update(text)).toBe(wanted);
  });

  it('looks at clashes before values, and at the last action first', () => {
    expect(update('SET a = :x, a.b = :y')).toMatch(/overlap/);
    expect(update('SET a = :x, b = :y')).toMatch(/:y$/);
    expect(update('SET a = :x, b = #x')).toMatch(/#x$/);
  });
});

describe('a projection against its names', () => {
  it('refuses undefined names and paths that clash', () => {
    expect(projection('a.b, a.c, b[0], b[1].c')).toBeUndefined();
    expect(projection('a, #x')).toMatch(/attribute name: #x$/);
    expect(projection('a, b, a.c')).toMatch(/overlap with each other.*path one: \[a\], path two: \[a, c\]$/);
    expect(projection('a[0], a.c')).toMatch(/conflict with each other/);
    expect(projection('a, #a')).toMatch(/overlap/);
  });
});

describe('a key condition', () => {
  it.each([
    'pk = :p',
    'pk = :p AND begins_with(sk, :s)',
    '(pk = :p) AND (sk BETWEEN :a AND :b)',
    ':p = pk AND sk > :a',
  ])('%j is one', (text) => {
    expect(keyCondition(text)).toBeUndefined();
  });

  it.each([
    ['a > :v and size(b) > :v or a > :w', 'Invalid operator used in KeyConditionExpression: OR'],
    ['a in (:b, :d)', 'Invalid operator used in KeyConditionExpression: IN'],
    ['NOT a > :b', 'Invalid operator used in KeyConditionExpression: NOT'],
    ['a <> :b', 'Invalid operator used in KeyConditionExpression: <>'],
    ['attribute_exists(a)', 'Invalid operator used in KeyConditionExpression: attribute_exists'],
    ['contains(a.d, :b)', 'Invalid operator used in KeyConditionExpression: contains'],
    [
      'begins_with(:a, b)',
      'Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand',
    ],
    [
      ':a between :b and :c',
      'Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand',
    ],
    ['size(b) > :a AND c = :d', 'KeyConditionExpressions cannot contain nested operations'],
    ['a > size(b.d)', 'KeyConditionExpressions cannot contain nested operations'],
    [
      'b > a.b',
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    ],
    [
      'begins_with(a, b)',
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    ],
    ['b.d > :a AND c = :e', 'KeyConditionExpressions cannot have conditions on nested attributes'],
    ['b[0] > :a', 'KeyConditionExpressions cannot have conditions on nested attributes'],
    [':b > :a AND a < :b', 'Invalid condition in KeyConditionExpression: No key attribute specified'],
    ['a = :p AND b > :v AND #b < :w', 'KeyConditionExpressions must only contain one condition per key'],
  ])('%j is none: %s', (text, wanted) => {
    expect(keyCondition(text)).toBe(wanted);
  });
});
