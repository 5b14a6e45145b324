/** What a condition says of one item: its key, and what else must hold of it. */
import type { Condition } from '../../language/expressions/tree.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import type { KeySchema } from '../../model/table.ts';
import { type AttributeRecord, attributeAt, setAttribute } from '../values/attributes.ts';
import { sameValue } from '../values/compare.ts';
import { joined, operandsOf, testOf, valuesAllowed } from './conditions.ts';

export interface ItemPlan {
  /** Complete, of whatever types. */
  readonly key: AttributeMap;
  readonly condition: Condition | undefined;
}

export const INCOMPLETE_KEY = 'Where clause does not contain a mandatory equality on all key attributes';

/**
 * The one item that an UPDATE or DELETE means. Throws ValidationException unless the condition is ANDed equalities on
 * all key attributes, and perhaps more.
 */
export function planItem(where: Condition | undefined, schema: KeySchema, values: AttributeMap): ItemPlan {
  const { key, rest, conflict } = equalities(where, schema, values);
  if (conflict !== undefined) {
    throw invalid(
      `Multiple conditions on same key ${conflict}. Only single item Update/Insert/Delete are supported`,
    );
  }
  if (!isComplete(key, schema)) throw invalid(INCOMPLETE_KEY);
  return { key, condition: joined(rest) };
}

/** The item that EXISTS asks about: the first value of each key attribute counts. Undefined where there is none. */
export function planExists(
  where: Condition | undefined,
  schema: KeySchema,
  values: AttributeMap,
): ItemPlan | undefined {
  const { key, rest } = equalities(where, schema, values);
  const condition = joined(rest);
  return isComplete(key, schema) && condition !== undefined ? { key, condition } : undefined;
}

/** The key of a SELECT that says nothing but one value for each key attribute, by `=` or an IN of one. */
export function planKey(
  where: Condition | undefined,
  schema: KeySchema,
  values: AttributeMap,
): AttributeMap | undefined {
  const key: AttributeRecord = {};
  const attributes = [...schema.pk, ...schema.sk];
  for (const operand of where === undefined ? [] : operandsOf(where, 'and')) {
    const tested = attributes.flatMap(({ name }) => {
      const allowed = valuesAllowed(operand, name, values);
      return allowed === undefined ? [] : [{ name, allowed }];
    });
    const [{ name, allowed: [value, ...more] } = { name: '', allowed: [] }] = tested;
    if (value === undefined || more.length > 0) return undefined;
    const known = attributeAt(key, name);
    if (known !== undefined && !sameValue(known, value)) return undefined;
    setAttribute(key, name, value);
  }
  return isComplete(key, schema) ? key : undefined;
}

interface Equalities {
  readonly key: AttributeMap;
  readonly rest: readonly Condition[];
  /** A key attribute that is to equal two values. */
  readonly conflict: string | undefined;
}

function equalities(where: Condition | undefined, schema: KeySchema, values: AttributeMap): Equalities {
  const key: AttributeRecord = {};
  const rest: Condition[] = [];
  let conflict: string | undefined;
  for (const operand of where === undefined ? [] : operandsOf(where, 'and')) {
    const [name, value] = equalityOf(operand, schema, values) ?? [];
    const known = name === undefined ? undefined : attributeAt(key, name);
    if (name === undefined || value === undefined) {
      rest.push(operand);
    } else if (known === undefined) {
      setAttribute(key, name, value);
    } else if (!sameValue(known, value)) {
      conflict ??= name;
      rest.push(operand);
    }
  }
  return { key, rest, conflict };
}

function equalityOf(
  condition: Condition,
  schema: KeySchema,
  values: AttributeMap,
): readonly [string, AttributeValue] | undefined {
  for (const { name } of [...schema.pk, ...schema.sk]) {
    const test = testOf(condition, name, values);
    const [value] = test?.values ?? [];
    if (test?.operator === '=' && value !== undefined) return [name, value];
  }
  return undefined;
}

function isComplete(key: AttributeMap, schema: KeySchema): boolean {
  return [...schema.pk, ...schema.sk].every(({ name }) => attributeAt(key, name) !== undefined);
}

function invalid(message: string): DynamoError {
  return new DynamoError('ValidationException', message);
}
