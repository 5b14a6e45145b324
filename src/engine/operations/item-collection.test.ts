import { describe, expect, test } from 'vitest';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { MAX_ITEM_COLLECTION_BYTES } from '../../model/limits.ts';
import type { IndexDoc, KeySchema, TableDoc } from '../../model/table.ts';
import { createCatalog } from '../storage/catalog.ts';
import { prepareWrite } from '../storage/item-write.ts';
import { createStoredItem, restoreStoredItem } from '../storage/stored-item.ts';
import type { Table } from '../storage/table.ts';
import { encodeKey } from '../values/key-encoding.ts';
import { itemCollectionJson, refuseOutgrowth } from './item-collection.ts';

const KEY: KeySchema = { pk: [{ name: 'pk', type: 'S' }], sk: [{ name: 'sk', type: 'S' }] };

const LOCAL: IndexDoc = {
  kind: 'LSI',
  name: 'local',
  id: 'index-1',
  key: { pk: KEY.pk, sk: [{ name: 'v', type: 'N' }] },
  projection: { kind: 'KEYS_ONLY' },
  status: 'ACTIVE',
};

function tableWith(indexes: readonly IndexDoc[]): Table {
  const doc: TableDoc = {
    name: 'orders',
    arn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/orders',
    id: 'table-1',
    status: 'ACTIVE',
    createdAtMs: 0,
    key: KEY,
    attributeDefinitions: [],
    billingMode: 'PAY_PER_REQUEST',
    throughput: { rcu: 0, wcu: 0, decreasesToday: 0 },
    indexes,
    streams: [],
    deletionProtection: false,
    tableClass: 'STANDARD',
    tags: [],
    partitions: {},
  };
  return createCatalog().put(doc);
}

const itemOf = (pk: string, sk: string, rest: AttributeMap = {}): AttributeMap => ({
  pk: { S: pk },
  sk: { S: sk },
  ...rest,
});
const keyOf = (item: AttributeMap): string => encodeKey(KEY, item) ?? '';

/** Stands for so many bytes without holding them. */
function store(table: Table, item: AttributeMap, sizeBytes: number): void {
  table.items.set(keyOf(item), restoreStoredItem(JSON.stringify(item), sizeBytes), sizeBytes);
}

function write(table: Table, item: AttributeMap, kept = true): void {
  refuseOutgrowth(prepareWrite(table, keyOf(item), kept ? createStoredItem(item) : undefined), item);
}

describe('an item collection', () => {
  test('may grow to its limit and no further where the table has a local index', () => {
    const table = tableWith([LOCAL]);
    const added = itemOf('a', '2');
    store(table, itemOf('a', '1'), MAX_ITEM_COLLECTION_BYTES - createStoredItem(added).sizeBytes);
    expect(() => write(table, added)).not.toThrow();
    expect(() => write(table, itemOf('a', '22'))).toThrow('Collection size exceeded.');
    expect(() => write(table, itemOf('b', '22'))).not.toThrow();
  });

  test('counts the entries in local indexes', () => {
    const table = tableWith([LOCAL]);
    const added = itemOf('a', '2', { v: { N: '1' } });
    store(table, itemOf('a', '1'), MAX_ITEM_COLLECTION_BYTES - createStoredItem(added).sizeBytes);
    expect(() => write(table, added)).toThrow('Collection size exceeded.');
  });

  test('may shrink whatever its size', () => {
    const table = tableWith([LOCAL]);
    store(table, itemOf('a', '1'), MAX_ITEM_COLLECTION_BYTES + 1000);
    expect(() => write(table, itemOf('a', '1'), false)).not.toThrow();
    expect(() => write(table, itemOf('a', '1'))).not.toThrow();
  });

  test('has no limit and no metrics without a local index', () => {
    const table = tableWith([]);
    store(table, itemOf('a', '1'), MAX_ITEM_COLLECTION_BYTES);
    expect(() => write(table, itemOf('a', '22'))).not.toThrow();
    expect(itemCollectionJson(table, itemOf('a', '1'), 'SIZE')).toBeUndefined();
  });

  test('is told by its partition key and the gigabyte that its size lies in', () => {
    const table = tableWith([LOCAL]);
    store(table, itemOf('a', '1'), 3.5 * 1024 ** 3);
    const metrics = itemCollectionJson(table, itemOf('a', '1', { v: { N: '1' } }), 'SIZE');
    expect(JSON.parse(metrics ?? '')).toEqual({
      ItemCollectionKey: { pk: { S: 'a' } },
      SizeEstimateRangeGB: [3, 4],
    });
    expect(itemCollectionJson(table, itemOf('a', '1'), 'NONE')).toBeUndefined();
  });
});
