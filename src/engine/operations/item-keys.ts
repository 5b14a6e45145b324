/** Keys of items and of requests against a table's schema, with DynamoDB's words for each way to be wrong. */
import { base64Length, utf8Length } from '../../base/bytes.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES } from '../../model/limits.ts';
import type { KeyAttribute, KeySchema } from '../../model/table.ts';
import type { Table } from '../storage/table.ts';
import { attributeAt } from '../values/attributes.ts';
import { sameValue, typeOf } from '../values/compare.ts';
import { encodeKey } from '../values/key-encoding.ts';
import { checkVectorAttributes } from '../vectors/write-refusal.ts';

/** PutItem names the missing attribute, or that of a wrong type; in a batch the key just does not match. */
type Wording = 'item' | 'batch';

/** The encoded key of an item to be stored. Throws ValidationException for its own or an index's key attributes. */
export function keyOfItem(table: Table, item: AttributeMap, wording: Wording = 'item'): string {
  const { key } = table.doc;
  const encoded = encodeKey(key, item);
  if (encoded === undefined) throw itemKeyError(key, item, wording);
  checkKeySize(key, item);
  checkIndexKeys(table, item);
  checkVectorAttributes(table.doc, item, undefined);
  return encoded;
}

/** The encoded key of a request's Key, which must hold the key attributes and nothing else. */
export function keyOfRequest(table: Table, given: AttributeMap): string {
  const { key } = table.doc;
  const wanted = key.pk.length + key.sk.length;
  let count = 0;
  for (const name in given) if (Object.hasOwn(given, name)) count++;
  const encoded = count === wanted ? encodeKey(key, given) : undefined;
  if (encoded === undefined) throw requestKeyError(key, given, count === wanted);
  checkKeySize(key, given);
  return encoded;
}

/** Key attributes only, in the order of the schema. */
export function keyAttributes(names: readonly string[], item: AttributeMap): AttributeMap {
  const key: Record<string, AttributeValue> = {};
  for (const name of names) {
    const value = attributeAt(item, name);
    if (value !== undefined) key[name] = value;
  }
  return key;
}

/** DynamoDB JSON text of the partition key, for reasons and hot keys. */
export function partitionKeyText(key: KeySchema, item: AttributeMap): string {
  return JSON.stringify(
    keyAttributes(
      key.pk.map(({ name }) => name),
      item,
    ),
  );
}

export function schemaMismatch(prefix = ''): DynamoError {
  return new DynamoError(
    'ValidationException',
    `${prefix}The provided key element does not match the schema`,
  );
}

function itemKeyError(key: KeySchema, item: AttributeMap, wording: Wording): DynamoError {
  for (const attribute of [...key.pk, ...key.sk]) {
    const value = attributeAt(item, attribute.name);
    if (value === undefined) {
      if (wording === 'batch') return schemaMismatch();
      return new DynamoError(
        'ValidationException',
        `One or more parameter values were invalid: Missing the key ${attribute.name} in the item`,
      );
    }
    const actual = typeOf(value);
    if (actual !== attribute.type) {
      if (wording === 'batch') return schemaMismatch();
      return new DynamoError(
        'ValidationException',
        `One or more parameter values were invalid: Type mismatch for key ${attribute.name} ` +
          `expected: ${attribute.type} actual: ${actual}`,
      );
    }
    if (isEmpty(value)) return emptyKey(attribute, 'One or more parameter values are not valid. ');
  }
  return schemaMismatch();
}

function requestKeyError(key: KeySchema, given: AttributeMap, hasAll: boolean): DynamoError {
  if (!hasAll) return schemaMismatch();
  for (const attribute of [...key.pk, ...key.sk]) {
    const value = attributeAt(given, attribute.name);
    if (value === undefined || typeOf(value) !== attribute.type) return schemaMismatch();
    if (isEmpty(value)) return emptyKey(attribute, 'One or more parameter values are not valid. ');
  }
  return schemaMismatch();
}

function isEmpty(value: AttributeValue): boolean {
  return ('S' in value && value.S === '') || ('B' in value && value.B === '');
}

function emptyKey({ name, type }: KeyAttribute, prefix: string): DynamoError {
  return new DynamoError(
    'ValidationException',
    `${prefix}The AttributeValue for a key attribute cannot contain an empty ${type === 'S' ? 'string' : 'binary'} ` +
      `value. Key: ${name}`,
  );
}

