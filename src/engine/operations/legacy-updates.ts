/** AttributeUpdates, as the tree that an update expression gives. */
import type {
  IfNotExists,
  Path,
  PathValueAction,
  SetAction,
  Update,
} from '../../language/expressions/tree.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import { attributeAt } from '../values/attributes.ts';
import { typeOf } from '../values/compare.ts';
import { NOWHERE, pathOf } from './legacy-conditions.ts';
import type { ValueTable } from './legacy-conditions.ts';

type AttributeUpdates = NonNullable<InputOf<'UpdateItem'>['AttributeUpdates']>;

/** Puts the values into `values`; the updates have been checked. */
export function updateOfAttributes(updates: AttributeUpdates, values: ValueTable): Update {
  const set: SetAction[] = [];
  const add: PathValueAction[] = [];
  const removed: PathValueAction[] = [];
  const remove: Path[] = [];
  for (const [name, { Action: action, Value: value }] of Object.entries(updates)) {
    const path = pathOf(name);
    if (value === undefined) remove.push(path);
    else if (action === 'DELETE') removed.push({ path, value: values.add(value), ...NOWHERE });
    else if (action !== 'ADD') set.push({ path, value: values.add(value), ...NOWHERE });
    else if ('L' in value) set.push(appending(name, value, values));
    else add.push({ path, value: values.add(value), ...NOWHERE });
  }
  return { kind: 'update', set, remove, add, delete: removed, ...NOWHERE };
}

/** ADD appends to a list, which the ADD of expressions does not. */
function appending(name: string, list: AttributeValue, values: ValueTable): SetAction {
  const path = pathOf(name);
  const left: IfNotExists = { kind: 'if_not_exists', path, otherwise: values.add({ L: [] }), ...NOWHERE };
  return { path, value: { kind: 'list_append', left, right: values.add(list), ...NOWHERE }, ...NOWHERE };
}

/** Throws ValidationException where ADD or DELETE meets an attribute of another type than its value's. */
export function refuseTypeMismatch(updates: AttributeUpdates, before: AttributeMap): void {
  for (const [name, { Action: action, Value: value }] of Object.entries(updates)) {
    if (value === undefined || (action !== 'ADD' && action !== 'DELETE')) continue;
    const old = attributeAt(before, name);
    if (old === undefined || typeOf(old) === typeOf(value)) continue;
    throw new DynamoError('ValidationException', 'Type mismatch for attribute to update');
  }
}
