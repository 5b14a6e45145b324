/** Conditions and filters: whether one holds of an item. */
import { base64Length, base64ToLatin1 } from '../../base/bytes.ts';
import type { Comparator, Condition, Contains, Operand } from '../../language/expressions/tree.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { compareValues, sameValue, typeOf } from '../values/compare.ts';
import { valueAtPath } from './paths.ts';
import type { Names } from './paths.ts';

/** What placeholders stand for; every one of the tree's is there, and values are canonical. */
export interface Scope {
  readonly names: Names;
  readonly values: AttributeMap;
}

/**
 * Whether the condition holds of the item; of no item, give an empty one. Comparisons with what is not there are
 * false, `<>` alone is true.
 */
export function holds(condition: Condition, item: AttributeMap, scope: Scope): boolean {
  switch (condition.kind) {
    case 'and':
      for (const operand of condition.operands) if (!holds(operand, item, scope)) return false;
      return true;
    case 'or':
      for (const operand of condition.operands) if (holds(operand, item, scope)) return true;
      return false;
    case 'not':
      return !holds(condition.operand, item, scope);
    case 'compare':
      return compares(
        condition.comparator,
        valueOf(condition.left, item, scope),
        valueOf(condition.right, item, scope),
      );
    case 'between': {
      const value = valueOf(condition.operand, item, scope);
      return (
        compares('>=', value, valueOf(condition.low, item, scope)) &&
        compares('<=', value, valueOf(condition.high, item, scope))
      );
    }
    case 'in': {
      const value = valueOf(condition.operand, item, scope);
      return condition.candidates.some((candidate) => compares('=', value, valueOf(candidate, item, scope)));
    }
    case 'attribute_exists':
      return valueAtPath(item, condition.path, scope.names) !== undefined;
    case 'attribute_not_exists':
      return valueAtPath(item, condition.path, scope.names) === undefined;
    case 'attribute_type': {
      const value = valueAtPath(item, condition.path, scope.names);
      const type = valueOf(condition.type, item, scope);
      return value !== undefined && type !== undefined && 'S' in type && typeOf(value) === type.S;
    }
    case 'begins_with':
      return beginsWith(valueOf(condition.operand, item, scope), valueOf(condition.prefix, item, scope));
    case 'contains':
      return contains(condition, item, scope);
  }
}

function valueOf(operand: Operand, item: AttributeMap, scope: Scope): AttributeValue | undefined {
  switch (operand.kind) {
    case 'path':
      return valueAtPath(item, operand, scope.names);
    case 'value':
      return scope.values[operand.text];
    case 'size':
      return sizeOf(valueOf(operand.operand, item, scope));
  }
}

/** Characters (UTF-16) of a string, bytes of a binary, members of a set, list or map; other types have no size. */
function sizeOf(value: AttributeValue | undefined): AttributeValue | undefined {
  const size = value && lengthOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

function lengthOf(value: AttributeValue): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return base64Length(value.B);
  if ('SS' in value) return value.SS.length;
  if ('NS' in value) return value.NS.length;
  if ('BS' in value) return value.BS.length;
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return undefined;
}

function compares(
  comparator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (left === undefined || right === undefined) return comparator === '<>';
  if (comparator === '=') return sameValue(left, right);
  if (comparator === '<>') return !sameValue(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  switch (comparator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function beginsWith(value: AttributeValue | undefined, prefix: AttributeValue | undefined): boolean {
  if (value === undefined || prefix === undefined) return false;
  if ('S' in value) return 'S' in prefix && value.S.startsWith(prefix.S);
  return 'B' in value && 'B' in prefix && base64ToLatin1(value.B).startsWith(base64ToLatin1(prefix.B));
}

/** A part of a string or binary, a member of a set, an element of a list. */
function contains({ operand, member }: Contains, item: AttributeMap, scope: Scope): boolean {
  const whole = valueOf(operand, item, scope);
  const part = valueOf(member, item, scope);
  if (whole === undefined || part === undefined) return false;
  if ('L' in whole) return whole.L.some((element) => sameValue(element, part));
  if ('S' in part)
    return 'S' in whole ? whole.S.includes(part.S) : 'SS' in whole && whole.SS.includes(part.S);
  if ('N' in part) return 'NS' in whole && whole.NS.some((number) => sameValue({ N: number }, part));
  if (!('B' in part)) return false;
  if ('BS' in whole) return whole.BS.includes(part.B);
  return 'B' in whole && base64ToLatin1(whole.B).includes(base64ToLatin1(part.B));
}
