/** Update expressions applied to an item. */
import { base64ToLatin1 } from '../../base/bytes.ts';
import type { PathValueAction, SetValue, Update } from '../../language/expressions/tree.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_NESTING_LEVELS } from '../../model/limits.ts';
import type { AttributeRecord } from '../values/attributes.ts';
import { attributeAt } from '../values/attributes.ts';
import { addNumbers, compareNumbers, subtractNumbers } from '../values/number.ts';
import type { Scope } from './condition.ts';
import { removeAt, setAt } from './edit.ts';
import { resolvePath, valueAtPath } from './paths.ts';
import type { PathStep, ResolvedPath } from './paths.ts';

export interface Updated {
  readonly attributes: AttributeMap;
  /** The paths that the expression names as targets, in its order; ReturnValues UPDATED_* shows them. */
  readonly paths: readonly ResolvedPath[];
}

interface Assignment {
  readonly path: ResolvedPath;
  /** Undefined removes what is there. */
  readonly value: AttributeValue | undefined;
}

/**
 * Applies all actions to the item as it was before: no action sees another's effect. The item may be empty but for
 * its key. Throws ValidationException for operands that are not there or of the wrong type and for paths that lead
 * nowhere.
 */
export function applyUpdate(update: Update, item: AttributeMap, scope: Scope): Updated {
  const assignments: Assignment[] = [];
  for (const { path, value } of update.set) {
    assignments.push({ path: resolvePath(path, scope.names), value: valueToSet(value, item, scope) });
  }
  for (const path of update.remove) {
    assignments.push({ path: resolvePath(path, scope.names), value: undefined });
  }
  for (const action of update.add) assignments.push(addition(action, item, scope));
  for (const action of update.delete) assignments.push(deletion(action, item, scope));
  const edited: AttributeRecord = { ...item };
  // Elements set past a list's end are appended in the order of their indexes.
  for (const { path, value } of inPathOrder(assignments)) {
    if (value === undefined) continue;
    refuseDepth(value, path.length);
    setAt(edited, path, value);
  }
  // From the end of lists to their beginning, so that no removal moves what another one names.
  for (const { path, value } of inPathOrder(assignments).reverse())
    if (value === undefined) removeAt(edited, path);
  return { attributes: edited, paths: assignments.map(({ path }) => path) };
}

/** A value may be of a depth that is allowed by itself and still be too deep where it is put (captured). */
function refuseDepth(value: AttributeValue, level: number): void {
  if (level > MAX_NESTING_LEVELS) {
    throw new DynamoError('ValidationException', 'Nesting Levels have exceeded supported limits');
  }
  if ('M' in value) for (const name in value.M) refuseDepth(value.M[name] ?? { NULL: true }, level + 1);
  else if ('L' in value) for (const element of value.L) refuseDepth(element, level + 1);
}

/** Where a list's element is named, in the order of paths; else as given. */
function inPathOrder(assignments: readonly Assignment[]): Assignment[] {
  const order = [...assignments];
  const isInList = assignments.some(({ path }) => path.some((step) => typeof step === 'number'));
  return isInList ? order.sort((a, b) => comparePaths(a.path, b.path)) : order;
}

/** Indexes by number and before names. */
function comparePaths(left: ResolvedPath, right: ResolvedPath): number {
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const a: PathStep = left[at] ?? '';
    const b: PathStep = right[at] ?? '';
    if (a === b) continue;
    if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
    return typeof b === 'number' || a > b ? 1 : -1;
  }
  return left.length - right.length;
}

function valueToSet(value: SetValue, item: AttributeMap, scope: Scope): AttributeValue {
  switch (value.kind) {
    case 'value':
      return scope.values[value.text] ?? missingAttribute();
    case 'path':
      return valueAtPath(item, value, scope.names) ?? missingAttribute();
    case 'if_not_exists':
      return valueAtPath(item, value.path, scope.names) ?? valueToSet(value.otherwise, item, scope);
    case 'list_append': {
      const left = valueToSet(value.left, item, scope);
      const right = valueToSet(value.right, item, scope);
      if (!('L' in left) || !('L' in right)) return wrongType();
      return { L: [...left.L, ...right.L] };
    }
    case 'plus':
    case 'minus': {
      const left = valueToSet(value.left, item, scope);
      const right = valueToSet(value.right, item, scope);
      if (!('N' in left) || !('N' in right)) return wrongType();
      return { N: (value.kind === 'plus' ? addNumbers : subtractNumbers)(left.N, right.N) };
    }
  }
}

/** ADD: to a number, into a set; onto nothing it sets. */
function addition(action: PathValueAction, item: AttributeMap, scope: Scope): Assignment {
  const path = resolvePath(action.path, scope.names);
  const before = valueAtPath(item, action.path, scope.names);
  const added = attributeAt(scope.values, action.value.text) ?? missingAttribute();
  if (before === undefined) return { path, value: added };
  if ('N' in before && 'N' in added) return { path, value: { N: addNumbers(before.N, added.N) } };
  if ('SS' in before && 'SS' in added)
    return { path, value: { SS: [...new Set([...before.SS, ...added.SS])] } };
  if ('BS' in before && 'BS' in added) return { path, value: { BS: unionOfBinaries(before.BS, added.BS) } };
  if ('NS' in before && 'NS' in added) {
    const others = added.NS.filter((number) => !hasNumber(before.NS, number));
    return { path, value: { NS: [...before.NS, ...others] } };
  }
  return wrongType();
}

/** DELETE: members out of a set; an empty set is no set, so the attribute goes. */
function deletion(action: PathValueAction, item: AttributeMap, scope: Scope): Assignment {
  const path = resolvePath(action.path, scope.names);
  const before = valueAtPath(item, action.path, scope.names);
  const removed = attributeAt(scope.values, action.value.text) ?? missingAttribute();
  if (before === undefined) return { path, value: undefined };
  const kept = membersLeft(before, removed);
  return { path, value: kept };
}

function membersLeft(before: AttributeValue, removed: AttributeValue): AttributeValue | undefined {
  if ('SS' in before && 'SS' in removed) {
    const SS = before.SS.filter((member) => !removed.SS.includes(member));
    return SS.length > 0 ? { SS } : undefined;
  }
  if ('NS' in before && 'NS' in removed) {
    const NS = before.NS.filter((member) => !hasNumber(removed.NS, member));
    return NS.length > 0 ? { NS } : undefined;
  }
  if ('BS' in before && 'BS' in removed) {
    const BS = before.BS.filter((member) => !removed.BS.includes(member));
    return BS.length > 0 ? { BS } : undefined;
  }
  return wrongType();
}

function hasNumber(members: readonly string[], number: string): boolean {
  return members.some((member) => compareNumbers(member, number) === 0);
}

function unionOfBinaries(before: readonly string[], added: readonly string[]): readonly string[] {
  const known = new Set(before.map(base64ToLatin1));
  return [...before, ...added.filter((member) => !known.has(base64ToLatin1(member)))];
}

function missingAttribute(): never {
  throw new DynamoError(
    'ValidationException',
    'The provided expression refers to an attribute that does not exist in the item',
  );
}

function wrongType(): never {
  throw new DynamoError(
    'ValidationException',
    'An operand in the update expression has an incorrect data type',
  );
}
