/** PartiQL's literals and parameters as attribute values. */
import type { Literal, MapLiteral, SetLiteral } from '../../language/partiql/tree.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { attributeValueRefusal } from '../validation/attribute-value-refusal.ts';
import { type AttributeRecord, setAttribute } from '../values/attributes.ts';
import { canonicalValue } from '../values/canonical.ts';
import { numberProblem } from '../values/number.ts';

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
  const value = valueOf(literal, parameters, 'root');
  const refusal = attributeValueRefusal(value, true);
  if (refusal !== undefined) throw new DynamoError('ValidationException', refusal);
  return canonicalValue(value);
}

/** `under` is the path inside the value that a number's refusal names. */
function valueOf(literal: Literal, parameters: Parameters, under: string): AttributeValue {
  switch (literal.kind) {
    case 'string':
      return { S: literal.text };
    case 'number': {
      const problem = numberProblem(literal.text);
      if (problem !== undefined) throw new DynamoError('ValidationException', `${problem} under ${under}`);
      return { N: literal.text };
    }
    case 'boolean':
      return { BOOL: literal.value };
    case 'null':
      return { NULL: true };
    case 'parameter':
      return parameterAt(parameters, literal.index);
    case 'list':
      return { L: literal.items.map((item, at) => valueOf(item, parameters, `${under}[${at}]`)) };
    case 'set':
      return setOf(literal, parameters, under);
    case 'map': {
      const members: AttributeRecord = {};
      for (const { name, value } of literal.entries) {
        setAttribute(members, name.text, valueOf(value, parameters, `${under}.${name.text}`));
      }
      return { M: members };
    }
  }
}

function setOf(literal: SetLiteral, parameters: Parameters, under: string): AttributeValue {
  const members = literal.items.map((item) => valueOf(item, parameters, under));
  const strings = members.flatMap((member) => ('S' in member ? [member.S] : []));
  if (strings.length === members.length) return { SS: strings };
  const numbers = members.flatMap((member) => ('N' in member ? [member.N] : []));
  if (numbers.length === members.length) return { NS: numbers };
  const binaries = members.flatMap((member) => ('B' in member ? [member.B] : []));
  if (binaries.length === members.length) return { BS: binaries };
  throw new DynamoError(
    'ValidationException',
    'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags',
  );
}

function parameterAt(parameters: Parameters, index: number): AttributeValue {
  const value = parameters[index];
  if (value !== undefined) return value;
  throw new DynamoError('ValidationException', "Number of parameters in request and statement don't match.");
}
