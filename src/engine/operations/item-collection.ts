/** ItemCollectionMetrics: the size of everything under one partition key, for tables with local secondary indexes. */
import type { AttributeMap } from '../../model/attribute-value.ts';
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
  const localIndexes = [...table.indexes.values()].filter(({ doc }) => doc.kind === 'LSI');
  const encodedPk = encodeKeyParts(table.doc.key.pk, key);
  if (localIndexes.length === 0 || encodedPk === undefined) return undefined;
  const from = collectionPrefix(encodedPk);
  const range = { from, to: from + ABOVE_ALL };
  let sizeBytes = table.items.measure(range).sizeBytes;
  for (const { entries } of localIndexes) sizeBytes += entries.measure(range).sizeBytes;
  const low = Math.floor(sizeBytes / BYTES_A_GB);
  const names = table.doc.key.pk.map(({ name }) => name);
  return jsonBody([
    ['ItemCollectionKey', JSON.stringify(keyAttributes(names, key))],
    ['SizeEstimateRangeGB', `[${low},${low + 1}]`],
  ]);
}
