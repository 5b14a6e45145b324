/** Key conditions as ranges of encoded keys. */
import type { KeyRange } from '../../base/sorted-map.ts';
import type { KeyTerm } from '../../language/expressions/tree.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import type { KeyAttribute, KeySchema } from '../../model/table.ts';
import { ABOVE_ALL, collectionPrefix, encodeKeyValue, PART_END } from '../values/key-encoding.ts';
import type { Scope } from './condition.ts';
import { nameOf } from './paths.ts';

/** One tested key attribute with its values. */
export interface KeyTest {
  readonly name: string;
  /** `not-indexable` stands for the legacy operators that are good for filters only. */
  readonly operator: KeyTerm['operator'] | 'not-indexable';
  readonly values: readonly AttributeValue[];
}

export interface QueryRange extends KeyRange {
  readonly from: string;
  readonly to: string;
  /** What every key of the item collection begins with. */
  readonly collection: string;
  /** The partition key's attributes. */
  readonly pk: AttributeMap;
}

/** The tests of a key condition, names and values resolved. */
export function keyTests(terms: readonly KeyTerm[], scope: Scope): readonly KeyTest[] {
  return terms.map(({ path, operator, values }) => ({
    name: nameOf(path.segments[0], scope.names),
    operator,
    values: values.flatMap(({ text }) => scope.values[text] ?? []),
  }));
}

/**
 * The range of keys that pass the tests: equality on every partition key attribute, then sort key attributes from the
 * left, the last one by any operator. Throws ValidationException for anything else.
 */
export function queryRange(key: KeySchema, tests: readonly KeyTest[]): QueryRange {
  if (tests.length > 1 && key.sk.length === 0 && key.pk.length === 1) throw unsupported();
  const attributeCount = key.pk.length + key.sk.length;
  if (tests.length > attributeCount) throw tooMany(tests.length, attributeCount);
  const left = new Map(tests.map((test) => [test.name, test]));
  let encodedPk = '';
  const pk: Record<string, AttributeValue> = {};
  for (const attribute of key.pk) {
    const test = left.get(attribute.name);
    if (test === undefined) throw missed(attribute);
    left.delete(attribute.name);
    const [part] = partsOf(test, attribute);
    const [value] = test.values;
    if (test.operator !== '=' || part === undefined || value === undefined) throw unsupported();
    encodedPk += part + PART_END;
    pk[attribute.name] = value;
  }
  let prefix = collectionPrefix(encodedPk);
  const collection = prefix;
  for (const attribute of key.sk) {
    const test = left.get(attribute.name);
    if (left.size === 0) break;
    if (test === undefined) throw key.sk.length === 1 ? missed(attribute) : unsupported();
    left.delete(attribute.name);
    const [part, upperPart] = partsOf(test, attribute);
    if (part === undefined || (test.operator !== '=' && left.size > 0)) throw unsupported();
    if (test.operator !== '=')
      return { ...boundsOf(test.operator, prefix, [part, upperPart ?? part]), collection, pk };
    prefix += part + PART_END;
  }
  if (left.size > 0) throw unsupported();
  return { from: prefix, to: prefix + ABOVE_ALL, collection, pk };
}

function boundsOf(
  operator: Exclude<KeyTest['operator'], '='>,
  prefix: string,
  [firstPart, secondPart]: readonly [string, string],
): { from: string; to: string; toExclusive?: true } {
  const first = prefix + firstPart;
  const end = prefix + ABOVE_ALL;
  const afterFirst = first + PART_END + ABOVE_ALL;
  switch (operator) {
    case '<':
      return { from: prefix, to: first + PART_END, toExclusive: true };
    case '<=':
      return { from: prefix, to: afterFirst };
    case '>':
      return { from: afterFirst, to: end };
    case '>=':
      return { from: first + PART_END, to: end };
    case 'BETWEEN':
      return { from: first + PART_END, to: prefix + secondPart + PART_END + ABOVE_ALL };
    case 'begins_with':
      return { from: first, to: first + ABOVE_ALL };
    case 'not-indexable':
      throw notIndexable();
  }
}

/** The test's values encoded. Throws for an operator that no key can be searched by, then for values of a wrong type. */
function partsOf({ operator, values }: KeyTest, attribute: KeyAttribute): readonly string[] {
  if (operator === 'not-indexable') throw notIndexable();
  return values.map((value) => partOf(value, attribute));
}

function partOf(value: AttributeValue, { name, type }: KeyAttribute): string {
  const part = encodeKeyValue(value, type);
  if (part === undefined) {
    throw new DynamoError(
      'ValidationException',
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  }
  if (part === '') {
    throw new DynamoError(
      'ValidationException',
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ' +
        `${type === 'S' ? 'string' : 'binary'} value. Key: ${name}`,
    );
  }
  return part;
}

function missed({ name }: KeyAttribute): DynamoError {
  return new DynamoError('ValidationException', `Query condition missed key schema element: ${name}`);
}

function tooMany(count: number, attributeCount: number): DynamoError {
  return new DynamoError(
    'ValidationException',
    `The number of query conditions (${count}) exceeds the number of key attributes defined in the schema (${attributeCount})`,
  );
}

function unsupported(): DynamoError {
  return new DynamoError('ValidationException', 'Query key condition not supported');
}

function notIndexable(): DynamoError {
  return new DynamoError(
    'ValidationException',
    'Attempted conditional constraint is not an indexable operation',
  );
}
