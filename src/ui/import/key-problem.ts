/** What DynamoDB would say against an item's keys, of the table and of its indexes, in its own words where it has them. */
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES } from '../../model/limits.ts';
import type { KeyAttribute } from '../../model/table.ts';
import { typeOf } from '../console/items.ts';
import { itemSizeBytes } from '../explorer/item-size.ts';
import type { KeyedTable } from './columns.ts';
import { isNumberText } from './number-text.ts';

const INVALID = 'One or more parameter values were invalid: ';
const NOT_VALID = 'One or more parameter values are not valid. ';

export function keyProblem(item: AttributeMap, table: KeyedTable): string | undefined {
  return tableKeyProblem(item, table) ?? indexKeyProblem(item, table);
}

function tableKeyProblem(item: AttributeMap, { key }: KeyedTable): string | undefined {
  for (const attribute of [...key.pk, ...key.sk]) {
    const { name, type } = attribute;
    const value = item[name];
    if (value === undefined) return `${INVALID}Missing the key ${name} in the item`;
    const actual = typeOf(value);
    if (actual !== type) return `${INVALID}Type mismatch for key ${name} expected: ${type} actual: ${actual}`;
    if (isEmpty(value)) {
      return `${NOT_VALID}The AttributeValue for a key attribute cannot contain an empty ${kindOf(type)} value. Key: ${name}`;
    }
    const problem = numberProblem(value, name);
    if (problem !== undefined) return problem;
  }
  if (key.pk.some((attribute) => keyBytes(item, attribute) > MAX_PARTITION_KEY_BYTES)) {
    return `${INVALID}Size of hashkey has exceeded the maximum size limit of2048 bytes`;
  }
  if (key.sk.some((attribute) => keyBytes(item, attribute) > MAX_SORT_KEY_BYTES)) {
    return `${INVALID}Aggregated size of all range keys has exceeded the size limit of 1024 bytes`;
  }
  return undefined;
}

/** Index keys may be missing; where they are there, they must fit. */
function indexKeyProblem(item: AttributeMap, { indexes }: KeyedTable): string | undefined {
  for (const { name: indexName, key } of indexes) {
    for (const { name, type } of [...key.pk, ...key.sk]) {
      const value = item[name];
      if (value === undefined) continue;
      const actual = typeOf(value);
      if (actual !== type) {
        return `${INVALID}Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${indexName}`;
      }
      if (isEmpty(value)) {
        return (
          `${NOT_VALID}A value specified for a secondary index key is not supported. The AttributeValue for a key ` +
          `attribute cannot contain an empty ${kindOf(type)} value. IndexName: ${indexName}, IndexKey: ${name}`
        );
      }
    }
  }
  return undefined;
}

function numberProblem(value: AttributeValue, name: string): string | undefined {
  return 'N' in value && !isNumberText(value.N.trim())
    ? `${name}: “${value.N.slice(0, 60)}” is not a number of at most 38 digits.`
    : undefined;
}

function isEmpty(value: AttributeValue): boolean {
  return ('S' in value && value.S === '') || ('B' in value && value.B === '');
}

function kindOf(type: KeyAttribute['type']): string {
  return type === 'B' ? 'binary' : 'string';
}

function keyBytes(item: AttributeMap, { name }: KeyAttribute): number {
  const value = item[name];
  // The size of an item counts its names, and this one has none.
  return value === undefined || 'N' in value ? 0 : itemSizeBytes({ '': value });
}
