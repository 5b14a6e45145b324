import { describe, expect, test } from 'vitest';
import {
  type Infer,
  attributeValue,
  boolean,
  integer,
  list,
  long,
  map,
  oneOf,
  optional,
  required,
  string,
  structure,
} from './shape.ts';

const order = structure('Order', {
  Id: required(string({ minLength: 1, pattern: '[a-z]+' }), 'Which order.'),
  State: required(oneOf('OPEN', 'SHIPPED'), 'How far it is.'),
  Count: optional(integer({ min: 1, max: 9 }), 'How many.'),
  Weight: optional(long(), 'In grams.'),
  Gift: optional(boolean(), 'Whether it is wrapped.'),
  Lines: optional(list(string(), { maxLength: 3 }), 'What is in it.'),
  Extras: optional(map(string(), attributeValue()), 'Anything else.'),
});

describe('a shape', () => {
  test('is data that can be walked: members, types, constraints, docs', () => {
    expect(Object.keys(order.members)).toEqual(['Id', 'State', 'Count', 'Weight', 'Gift', 'Lines', 'Extras']);
    expect(order.members.Id).toEqual({
      shape: { kind: 'string', minLength: 1, pattern: '[a-z]+' },
      required: true,
      doc: 'Which order.',
    });
    expect(order.members.State.shape.values).toEqual(['OPEN', 'SHIPPED']);
    expect(order.members.Lines.shape).toEqual({ kind: 'list', item: { kind: 'string' }, maxLength: 3 });
    expect(order.members.Extras.shape.value.kind).toBe('attribute-value');
  });

  test('has its type inferred: required and optional members, enums as unions, values under maps', () => {
    const least: Infer<typeof order> = { Id: 'a', State: 'OPEN' };
    const most: Infer<typeof order> = {
      ...least,
      Count: 2,
      Weight: 100,
      Gift: true,
      Lines: ['x'],
      Extras: { note: { S: 'hello' } },
    };
    // @ts-expect-error a required member is missing
    const incomplete: Infer<typeof order> = { Id: 'a' };
    // @ts-expect-error no such state
    const misspelt: Infer<typeof order>['State'] = 'OPENED';
    expect([most.Extras?.['note'], incomplete, misspelt]).toEqual([{ S: 'hello' }, { Id: 'a' }, 'OPENED']);
  });
});
