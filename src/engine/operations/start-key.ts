/** ExclusiveStartKey and LastEvaluatedKey: where a page begins and where the next one will. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { DynamoError } from '../../model/errors.ts';
import { keyNames } from '../storage/secondary-index.ts';
import { attributesOf } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { attributeAt } from '../values/attributes.ts';
import { collectionPrefix, encodeKey, encodeKeyParts } from '../values/key-encoding.ts';
import { keyAttributes, schemaMismatch } from './item-keys.ts';
import { invalid } from './read-source.ts';
import type { ReadSource } from './read-source.ts';

const INVALID = 'The provided starting key is invalid';

/** The attributes of a page's key: the table's, then the index's own. */
function pageKeyNames({ table, key }: ReadSource): readonly string[] {
  return [...new Set([...keyNames(table.doc.key), ...keyNames(key)])];
}

/**
 * The encoded key that a page begins after. Throws ValidationException for one that does not fit the schema, in
 * Query's words or Scan's.
 */
export function startAfter(source: ReadSource, given: AttributeMap, operation: 'Query' | 'Scan'): string {
  const { table, index, key } = source;
  if (Object.keys(given).length !== pageKeyNames(source).length) {
    throw operation === 'Scan' && index === undefined ? schemaMismatch(`${INVALID}: `) : invalid(INVALID);
  }
  const itemKey = encodeKey(table.doc.key, given);
  if (index === undefined) {
    if (itemKey === undefined) throw wrongTableKey(source, given, operation);
    return itemKey;
  }
  const pk = encodeKeyParts(key.pk, given);
  const sk = encodeKeyParts(key.sk, given);
  if (pk === undefined || sk === undefined) {
    throw keyNames(key).some((name) => attributeAt(given, name) === undefined)
      ? invalid(INVALID)
      : schemaMismatch();
  }
  if (itemKey === undefined) throw schemaMismatch(`${INVALID}: `);
  return collectionPrefix(pk) + sk + itemKey;
}

function wrongTableKey({ key }: ReadSource, given: AttributeMap, operation: 'Query' | 'Scan'): DynamoError {
  const isMissing = keyNames(key).some((name) => attributeAt(given, name) === undefined);
  return operation === 'Query' && isMissing ? invalid(INVALID) : schemaMismatch(`${INVALID}: `);
}

/** JSON text of the key of the last item that a page looked at. */
export function lastEvaluatedKey(source: ReadSource, item: StoredItem): string {
  return JSON.stringify(keyAttributes(pageKeyNames(source), attributesOf(item)));
}
