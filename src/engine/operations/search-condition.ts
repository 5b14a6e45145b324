/** SearchConditionExpression against an index's search schema: which partition to search, and what each entry must match. */
import type { Comparison, Condition } from '../../language/expressions/tree.ts';
import type { AttributeValue } from '../../model/attribute-value.ts';
import type { DynamoError } from '../../model/errors.ts';
import type { SearchSchemaElement, VectorIndexDoc } from '../../model/table.ts';
import type { Scope } from '../evaluate/condition.ts';
import { nameOf } from '../evaluate/paths.ts';
import { attributeAt } from '../values/attributes.ts';
import { sameValue, typeOf } from '../values/compare.ts';
import { encodeKeyValue } from '../values/key-encoding.ts';
import { hashElement, type VectorEntry } from '../vectors/vector-entry.ts';
import { invalid } from './read-source.ts';

/** One `attribute = :value` of the expression. */
export interface Equality {
  readonly attribute: string;
  readonly isNested: boolean;
  readonly value: AttributeValue;
}

/**
 * The expression as equalities. Throws ValidationException for anything else: AWS's guide of November 2026 names more
 * operators, but those were refused wherever they were tried.
 */
export function equalitiesOf(condition: Condition | undefined, scope: Scope): readonly Equality[] {
  if (condition === undefined) return [];
  if (condition.kind === 'and') {
    return condition.operands.flatMap((operand) => equalitiesOf(operand, scope));
  }
  if (condition.kind !== 'compare') throw refusal('Invalid operator used in SearchConditionExpression');
  if (condition.comparator !== '=') throw refusal('Invalid comparator used in SearchConditionExpression');
  return [equalityOf(condition, scope)];
}

function equalityOf({ left, right }: Comparison, scope: Scope): Equality {
  const [path, value] = left.kind === 'path' ? [left, right] : [right, left];
  const given = value.kind === 'value' ? scope.values[value.text] : undefined;
  if (path.kind !== 'path' || given === undefined) {
    throw refusal('Invalid operator used in SearchConditionExpression');
  }
  return {
    attribute: nameOf(path.segments[0], scope.names),
    isNested: path.segments.length > 1,
    value: given,
  };
}

export interface SearchScope {
  /** `''` where the schema has no HASH. */
  readonly partition: string;
  /** Undefined lets every entry pass. */
  readonly passes: ((entry: VectorEntry) => boolean) | undefined;
}

/** Throws ValidationException where the equalities do not fit the schema, in the order in which the service looks. [seen] */
export function searchScope(index: VectorIndexDoc, equalities: readonly Equality[]): SearchScope {
  const { searchSchema } = index;
  const foreign = equalities.find(({ attribute }) => !searchSchema.some(({ name }) => name === attribute));
  if (foreign !== undefined) {
    throw invalid(
      'SearchConditionExpression must not contain any attributes that is not in SearchSchema. ' +
        `Invalid attribute: ${foreign.attribute}`,
    );
  }
  if (equalities.some(({ isNested }) => isNested)) {
    throw refusal('SearchConditionExpression cannot have conditions on nested attributes');
  }
  if (new Set(equalities.map(({ attribute }) => attribute)).size < equalities.length) {
    throw refusal('SearchConditionExpression must only contain one condition per attribute');
  }
  const valueOf = (name: string) => equalities.find(({ attribute }) => attribute === name)?.value;
  const hash = hashElement(index);
  const hashValue = hash && valueOf(hash.name);
  if (hash !== undefined && hashValue === undefined) {
    throw invalid('SearchConditionExpression must be provided when SearchSchema has a HASH key');
  }
  for (const element of searchSchema) {
    const value = valueOf(element.name);
    if (value !== undefined) assertOfType(element, value);
  }
  return {
    partition: hash === undefined || hashValue === undefined ? '' : partitionOf(hash, hashValue),
    passes: filterOf(equalities.filter(({ attribute }) => attribute !== hash?.name)),
  };
}

function assertOfType({ name, type }: SearchSchemaElement, value: AttributeValue): void {
  if (type in value) return;
  throw invalid(
    `Type of '${name}' attribute in SearchConditionExpression (${typeOf(value)}) does not match type in search ` +
      `schema (${type})`,
  );
}

function partitionOf({ name, type }: SearchSchemaElement, value: AttributeValue): string {
  const encoded = encodeKeyValue(value, type) ?? '';
  if (encoded !== '') return encoded;
  throw invalid(
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ' +
      `${'S' in value ? 'string' : 'binary'} value. Key: ${name}`,
  );
}

/** An entry without the attribute matches nothing. */
function filterOf(filters: readonly Equality[]): SearchScope['passes'] {
  if (filters.length === 0) return undefined;
  return (entry) =>
    filters.every(({ attribute, value }) => {
      const own = attributeAt(entry.filters, attribute);
      return own !== undefined && sameValue(own, value);
    });
}

function refusal(problem: string): DynamoError {
  return invalid(`Invalid SearchConditionExpression: ${problem}`);
}
