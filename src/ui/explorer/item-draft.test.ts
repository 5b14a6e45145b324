/** Items while they are written. */
import { describe, expect, it } from 'vitest';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { draftOf, keyProblem, newItem, parseDraft, retyped, type DraftView } from './item-draft.ts';

const item: AttributeMap = {
  id: { S: 'a' },
  n: { N: '1.50' },
  yes: { BOOL: true },
  nothing: { NULL: true },
  tags: { SS: ['x', 'y'] },
  nums: { NS: ['1', '2'] },
  list: { L: [{ N: '1' }, { M: { deep: { S: 's' } } }] },
  map: { M: { a: { B: 'aGk=' } } },
};
const key = { pk: [{ name: 'id', type: 'S' as const }], sk: [{ name: 'n', type: 'N' as const }] };
const views: readonly DraftView[] = ['form', 'json', 'dynamodb'];

describe('drafts', () => {
  it.each(views)('hold every type of value as %s', (view) => {
    expect(parseDraft(draftOf(item, view))).toEqual({ ok: true, item });
  });

  it('start with the key attributes', () => {
    expect(newItem(key)).toEqual({ id: { S: '' }, n: { N: '' } });
  });

  it.each([
    [[{ id: 1, name: '', type: 'S', text: '' }], 'needs a name'],
    [
      [
        { id: 1, name: 'a', type: 'S', text: '' },
        { id: 2, name: 'a', type: 'S', text: '' },
      ],
      'there twice',
    ],
    [[{ id: 1, name: 'a', type: 'M', text: '[]' }], 'must be a map'],
    [[{ id: 1, name: 'a', type: 'L', text: '[' }], '“a”:'],
  ] as const)('say what is wrong with a form', (rows, words) => {
    expect(parseDraft({ view: 'form', rows })).toMatchObject({
      ok: false,
      problem: expect.stringContaining(words),
    });
  });

  it('keep what they can of a text under another type', () => {
    const row = { id: 1, name: 'a', type: 'S' as const, text: '7' };
    expect(retyped(row, 'N').text).toBe('7');
    expect(retyped(row, 'BOOL').text).toBe('false');
    expect(retyped(row, 'M').text).toBe('{}');
  });
});

describe('keyProblem', () => {
  it.each([
    [{ n: { N: '1' } }, 'id is missing'],
    [{ id: { N: '1' }, n: { N: '1' } }, 'must be of type S, not N'],
    [{ id: { S: '' }, n: { N: '1' } }, 'must not be empty'],
  ] as const)('refuses %j', (candidate, words) => {
    expect(keyProblem(candidate, key, undefined)).toContain(words);
  });

  it('keeps the key of an item that is changed', () => {
    const original = { id: { S: 'a' }, n: { N: '1' } };
    expect(keyProblem({ ...original, more: { S: 'x' } }, key, original)).toBeUndefined();
    expect(keyProblem({ id: { S: 'b' }, n: { N: '1' } }, key, original)).toContain('id is part of the key');
  });
});
