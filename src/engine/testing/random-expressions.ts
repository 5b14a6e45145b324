/** Random expressions for fast-check, and the stand-ins that they use: a fixed stock, so that text alone is drawn. */
import fc from 'fast-check';
import type { JsonObject } from '../../base/json.ts';

/** What stands for what, wherever it is used. */
const NAMES: Readonly<Record<string, string>> = {
  '#s': 's',
  '#n': 'n',
  '#m': 'm',
  '#l': 'l',
  '#pk': 'pk',
  '#sk': 'sk',
  '#status': 'status',
  '#dotted': 'a.b',
};

const VALUES: Readonly<Record<string, JsonObject>> = {
  ':a': { S: 'a' },
  ':x': { S: 'x' },
  ':xy': { S: 'xy' },
  ':empty': { S: '' },
  ':one': { N: '1' },
  ':two': { N: '2' },
  ':neg': { N: '-2.5' },
  ':big': { N: '1E40' },
  ':bin': { B: 'AQI=' },
  ':true': { BOOL: true },
  ':null': { NULL: true },
  ':ss': { SS: ['x', 'y'] },
  ':ns': { NS: ['1', '2'] },
  ':bs': { BS: ['AQI=', 'Aw=='] },
  ':list': { L: [{ N: '1' }, { S: 'x' }] },
  ':map': { M: { x: { N: '1' }, y: { L: [] } } },
  ':type': { S: 'N' },
};

const PATHS = (
  'pk sk s n v g b ss ns bs l m t nosuch #s #n #status #dotted ' +
  'm.x m.y.z m.y[0] l[0] l[1] l[9] l[0].x #m.x #l[0] #m.#s s.x n[0]'
).split(' ');

const path = fc.constantFrom(...PATHS);
const value = fc.constantFrom(...Object.keys(VALUES));
const operand = fc.oneof(
  { weight: 4, arbitrary: path },
  { weight: 5, arbitrary: value },
  { weight: 1, arbitrary: path.map((of) => `size(${of})`) },
);
const comparator = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');

function text(
  strings: TemplateStringsArray,
  ...parts: readonly fc.Arbitrary<string>[]
): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((drawn) => strings.map((part, at) => part + (drawn[at] ?? '')).join(''));
}

const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text`${operand} ${comparator} ${operand}`,
    text`${operand} BETWEEN ${operand} AND ${operand}`,
    text`${operand} IN (${operand}, ${operand})`,
    text`attribute_exists(${path})`,
    text`attribute_not_exists(${path})`,
    text`attribute_type(${path}, ${fc.constantFrom(':type', ':x')})`,
    text`begins_with(${operand}, ${operand})`,
    text`contains(${operand}, ${operand})`,
    text`${tie('condition')} AND ${tie('condition')}`,
    text`${tie('condition')} OR ${tie('condition')}`,
    text`NOT ${tie('condition')}`,
    text`(${tie('condition')})`,
  ),
}));

/** What SET assigns: at the top it may be a sum, in a function's brackets not. */
const { setTerm } = fc.letrec<{ setTerm: string }>((tie) => ({
  setTerm: fc.oneof(
    { maxDepth: 2 },
    { weight: 4, arbitrary: fc.oneof(path, value) },
    text`if_not_exists(${path}, ${tie('setTerm')})`,
    text`list_append(${tie('setTerm')}, ${tie('setTerm')})`,
  ),
}));
const setValue = fc.oneof(
  { weight: 4, arbitrary: setTerm },
  text`${setTerm} + ${setTerm}`,
  text`${setTerm} - ${setTerm}`,
);

function clause(word: string, action: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(action, { minLength: 1, maxLength: 3 }).map((actions) => `${word} ${actions.join(', ')}`);
}

export const conditionExpression = condition;

export const updateExpression = fc
  .shuffledSubarray(
    [
      clause('SET', text`${path} = ${setValue}`),
      clause('REMOVE', path),
      clause('ADD', text`${path} ${value}`),
      clause('DELETE', text`${path} ${value}`),
    ],
    { minLength: 1 },
  )
  .chain((clauses) => fc.tuple(...clauses))
  .map((clauses) => clauses.join(' '));

export const projectionExpression = fc
  .array(path, { minLength: 1, maxLength: 4 })
  .map((paths) => paths.join(', '));

/** Over a partition key and, now and then, a sort key. */
export function keyConditionExpression(pk: string, sk: string | undefined): fc.Arbitrary<string> {
  const first = value.map((of) => `${pk} = ${of}`);
  if (sk === undefined) return first;
  const second = fc.oneof(
    text`${fc.constant(sk)} ${comparator} ${value}`,
    text`${fc.constant(sk)} BETWEEN ${value} AND ${value}`,
    text`begins_with(${fc.constant(sk)}, ${value})`,
  );
  return fc.oneof(first, text`${first} AND ${second}`, text`${second} AND ${first}`);
}

/** The stand-ins that these expressions use, and no others. */
export function standIns(...expressions: readonly (string | undefined)[]): JsonObject {
  const all = expressions.join(' ');
  const names = used(all, /#\w+/g, NAMES);
  const values = used(all, /:\w+/g, VALUES);
  return {
    ...(Object.keys(names).length === 0 ? {} : { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  };
}

function used<T>(all: string, pattern: RegExp, stock: Readonly<Record<string, T>>): Record<string, T> {
  const found: Record<string, T> = {};
  for (const [name] of all.matchAll(pattern)) {
    const meaning = stock[name];
    if (meaning !== undefined) found[name] = meaning;
  }
  return found;
}
