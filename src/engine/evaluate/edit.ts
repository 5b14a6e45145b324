/** Setting and removing at a path, copying only what lies on it. */
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { attributeAt, setAttribute } from '../values/attributes.ts';
import type { AttributeRecord } from '../values/attributes.ts';
import type { PathStep, ResolvedPath } from './paths.ts';

/**
 * Sets `value` at `path` of `attributes`, which is changed; what it holds is not. A list index past the end appends.
 * Throws ValidationException when the path leads through something that is not there or is not a document.
 */
export function setAt(attributes: AttributeRecord, path: ResolvedPath, value: AttributeValue): void {
  const [name, ...rest] = path;
  setAttribute(attributes, name, withValue(attributeAt(attributes, name), rest, value));
}

/** Removes what is at `path`, as `setAt` sets; nothing happens when only the last step leads nowhere. */
export function removeAt(attributes: AttributeRecord, path: ResolvedPath): void {
  const [name, ...rest] = path;
  const before = attributeAt(attributes, name);
  if (rest.length === 0) delete attributes[name];
  else setAttribute(attributes, name, without(before, rest));
}

function withValue(
  before: AttributeValue | undefined,
  steps: readonly PathStep[],
  value: AttributeValue,
): AttributeValue {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === 'string' && before !== undefined && 'M' in before) {
    const members = { ...before.M };
    setAttribute(members, step, withValue(attributeAt(before.M, step), rest, value));
    return { M: members };
  }
  if (typeof step === 'number' && before !== undefined && 'L' in before) {
    const elements = [...before.L];
    if (step >= elements.length) elements.push(withValue(undefined, rest, value));
    else elements[step] = withValue(elements[step], rest, value);
    return { L: elements };
  }
  return leadsNowhere();
}

function without(before: AttributeValue | undefined, steps: readonly PathStep[]): AttributeValue {
  const [step, ...rest] = steps;
  if (typeof step === 'string' && before !== undefined && 'M' in before) {
    return { M: withoutMember(before.M, step, rest) };
  }
  if (typeof step === 'number' && before !== undefined && 'L' in before) {
    const elements = [...before.L];
    if (rest.length === 0) elements.splice(step, 1);
    else elements[step] = without(elements[step], rest);
    return { L: elements };
  }
  return leadsNowhere();
}

function withoutMember(before: AttributeMap, name: string, rest: readonly PathStep[]): AttributeMap {
  const members: AttributeRecord = { ...before };
  if (rest.length === 0) delete members[name];
  else setAttribute(members, name, without(attributeAt(before, name), rest));
  return members;
}

function leadsNowhere(): never {
  throw new DynamoError(
    'ValidationException',
    'The document path provided in the update expression is invalid for update',
  );
}