function checkKeySize(key: KeySchema, item: AttributeMap): void {
  for (const attribute of key.pk) {
    if (keyBytesAbove(attribute, item, MAX_PARTITION_KEY_BYTES)) {
      throw new DynamoError(
        'ValidationException',
        'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
      );
    }
  }
  for (const attribute of key.sk) {
    if (keyBytesAbove(attribute, item, MAX_SORT_KEY_BYTES)) {
      throw new DynamoError(
        'ValidationException',
        'One or more parameter values were invalid: ' +
          'Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
      );
    }
  }
}

const MAX_UTF8_BYTES_A_UNIT = 3;

/** Numbers always fit. */
function keyBytesAbove({ name }: KeyAttribute, item: AttributeMap, limit: number): boolean {
  const value = item[name];
  if (value === undefined) return false;
  if ('S' in value) return value.S.length * MAX_UTF8_BYTES_A_UNIT > limit && utf8Length(value.S) > limit;
  return 'B' in value && (base64Length(value.B) ?? 0) > limit;
}

/** Index key attributes that are there must be of their type and not empty; indexes in the order of their names. */
function checkIndexKeys(table: Table, item: AttributeMap): void {
  if (table.indexes.size === 0) return;
  const wrong = wrongIndexKey(table, item, undefined);
  if (wrong === undefined) return;
  const { attribute, indexName, value } = wrong;
  if (typeOf(value) !== attribute.type) throw indexTypeMismatch(wrong);
  throw new DynamoError(
    'ValidationException',
    'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
      `The AttributeValue for a key attribute cannot contain an empty ${'S' in value ? 'string' : 'binary'} value. ` +
      `IndexName: ${indexName}, IndexKey: ${attribute.name}`,
  );
}

/** Throws ValidationException where a value to be assigned is not of the type that an index's key wants. */
export function refuseIndexKeyTypes(table: Table, assigned: AttributeMap): void {
  const wrong = wrongIndexKey(table, assigned, undefined);
  if (wrong !== undefined && typeOf(wrong.value) !== wrong.attribute.type) throw indexTypeMismatch(wrong);
}

/** As for a whole item, but only for attributes that an update has changed, and in an update's words. */
export function checkUpdatedIndexKeys(table: Table, before: AttributeMap, after: AttributeMap): void {
  if (table.indexes.size > 0) checkUpdatedKeys(table, before, after);
  checkVectorAttributes(table.doc, after, before);
}

function checkUpdatedKeys(table: Table, before: AttributeMap, after: AttributeMap): void {
  const wrong = wrongIndexKey(table, after, before);
  if (wrong === undefined) return;
  if (typeOf(wrong.value) !== wrong.attribute.type) throw indexTypeMismatch(wrong);
  throw new DynamoError(
    'ValidationException',
    'One or more parameter values are not valid. The update expression attempted to update a secondary index key to ' +
      'a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ' +
      `${'S' in wrong.value ? 'string' : 'binary'} value.`,
  );
}

interface WrongIndexKey {
  readonly attribute: KeyAttribute;
  readonly indexName: string;
  readonly value: AttributeValue;
}

function wrongIndexKey(
  table: Table,
  item: AttributeMap,
  before: AttributeMap | undefined,
): WrongIndexKey | undefined {
  let wrong: WrongIndexKey | undefined;
  for (const { doc } of table.indexes.values()) {
    if (wrong !== undefined && wrong.indexName < doc.name) continue;
    for (const attribute of doc.kind === 'LSI' ? doc.key.sk : [...doc.key.pk, ...doc.key.sk]) {
      const value = attributeAt(item, attribute.name);
      if (value === undefined || (attribute.type in value && !isEmpty(value))) continue;
      const old = before && attributeAt(before, attribute.name);
      if (old !== undefined && sameValue(old, value)) continue;
      wrong = { attribute, indexName: doc.name, value };
      break;
    }
  }
  return wrong;
}

function indexTypeMismatch({ attribute, indexName, value }: WrongIndexKey): DynamoError {
  return new DynamoError(
    'ValidationException',
    `One or more parameter values were invalid: Type mismatch for Index Key ${attribute.name} ` +
      `Expected: ${attribute.type} Actual: ${typeOf(value)} IndexName: ${indexName}`,
  );
}
