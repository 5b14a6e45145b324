/** What a SELECT's condition says of keys: which items it walks. */
import type { Condition } from '../../language/expressions/tree.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import type { KeyAttribute, KeySchema } from '../../model/table.ts';
import { type KeyTest, queryRange } from '../evaluate/key-range.ts';
import { sameValue, typeOf } from '../values/compare.ts';
import { attributesIn, operandsOf, testOf, valuesAllowed } from './conditions.ts';

/** Ranges of keys in one request; more are refused (captured). */
const MAX_READS = 50;
/** Alternatives of a condition that are told apart; one with more is a scan. Our limit. */
const MAX_BRANCHES = 1000;

export interface KeyRead {
  /** Of the partition key, and perhaps of the sort key. */
  readonly tests: readonly KeyTest[];
  /** All that must hold of what is read here, the tests among it. */
  readonly operands: readonly Condition[];
}

export type ReadPlan =
  /** In the order of the keys' hashes. The whole condition is still to hold of each item. */
  { readonly kind: 'query'; readonly reads: readonly KeyRead[] } | { readonly kind: 'scan' };

/**
 * A query when every alternative of the condition tests the partition key by `=` or IN, otherwise a scan (developer
 * guide, "PartiQL select statements"). Each key, and each range of its sort key, is a read of its own. Throws
 * ValidationException where ranges overlap, for too many, and for values that are not of the key's type (captured).
 */
export function planRead(where: Condition | undefined, key: KeySchema, values: AttributeMap): ReadPlan {
  const [pk] = key.pk;
  if (where === undefined || pk === undefined) return { kind: 'scan' };
  const names = new Set([...key.pk, ...key.sk].map(({ name }) => name));
  const alternatives = alternativesOf(where, names);
  if (alternatives === undefined) return { kind: 'scan' };
  const keyed = alternatives.map((operands) => ({
    operands,
    pkValues: allowedValues(operands, pk.name, values),
  }));
  if (keyed.some(({ pkValues }) => pkValues.length === 0)) return { kind: 'scan' };
  const branchesByPk = new Map<string, Branch[]>();
  for (const { operands, pkValues } of keyed) {
    for (const pkValue of pkValues) {
      refuseOtherType(pk, pkValue);
      const id = JSON.stringify(pkValue);
      const branches = branchesByPk.get(id) ?? [];
      branchesByPk.set(id, branches);
      branches.push(branchOf(operands, { key, pkValue, values }));
    }
  }
  const found = [...branchesByPk.values()].flatMap((branches) => readsOf(branches, key));
  if (found.length > MAX_READS) throw invalid('Too many decomposed read operations for a given query.');
  return { kind: 'query', reads: found.sort(byFrom).map(({ read }) => read) };
}

interface RangedRead {
  readonly read: KeyRead;
  readonly from: string;
  readonly to: string;
}

function byFrom(left: RangedRead, right: RangedRead): number {
  return left.from < right.from ? -1 : left.from > right.from ? 1 : 0;
}

/** One alternative of a condition, for one partition key. */
interface Branch {
  readonly pk: KeyTest;
  /** The ranges of the sort key that it allows: one, or one for each candidate of an IN; none for all of them. */
  readonly sk: readonly KeyTest[];
  /** Says what the sort key must not be: such a branch may overlap with others (captured). */
  readonly isNegated: boolean;
  readonly operands: readonly Condition[];
}

/**
 * The condition as alternatives of what must hold together. Only an `or` that is about keys makes alternatives; others
 * are for the filter. Undefined for too many.
 */
function alternativesOf(
  condition: Condition,
  keyNames: ReadonlySet<string>,
): readonly (readonly Condition[])[] | undefined {
  if (condition.kind !== 'and' && condition.kind !== 'or') return [[condition]];
  if (!attributesIn(condition).some((name) => keyNames.has(name))) return [[condition]];
  const parts = operandsOf(condition, condition.kind).map((operand) => alternativesOf(operand, keyNames));
  let all: (readonly Condition[])[] = condition.kind === 'and' ? [[]] : [];
  for (const part of parts) {
    if (part === undefined || all.length * part.length > MAX_BRANCHES) return undefined;
    if (condition.kind === 'and') all = all.flatMap((left) => part.map((right) => [...left, ...right]));
    else all.push(...part);
  }
  return all.length > MAX_BRANCHES ? undefined : all;
}

/**
 * The values that the operands leave to the partition key, repeats of an IN among them; none where they name none, or
 * none that they all allow.
 */
function allowedValues(
  operands: readonly Condition[],
  name: string,
  values: AttributeMap,
): readonly AttributeValue[] {
  const [first = [], ...others] = operands.flatMap((operand) => {
    const allowed = valuesAllowed(operand, name, values);
    return allowed === undefined ? [] : [allowed];
  });
  return first.filter((value) => others.every((other) => other.some((one) => sameValue(one, value))));
}

interface BranchKey {
  readonly key: KeySchema;
  readonly pkValue: AttributeValue;
  readonly values: AttributeMap;
}

function branchOf(operands: readonly Condition[], { key, pkValue, values }: BranchKey): Branch {
  const pk: KeyTest = { name: key.pk[0]?.name ?? '', operator: '=', values: [pkValue] };
  const [attribute] = key.sk;
  if (attribute === undefined) return { pk, sk: [], isNegated: false, operands };
  const { name } = attribute;
  const tests = operands.flatMap((operand): (readonly KeyTest[])[] => {
    const allowed = valuesAllowed(operand, name, values);
    if (allowed !== undefined) return [allowed.map((value) => ({ name, operator: '=', values: [value] }))];
    const test = testOf(operand, name, values);
    return test === undefined ? [] : [[test]];
  });
  for (const value of tests.flat().flatMap((test) => test.values)) refuseOtherType(attribute, value);
  return {
    pk,
    sk: tests[0] ?? [],
    isNegated: operands.some((operand) => isNegation(operand) && attributesIn(operand).includes(name)),
    operands,
  };
}

function isNegation(condition: Condition): boolean {
  return condition.kind === 'not' || (condition.kind === 'compare' && condition.comparator === '<>');
}

/** The reads of one partition key: each branch's own ranges, or where they may overlap the whole collection once. */
function readsOf(branches: readonly Branch[], key: KeySchema): readonly RangedRead[] {
  const [first] = branches;
  if (first === undefined) return [];
  const reads = branches.flatMap(({ pk, sk, operands }): readonly KeyRead[] =>
    sk.length === 0 ? [{ tests: [pk], operands }] : sk.map((test) => ({ tests: [pk, test], operands })),
  );
  if (reads.length > 1 && branches.some(({ isNegated }) => isNegated)) {
    return [rangedRead({ tests: [first.pk], operands: branches.flatMap(({ operands }) => operands) }, key)];
  }
  const ranged = reads.map((read) => rangedRead(read, key)).sort(byFrom);
  if (ranged.some(({ from }, at) => at > 0 && from < (ranged[at - 1]?.to ?? ''))) {
    throw invalid('Overlapping conditions with range keys are not supported in where clause');
  }
  return ranged;
}

function rangedRead(read: KeyRead, key: KeySchema): RangedRead {
  const { from, to } = queryRange(key, read.tests);
  return { read, from, to };
}

function refuseOtherType({ name, type }: KeyAttribute, value: AttributeValue): void {
  if (typeOf(value) === type) return;
  throw invalid(`Key attribute's data type should match its data type in table's schema: Key ${name}`);
}

function invalid(message: string): DynamoError {
  return new DynamoError('ValidationException', message);
}
