/** Projections: the parts of an item that a list of paths names, in the item's own shape. */
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { attributeAt, setAttribute } from '../values/attributes.ts';
import type { AttributeRecord } from '../values/attributes.ts';
import type { PathStep, ResolvedPath } from './paths.ts';

/** Paths merged by their steps; `WHOLE` ends one. The paths do not overlap. */
type Selection = typeof WHOLE | Map<PathStep, Selection>;
const WHOLE = 'whole';

/** Returns the parts of an item that are there; empty when none is. */
export type Projector = (item: AttributeMap) => AttributeMap;

export function createProjector(paths: readonly ResolvedPath[]): Projector {
  const selection = new Map<PathStep, Selection>();
  for (const path of paths) select(selection, path);
  return (item) => {
    const shown: AttributeRecord = {};
    for (const [name, inner] of selection) {
      const value = attributeAt(item, name as string);
      const part = value && partOf(value, inner);
      if (part !== undefined) setAttribute(shown, name as string, part);
    }
    return shown;
  };
}

function select(selection: Map<PathStep, Selection>, path: readonly PathStep[]): void {
  const [step, ...rest] = path;
  if (step === undefined) return;
  if (rest.length === 0) {
    selection.set(step, WHOLE);
    return;
  }
  const known = selection.get(step);
  if (known === WHOLE) return;
  const inner = known ?? new Map<PathStep, Selection>();
  selection.set(step, inner);
  select(inner, rest);
}

function partOf(value: AttributeValue, selection: Selection): AttributeValue | undefined {
  if (selection === WHOLE) return value;
  if ('M' in value) return partOfMap(value.M, selection);
  if ('L' in value) return partOfList(value.L, selection);
  return undefined;
}

function partOfMap(members: AttributeMap, selection: Map<PathStep, Selection>): AttributeValue | undefined {
  const shown: AttributeRecord = {};
  let any = false;
  for (const [step, inner] of selection) {
    if (typeof step !== 'string') continue;
    const member = attributeAt(members, step);
    const part = member && partOf(member, inner);
    if (part === undefined) continue;
    setAttribute(shown, step, part);
    any = true;
  }
  return any ? { M: shown } : undefined;
}

/** Selected elements move together, in the list's order. */
function partOfList(
  elements: readonly AttributeValue[],
  selection: Map<PathStep, Selection>,
): AttributeValue | undefined {
  const shown: AttributeValue[] = [];
  const indexes = [...selection.keys()].filter((step) => typeof step === 'number').sort((a, b) => a - b);
  for (const index of indexes) {
    const element = elements[index];
    const inner = selection.get(index);
    const part = element && inner && partOf(element, inner);
    if (part !== undefined) shown.push(part);
  }
  return shown.length > 0 ? { L: shown } : undefined;
}
