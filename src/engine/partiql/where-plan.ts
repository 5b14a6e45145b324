/** What a WHERE clause says of keys: which items a read walks, and which one item a write means. */
import { keyTermsOf } from '../../language/expressions/key-condition.ts';
import { placeholdersOf } from '../../language/expressions/placeholders.ts';
import type { Condition, KeyTerm } from '../../language/expressions/tree.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import type { KeySchema } from '../../model/table.ts';
import { type KeyTest, queryRange } from '../evaluate/key-range.ts';
import { type AttributeRecord, setAttribute } from '../values/attributes.ts';

/** Reads of several partition keys; more are refused (developer guide, "IN operator"). */
const MAX_READS = 50;

export type ReadPlan =
  /** Each read's tests of key attributes; the whole condition is still to hold of each item. */
  { readonly kind: 'query'; readonly reads: readonly (readonly KeyTest[])[] } | { readonly kind: 'scan' };

/**
 * A query when every branch of the condition tests the partition key by `=` or IN, otherwise a scan (developer guide,
 * "PartiQL select statements"). Each branch is a read of its own, narrowed by its test of the sort key. Throws
 * ValidationException where branches overlap, and for values that are not of the key's type.
 */
export function planRead(where: Condition | undefined, key: KeySchema, values: AttributeMap): ReadPlan {
  const [pk] = key.pk;
  if (where === undefined || pk === undefined) return { kind: 'scan' };
  const branchesByPk = new Map<string, Branch[]>();
  for (const branch of operandsOf(where, 'or')) {
    const operands = operandsOf(branch, 'and');
    const keys = firstOf(operands, (operand) => keyValues(operand, pk.name, values));
    if (keys === undefined) return { kind: 'scan' };
    for (const value of keys) {
      const id = JSON.stringify(value);
      const siblings = branchesByPk.get(id) ?? [];
      branchesByPk.set(id, siblings);
      siblings.push(branchOf(operands, { key, value, values }));
    }
  }
  const reads = [...branchesByPk.values()].flatMap((branches) => readsOf(branches, key));
  if (reads.length > MAX_READS) {
    throw new DynamoError('ValidationException', 'Too many decomposed read operations for a given query.');
  }
  return { kind: 'query', reads };
}

/** One alternative of a condition, for one partition key. */
interface Branch {
  readonly pk: KeyTest;
  readonly sk: KeyTest | undefined;
  /** Says what the sort key must not be: such a branch may overlap with others (captured). */
  readonly isNegated: boolean;
}

function branchOf(
  operands: readonly Condition[],
  {
    key,
    value,
    values,
  }: { readonly key: KeySchema; readonly value: AttributeValue; readonly values: AttributeMap },
): Branch {
  const pk: KeyTest = { name: key.pk[0]?.name ?? '', operator: '=', values: [value] };
  const name = key.sk[0]?.name;
  if (name === undefined) return { pk, sk: undefined, isNegated: false };
  return {
    pk,
    sk: firstOf(operands, (operand) => testOf(operand, name, values)),
    isNegated: operands.some(
      (operand) =>
        (operand.kind === 'not' || (operand.kind === 'compare' && operand.comparator === '<>')) &&
        placeholdersOf(operand).attributes.some(({ text }) => text === name),
    ),
  };
}

/** The reads of one partition key: the whole collection once, or each branch's own range. */
function readsOf(branches: readonly Branch[], key: KeySchema): readonly (readonly KeyTest[])[] {
  const [first] = branches;
  if (first === undefined) return [];
  const isNarrowed = branches.some(({ sk }) => sk !== undefined);
  const isWhole = branches.some(({ sk, isNegated }) => isNegated && sk === undefined);
  if (!isNarrowed || isWhole) return [[first.pk]];
  const reads = branches.map(({ pk, sk }) => (sk === undefined ? [pk] : [pk, sk]));
  const ranges = reads.map((tests) => queryRange(key, tests)).sort((a, b) => (a.from < b.from ? -1 : 1));
  if (ranges.some(({ from }, at) => at > 0 && from < (ranges[at - 1]?.to ?? ''))) {
    throw new DynamoError(
      'ValidationException',
      'Overlapping conditions with range keys are not supported in where clause',
    );
  }
  return reads;
}

/** The one item that an UPDATE or DELETE means, and what else must hold of it. */
export interface ItemPlan {
  readonly key: AttributeMap;
  readonly condition: Condition | undefined;
}

/** Throws ValidationException unless the condition is ANDed equalities on all key attributes, and perhaps more. */
export function planItem(where: Condition | undefined, schema: KeySchema, values: AttributeMap): ItemPlan {
  const key: AttributeRecord = {};
  const rest: Condition[] = [];
  const names = new Set([...schema.pk, ...schema.sk].map(({ name }) => name));
  for (const operand of where === undefined ? [] : operandsOf(where, 'and')) {
    const [term] = termsOf(operand);
    const name = term?.operator === '=' ? nameOf(term) : undefined;
    const value = term && values[term.values[0]?.text ?? ''];
    if (name === undefined || value === undefined || !names.has(name)) {
      rest.push(operand);
    } else if (Object.hasOwn(key, name)) {
      throw new DynamoError(
        'ValidationException',
        `Multiple conditions on same key ${name}. Only single item Update/Insert/Delete are supported`,
      );
    } else {
      setAttribute(key, name, value);
    }
  }
  if (Object.keys(key).length < names.size) {
    throw new DynamoError(
      'ValidationException',
      'Where clause does not contain a mandatory equality on all key attributes',
    );
  }
  return { key, condition: joined(rest) };
}

function joined(operands: readonly Condition[]): Condition | undefined {
  const [first] = operands;
  if (first === undefined || operands.length === 1) return first;
  return { kind: 'and', operands, offset: first.offset, length: 0 };
}

/** The operands of an `and` (or `or`), those of nested ones among them; a condition of another kind alone. */
function operandsOf(condition: Condition, kind: 'and' | 'or'): readonly Condition[] {
  if (condition.kind !== kind) return [condition];
  return condition.operands.flatMap((operand) => operandsOf(operand, kind));
}

/** The values that a condition allows the key attribute to have. */
function keyValues(
  condition: Condition,
  name: string,
  values: AttributeMap,
): readonly AttributeValue[] | undefined {
  if (condition.kind === 'in') {
    const { operand, candidates } = condition;
    if (operand.kind !== 'path' || operand.segments.length > 1 || operand.segments[0].text !== name) {
      return undefined;
    }
    const found = candidates.flatMap((candidate) =>
      candidate.kind === 'value' ? (values[candidate.text] ?? []) : [],
    );
    return found.length === candidates.length ? found : undefined;
  }
  const test = testOf(condition, name, values);
  return test?.operator === '=' ? test.values : undefined;
}

function testOf(condition: Condition, name: string, values: AttributeMap): KeyTest | undefined {
  const [term] = termsOf(condition);
  if (term === undefined || nameOf(term) !== name) return undefined;
  return { name, operator: term.operator, values: term.values.flatMap(({ text }) => values[text] ?? []) };
}

/** A single test as a key term; none for anything else. */
function termsOf(condition: Condition): readonly KeyTerm[] {
  if (condition.kind === 'and') return [];
  const terms = keyTermsOf(condition);
  return 'message' in terms ? [] : terms;
}

/** PartiQL has no placeholders: the name is as written. */
function nameOf({ path }: KeyTerm): string {
  return path.segments[0].text;
}

function firstOf<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
