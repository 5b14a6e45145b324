/** Conditions taken apart: what they join, and what single ones test. */
import { keyTermsOf } from '../../language/expressions/key-condition.ts';
import type { Condition, Operand } from '../../language/expressions/tree.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import type { KeyTest } from '../evaluate/key-range.ts';

/** The operands of an `and` (or `or`), those of nested ones among them; a condition of another kind alone. */
export function operandsOf(condition: Condition, kind: 'and' | 'or'): readonly Condition[] {
  if (condition.kind !== kind) return [condition];
  return condition.operands.flatMap((operand) => operandsOf(operand, kind));
}

/** All of them joined by `and`; undefined for none. */
export function joined(operands: readonly Condition[]): Condition | undefined {
  const [first] = operands;
  if (first === undefined || operands.length === 1) return first;
  return { kind: 'and', operands, offset: first.offset, length: 0 };
}

/** The top-level attributes that a condition looks at, each once; of an `and` those of its groups first (captured). */
export function attributesIn(condition: Condition): readonly string[] {
  const names = new Set<string>();
  collect(condition, names);
  return [...names];
}

function collect(condition: Condition, names: Set<string>): void {
  switch (condition.kind) {
    case 'and': {
      const isGroup = ({ kind }: Condition) => kind === 'and' || kind === 'or' || kind === 'not';
      for (const operand of condition.operands) if (isGroup(operand)) collect(operand, names);
      for (const operand of condition.operands) if (!isGroup(operand)) collect(operand, names);
      return;
    }
    case 'or':
      for (const operand of condition.operands) collect(operand, names);
      return;
    case 'not':
      return collect(condition.operand, names);
    case 'compare':
      return addRoots([condition.left, condition.right], names);
    case 'between':
      return addRoots([condition.operand, condition.low, condition.high], names);
    case 'in':
      return addRoots([condition.operand, ...condition.candidates], names);
    case 'attribute_exists':
    case 'attribute_not_exists':
      return addRoots([condition.path], names);
    case 'attribute_type':
      return addRoots([condition.path, condition.type], names);
    case 'begins_with':
      return addRoots([condition.operand, condition.prefix], names);
    case 'contains':
      return addRoots([condition.operand, condition.member], names);
  }
}

function addRoots(operands: readonly Operand[], names: Set<string>): void {
  for (const operand of operands) {
    if (operand.kind === 'size') addRoots([operand.operand], names);
    else if (operand.kind === 'path') names.add(operand.segments[0].text);
  }
}

/** The condition as a test of the attribute `name` that a range of keys can answer. */
export function testOf(condition: Condition, name: string, values: AttributeMap): KeyTest | undefined {
  if (condition.kind === 'and') return undefined;
  const terms = keyTermsOf(condition);
  const [term] = 'message' in terms ? [] : terms;
  // PartiQL has no placeholders: the name is as written.
  if (term === undefined || term.path.segments[0].text !== name) return undefined;
  return { name, operator: term.operator, values: term.values.flatMap(({ text }) => values[text] ?? []) };
}

/** The values that `=` or IN allows the attribute to have, as written. */
export function valuesAllowed(
  condition: Condition,
  name: string,
  values: AttributeMap,
): readonly AttributeValue[] | undefined {
  if (condition.kind !== 'in') {
    const test = testOf(condition, name, values);
    return test?.operator === '=' ? test.values : undefined;
  }
  const { operand, candidates } = condition;
  if (operand.kind !== 'path' || operand.segments.length > 1 || operand.segments[0].text !== name) {
    return undefined;
  }
  const found = candidates.flatMap((candidate) =>
    candidate.kind === 'value' ? (values[candidate.text] ?? []) : [],
  );
  return found.length === candidates.length ? found : undefined;
}
