import { describe, expect, test } from 'vitest';
import { parseProjection, parseUpdate } from '../../language/expressions/parse.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { resolvePath } from './paths.ts';
import { createProjector } from './projection.ts';
import { applyUpdate } from './update.ts';

const ITEM: AttributeMap = {
  pk: { S: 'a' },
  n: { N: '10' },
  tags: { SS: ['x', 'y'] },
  nums: { NS: ['1', '2'] },
  blobs: { BS: ['AAE='] },
  xs: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }] },
  doc: { M: { inn: { N: '7' }, xs: { L: [{ N: '1' }] } } },
};
const VALUES: AttributeMap = {
  ':n': { N: '5' },
  ':s': { S: 'new' },
  ':t': { S: 'newer' },
  ':l': { L: [{ S: 'z' }] },
  ':ss': { SS: ['y', 'z'] },
  ':all': { SS: ['x', 'y'] },
  ':ns': { NS: ['2.0', '3'] },
  ':bs': { BS: ['AAE=', 'Ag=='] },
};

function update(text: string, item = ITEM) {
  const parsed = parseUpdate(text);
  if (parsed.kind === 'error') throw new Error(parsed.error.message);
  return applyUpdate(parsed.tree, item, { names: { '#m': 'doc' }, values: VALUES });
}

/** Only what differs from the item as it was; removed attributes as undefined. */
function changes(text: string, item = ITEM): Record<string, unknown> {
  const { attributes } = update(text, item);
  const names = new Set([...Object.keys(item), ...Object.keys(attributes)]);
  return Object.fromEntries(
    [...names].filter((name) => attributes[name] !== item[name]).map((name) => [name, attributes[name]]),
  );
}

describe('SET', () => {
  test('sees the item as it was, in every action', () => {
    expect(changes('SET n = n + :n, oth = n')).toEqual({ n: { N: '15' }, oth: { N: '10' } });
    expect(changes('SET n = :n - n')).toEqual({ n: { N: '-5' } });
  });

  test('takes another value where there is none', () => {
    expect(
      changes('SET n = if_not_exists(n, :n), m = if_not_exists(m, :n), k = if_not_exists(gon, n) + :n'),
    ).toEqual({
      m: { N: '5' },
      k: { N: '15' },
    });
  });

  test('joins lists in the order given', () => {
    expect(changes('SET xs = list_append(:l, xs)')).toEqual({
      xs: { L: [{ S: 'z' }, { S: 'a' }, { S: 'b' }, { S: 'c' }] },
    });
  });

  test('changes what lies deep, and leaves the old item as it was', () => {
    const before = JSON.stringify(ITEM);
    expect(changes('SET #m.inn = :s, #m.xs[0] = :s, #m.added = :n')).toEqual({
      doc: { M: { inn: { S: 'new' }, xs: { L: [{ S: 'new' }] }, added: { N: '5' } } },
    });
    expect(JSON.stringify(ITEM)).toBe(before);
  });

  test('past a list’s end appends without a gap, in the order of the indexes', () => {
    expect(changes('SET xs[9] = :t, xs[5] = :s, xs[0] = :n')).toEqual({
      xs: { L: [{ N: '5' }, { S: 'b' }, { S: 'c' }, { S: 'new' }, { S: 'newer' }] },
    });
    expect(changes('SET xs[12] = :t, xs[3] = :s, doc.xs[2] = :n')).toMatchObject({
      xs: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }, { S: 'new' }, { S: 'newer' }] },
    });
  });
});

describe('REMOVE', () => {
  test('takes list elements by where they were', () => {
    expect(changes('REMOVE xs[0], xs[2]')).toEqual({ xs: { L: [{ S: 'b' }] } });
    expect(changes('SET xs[7] = :s REMOVE xs[0]')).toEqual({
      xs: { L: [{ S: 'b' }, { S: 'c' }, { S: 'new' }] },
    });
  });

  test('of what is not there does nothing', () => {
    expect(changes('REMOVE gon')).toEqual({});
    expect(update('REMOVE #m.gon, xs[9]').attributes).toEqual(ITEM);
  });

  test('takes attributes and members away', () => {
    expect(changes('REMOVE n, #m.inn')).toEqual({ n: undefined, doc: { M: { xs: { L: [{ N: '1' }] } } } });
  });
});

describe('ADD and DELETE', () => {
  test('add to numbers and sets, from nothing too', () => {
    expect(changes('ADD n :n, fresh :n, tags :ss, nums :ns, blobs :bs, made :ss')).toEqual({
      n: { N: '15' },
      fresh: { N: '5' },
      tags: { SS: ['x', 'y', 'z'] },
      nums: { NS: ['1', '2', '3'] },
      blobs: { BS: ['AAE=', 'Ag=='] },
      made: { SS: ['y', 'z'] },
    });
  });

  test('delete members, and the attribute with the last one', () => {
    expect(changes('DELETE tags :ss, nums :ns')).toEqual({ tags: { SS: ['x'] }, nums: { NS: ['1'] } });
    expect(changes('DELETE tags :all, gon :all')).toEqual({ tags: undefined });
  });
});

describe('an update is refused', () => {
  test.each([
    ['SET a = gon', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET a = n + pk', 'An operand in the update expression has an incorrect data type'],
    ['SET xs = list_append(xs, n)', 'An operand in the update expression has an incorrect data type'],
    ['ADD pk :n', 'An operand in the update expression has an incorrect data type'],
    ['ADD tags :ns', 'An operand in the update expression has an incorrect data type'],
    ['DELETE n :ss', 'An operand in the update expression has an incorrect data type'],
    ['SET gon.a = :s', 'The document path provided in the update expression is invalid for update'],
    ['SET n.a = :s', 'The document path provided in the update expression is invalid for update'],
    ['SET doc[0] = :s', 'The document path provided in the update expression is invalid for update'],
    ['REMOVE gon.a', 'The document path provided in the update expression is invalid for update'],
    ['ADD gon.a :n', 'The document path provided in the update expression is invalid for update'],
  ])('%s', (text, message) => {
    expect(() => update(text)).toThrow(message);
  });
});

describe('a projection', () => {
  function project(text: string): AttributeMap {
    const parsed = parseProjection(text);
    if (parsed.kind === 'error') throw new Error(parsed.error.message);
    return createProjector(parsed.tree.paths.map((path) => resolvePath(path, { '#m': 'doc' })))(ITEM);
  }

  test('keeps the shape of what it shows and leaves out what is not there', () => {
    expect(project('pk, #m.inn, gon, #m.nothing, n.deep')).toEqual({
      pk: { S: 'a' },
      doc: { M: { inn: { N: '7' } } },
    });
  });

  test('moves list elements together in the list’s order', () => {
    expect(project('xs[2], xs[0], #m.xs[0], #m.inn')).toEqual({
      xs: { L: [{ S: 'a' }, { S: 'c' }] },
      doc: { M: { xs: { L: [{ N: '1' }] }, inn: { N: '7' } } },
    });
  });
});
