/** PartiQL's literals and parameters as attribute values. */
import type { Literal, MapLiteral, SetLiteral } from '../../language/partiql/tree.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_NESTING_LEVELS } from '../../model/limits.ts';
import { attributeValueRefusal } from '../validation/attribute-value-refusal.ts';
import { type AttributeRecord, setAttribute } from '../values/attributes.ts';
import { canonicalValue } from '../values/canonical.ts';
import { compareNumbers, numberProblem } from '../values/number.ts';

export type Parameters = readonly AttributeValue[];

/** What stands in a statement's conditions and updates as `:0`, `:1` …; canonical values. */
export function valuesOf(literals: readonly Literal[], parameters: Parameters): AttributeMap {
  const values: AttributeRecord = {};
  for (const [at, literal] of literals.entries()) values[`:${at}`] = topLevelValue(literal, parameters);
  return values;
}

/** An INSERT's item; canonical values. */
export function itemOf(literal: MapLiteral, parameters: Parameters): AttributeMap {
  const item: AttributeRecord = {};
  for (const { name, value } of literal.entries) {
    setAttribute(item, name.text, topLevelValue(value, parameters));
  }
  return item;
}

function topLevelValue(literal: Literal, parameters: Parameters): AttributeValue {
  const value = valueOf(literal, parameters, ROOT);
  const refusal = attributeValueRefusal(value, true);
  if (refusal !== undefined) throw invalid(refusal);
  return canonicalValue(value);
}

/** Where a literal stands in its value: the path that refusals name, and its length. */
interface Place {
  readonly path: string;
  readonly depth: number;
}

const ROOT: Place = { path: 'root', depth: 0 };

function valueOf(literal: Literal, parameters: Parameters, place: Place): AttributeValue {
  const inside = (step: string): Place => ({ path: `${place.path}${step}`, depth: place.depth + 1 });
  if (place.depth >= MAX_NESTING_LEVELS) {
    throw invalid(`Nesting Levels have exceeded supported limits under ${place.path}`);
  }
  switch (literal.kind) {
    case 'string':
      return { S: literal.text };
    case 'number': {
      const problem = numberProblem(literal.text);
      if (problem !== undefined) throw invalid(`${problem} under ${place.path}`);
      return { N: literal.text };
    }
    case 'boolean':
      return { BOOL: literal.value };
    case 'null':
      return { NULL: true };
    case 'parameter':
      return parameterAt(parameters, literal.index);
    case 'list':
      return { L: literal.items.map((item, at) => valueOf(item, parameters, inside(`[${at}]`))) };
    case 'set':
      return setOf(literal, parameters, place);
    case 'map': {
      const members: AttributeRecord = {};
      for (const { name, value } of literal.entries) {
        setAttribute(members, name.text, valueOf(value, parameters, inside(`.${name.text}`)));
      }
      return { M: members };
    }
  }
}

function setOf(literal: SetLiteral, parameters: Parameters, place: Place): AttributeValue {
  const members = literal.items.map((item) => valueOf(item, parameters, place));
  const strings = members.flatMap((member) => ('S' in member ? [member.S] : []));
  if (strings.length === members.length) return { SS: strings };
  const numbers = members.flatMap((member) => ('N' in member ? [member.N] : []));
  if (numbers.length < members.length) {
    throw invalid('Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags');
  }
  if (hasRepeat(numbers)) {
    throw invalid(
      `One or more parameter values were invalid: Input collection [${numbers.join(', ')}] contains duplicates! ` +
        `under ${place.path}`,
    );
  }
  return { NS: numbers };
}

function hasRepeat(numbers: readonly string[]): boolean {
  const sorted = numbers.toSorted(compareNumbers);
  return sorted.some((number, at) => at > 0 && compareNumbers(sorted[at - 1] ?? '', number) === 0);
}

function parameterAt(parameters: Parameters, index: number): AttributeValue {
  const value = parameters[index];
  if (value !== undefined) return value;
  throw invalid("Number of parameters in request and statement don't match.");
}

function invalid(message: string): DynamoError {
  return new DynamoError('ValidationException', message);
}
