/** ItemCollectionMetrics: the size of everything under one partition key, for tables with local secondary indexes. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_ITEM_COLLECTION_BYTES } from '../../model/limits.ts';
import type { ItemWrite } from '../storage/item-write.ts';
import type { Table } from '../storage/table.ts';
import { ABOVE_ALL, collectionPrefix, encodeKeyParts } from '../values/key-encoding.ts';
import { keyAttributes } from './item-keys.ts';
import { jsonBody } from './json-body.ts';

const BYTES_A_GB = 1024 ** 3;

/** JSON text; undefined unless asked for and the table has an LSI. The range is the GB that the size lies in. */
export function itemCollectionJson(
  table: Table,
  key: AttributeMap,
  mode: 'SIZE' | 'NONE' | undefined,
): string | undefined {
  if (mode !== 'SIZE') return undefined;
  const sizeBytes = collectionSizeBytes(table, key);
  if (sizeBytes === undefined) return undefined;
  const low = Math.floor(sizeBytes / BYTES_A_GB);
  const names = table.doc.key.pk.map(({ name }) => name);
  return jsonBody([
    ['ItemCollectionKey', JSON.stringify(keyAttributes(names, key))],
    ['SizeEstimateRangeGB', `[${low},${low + 1}]`],
  ]);
}

/** Whether a write makes a collection larger than a table with local indexes may have. */
export function outgrowsCollection(
  { table, oldItem, newItem, indexWrites }: ItemWrite,
  key: AttributeMap,
  limitBytes = MAX_ITEM_COLLECTION_BYTES,
): boolean {
  if (table.indexes.size === 0) return false;
  let growthBytes = (newItem?.sizeBytes ?? 0) - (oldItem?.sizeBytes ?? 0);
  for (const { index, oldSizeBytes, newSizeBytes } of indexWrites) {
    if (index.doc.kind === 'LSI') growthBytes += newSizeBytes - oldSizeBytes;
  }
  if (growthBytes <= 0 || allCollectionsBytes(table) + growthBytes <= limitBytes) return false;
  const sizeBytes = collectionSizeBytes(table, key);
  return sizeBytes !== undefined && sizeBytes + growthBytes > limitBytes;
}

/** Throws ItemCollectionSizeLimitExceededException. */
export function refuseOutgrowth(write: ItemWrite, key: AttributeMap): void {
  if (!outgrowsCollection(write, key)) return;
  throw new DynamoError('ItemCollectionSizeLimitExceededException', 'Collection size exceeded.');
}

/** No collection is larger; known without looking for one. */
function allCollectionsBytes({ sizeBytes, indexes }: Table): number {
  let bytes = sizeBytes;
  for (const index of indexes.values()) if (index.doc.kind === 'LSI') bytes += index.sizeBytes;
  return bytes;
}

/** Of the items and their entries in local indexes; undefined for a table without such indexes. */
function collectionSizeBytes(table: Table, key: AttributeMap): number | undefined {
  const localIndexes = [...table.indexes.values()].filter(({ doc }) => doc.kind === 'LSI');
  const encodedPk = encodeKeyParts(table.doc.key.pk, key);
  if (localIndexes.length === 0 || encodedPk === undefined) return undefined;
  const from = collectionPrefix(encodedPk);
  const range = { from, to: from + ABOVE_ALL };
  let sizeBytes = table.items.measure(range).sizeBytes;
  for (const { entries } of localIndexes) sizeBytes += entries.measure(range).sizeBytes;
  return sizeBytes;
}
