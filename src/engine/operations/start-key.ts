/** ExclusiveStartKey and LastEvaluatedKey: where a page begins and where the next one will. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { KeyAttribute } from '../../model/table.ts';
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

/** What the service looks at between the parts of a starting key; it throws its own refusal. */
type Midway = () => void;

/**
 * The encoded key that a page begins after. Throws ValidationException for one that does not fit the schema, in
 * Query's words or Scan's; before a Query's sort key, or a Scan's table key, `midway` may throw first.
 */
export function startAfter(
  source: ReadSource,
  given: AttributeMap,
  operation: 'Query' | 'Scan',
  midway?: Midway,
): string {
  const { table, index, key } = source;
  if (Object.keys(given).length !== pageKeyNames(source).length) {
    throw operation === 'Scan' && index === undefined ? schemaMismatch(`${INVALID}: `) : invalid(INVALID);
  }
  const itemKey = encodeKey(table.doc.key, given);
  if (index === undefined && itemKey !== undefined) return itemKey;
  const pk = encodeKeyParts(key.pk, given);
  const sk = encodeKeyParts(key.sk, given);
  if (itemKey !== undefined && pk !== undefined && sk !== undefined) {
    return collectionPrefix(pk) + sk + itemKey;
  }
  if (operation === 'Query') {
    refuseParts(key.pk, given);
    midway?.();
    refuseParts(key.sk, given);
  } else {
    if (index !== undefined) refuseParts([...key.pk, ...key.sk], given);
    midway?.();
  }
  throw schemaMismatch(`${INVALID}: `);
}

/** In the order of the key: an attribute that is not there, or is of a wrong type. */
function refuseParts(parts: readonly KeyAttribute[], given: AttributeMap): void {
  for (const part of parts) {
    if (attributeAt(given, part.name) === undefined) throw invalid(INVALID);
    if (encodeKeyParts([part], given) === undefined) throw schemaMismatch();
  }
}

/** JSON text of the key of the last item that a page looked at. */
export function lastEvaluatedKey(source: ReadSource, item: StoredItem): string {
  return JSON.stringify(keyAttributes(pageKeyNames(source), attributesOf(item)));
}
