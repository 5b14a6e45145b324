/** What a table's vector indexes refuse of an item that is written, in DynamoDB's words. */
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import type { SearchSchemaElement, TableDoc, VectorIndexDoc } from '../../model/table.ts';
import { attributeAt } from '../values/attributes.ts';
import { sameValue, typeOf } from '../values/compare.ts';
import { float32 } from './float32.ts';

/**
 * Throws ValidationException for a vector or an attribute of a search schema that is there and cannot be indexed. Of an
 * update give the item as it was, and only what has changed is looked at. What is absent only keeps the item out of
 * the index. Indexes are asked in the order of their names.
 */
export function checkVectorAttributes(
  { vectorIndexes }: TableDoc,
  item: AttributeMap,
  before: AttributeMap | undefined,
): void {
  if (vectorIndexes === undefined) return;
  const changed = (name: string): AttributeValue | undefined => {
    const value = attributeAt(item, name);
    const old = before && attributeAt(before, name);
    return value === undefined || (old !== undefined && sameValue(old, value)) ? undefined : value;
  };
  for (const index of [...vectorIndexes].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const vector = changed(index.attribute);
    if (vector !== undefined) checkVector(index, vector);
    for (const element of index.searchSchema) {
      const value = changed(element.name);
      if (value !== undefined) checkElement(index, element, { value, isUpdate: before !== undefined });
    }
  }
}

function checkVector({ name, attribute, dimensions }: VectorIndexDoc, value: AttributeValue): void {
  if (!('L' in value)) {
    throw invalid(
      `Invalid type for parameter ${attribute}, Expected: 32-bit floating point number list IndexName: ${name}`,
    );
  }
  if (value.L.length !== dimensions) {
    throw invalid(
      `Invalid size for parameter ${attribute}, Expected: ${dimensions}, Actual: ${value.L.length} IndexName: ${name}`,
    );
  }
  for (const [at, element] of value.L.entries()) {
    if (!('N' in element)) {
      throw invalid(
        `Invalid type for parameter ${attribute}[${at}], Expected: 32-bit floating point number, ` +
          `Actual: ${typeOf(element)}. IndexName: ${name}`,
      );
    }
    if (float32(element.N) !== undefined) continue;
    throw invalid(
      `Invalid value for parameter ${attribute}[${at}], Value: ${element.N} is outside valid range ` +
        `[-3.4028235E38, 3.4028235E38]. IndexName: ${name}`,
    );
  }
}

function checkElement(
  { name: indexName }: VectorIndexDoc,
  { name, type, element }: SearchSchemaElement,
  { value, isUpdate }: { readonly value: AttributeValue; readonly isUpdate: boolean },
): void {
  if (!(type in value)) {
    throw invalid(
      `Attribute '${name}' type mismatch. Expected: ${type}, Actual: ${typeOf(value)}. IndexName: ${indexName}`,
    );
  }
  const isEmpty = ('S' in value && value.S === '') || ('B' in value && value.B === '');
  if (element !== 'HASH' || !isEmpty) return;
  const empty = `cannot contain an empty ${'S' in value ? 'string' : 'binary'} value.`;
  throw new DynamoError(
    'ValidationException',
    isUpdate
      ? 'One or more parameter values are not valid. The update expression attempted to update a secondary index key ' +
          `to a value that is not supported. The AttributeValue for a key attribute ${empty}`
      : 'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
          `The AttributeValue for a key attribute ${empty} IndexName: ${indexName}, IndexKey: ${name}`,
  );
}

/** With a full stop where other refusals have a colon. [seen] */
function invalid(problem: string): DynamoError {
  return new DynamoError('ValidationException', `One or more parameter values were invalid. ${problem}`);
}
