import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { parseStatement } from '../../language/partiql/parse.ts';
import { createAsking, INDEXED_TABLE } from '../testing/asking.ts';
import { holds } from '../evaluate/condition.ts';
import { valuesOf } from './literals.ts';

const asking = createAsking();
asking.ok('CreateTable', INDEXED_TABLE);
const ITEMS: readonly AttributeMap[] = ['a', 'b', 'c'].flatMap((pk) => [
  { pk: { S: pk }, sk: { S: '1' }, v: { N: '1' } },
  { pk: { S: pk }, sk: { S: '2' }, v: { N: '2' }, g: { S: 'y' } },
  { pk: { S: pk }, sk: { S: '3' }, v: { N: '0' }, g: { S: 'x' } },
  { pk: { S: pk }, sk: { S: '4' }, v: { N: '1' }, g: { S: 'x' } },
]);
for (const item of ITEMS) asking.ok('PutItem', { TableName: 'tab', Item: item });

/** Tests of keys and of the rest, in the words of PartiQL. */
const value = fc.constantFrom('a', 'b', 'c', '1', '2', '3', 'x', 'y');
const name = fc.constantFrom('pk', 'pk', 'sk', 'sk', 'g');
const test = fc.oneof(
  fc
    .tuple(name, fc.constantFrom('=', '=', '<>', '<', '>='), value)
    .map((all) => `${all[0]} ${all[1]} '${all[2]}'`),
  fc
    .tuple(name, fc.array(value, { minLength: 1, maxLength: 3 }))
    .map(([of, list]) => `${of} IN ['${list.join("', '")}']`),
  fc.tuple(name, value).map(([of, prefix]) => `begins_with(${of}, '${prefix}')`),
  fc.nat(3).map((number) => `v > ${number}`),
  name.map((of) => `${of} IS NOT MISSING`),
);
const condition = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    test,
    fc
      .tuple(tie('node'), fc.constantFrom('AND', 'AND', 'OR'), tie('node'))
      .map((all) => `(${all.join(' ')})`),
    tie('node').map((inner) => `NOT ${inner}`),
    fc.tuple(tie('node'), fc.boolean()).map(([inner, truth]) => `(${inner}) = ${truth}`),
  ),
})).node;

/** Keys of all pages in their order, or the refusal. */
function keysOf(where: string, from: string, limit: number): readonly string[] | string {
  const keys: string[] = [];
  let next: JsonObject = {};
  for (let page = 0; page < 100; page++) {
    const input = { Statement: `SELECT pk, sk FROM ${from} WHERE ${where}`, Limit: limit, ...next };
    const reply = asking.reply('ExecuteStatement', input);
    if (reply.kind === 'error') return `${reply.code}: ${reply.message}`;
    const { Items: items, NextToken: token } = JSON.parse(reply.body) as {
      readonly Items: readonly Readonly<Record<string, { readonly S: string }>>[];
      readonly NextToken?: string;
    };
    keys.push(...items.map(({ pk, sk }) => `${pk?.S}/${sk?.S}`));
    if (token === undefined) return keys;
    next = { NextToken: token };
  }
  throw new Error('no end of pages');
}

function expectedKeys(where: string): readonly string[] {
  const parsed = parseStatement(`SELECT * FROM tab WHERE ${where}`);
  if (parsed.kind === 'error' || parsed.statement.kind !== 'select') throw new Error(where);
  const tree = parsed.statement.where;
  const scope = { names: {}, values: valuesOf(parsed.statement.values, []) };
  return ITEMS.filter((item) => tree === undefined || holds(tree, item, scope)).map(
    ({ pk, sk }) => `${Object(pk)['S']}/${Object(sk)['S']}`,
  );
}

describe('a SELECT', () => {
  it.each(['tab', '"tab"."whole"'])(
    'of %s finds what its condition holds of, however it reads, once',
    (from) => {
      const inIndex = (key: string) => from === 'tab' || !key.endsWith('/1');
      fc.assert(
        fc.property(condition, fc.integer({ min: 1, max: 20 }), (where, limit) => {
          const found = keysOf(where, from, limit);
          if (typeof found === 'string') {
            expect(found).toMatch(/^ValidationException: (?:Overlapping conditions|Too many decomposed)/);
          } else {
            expect(found.toSorted()).toEqual(expectedKeys(where).filter(inIndex).toSorted());
          }
        }),
        { numRuns: 150 },
      );
    },
  );
});
