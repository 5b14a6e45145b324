import { describe, expect, test } from 'vitest';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { Change } from '../../model/changes.ts';
import type { IndexDoc, Projection, TableDoc } from '../../model/table.ts';
import { encodeKey } from '../values/key-encoding.ts';
import { createCatalog } from './catalog.ts';
import type { CommittedWrite } from './commit.ts';
import { prepareUpdate, prepareWrite, tableWriteUnits } from './item-write.ts';
import { addIndexEntry } from './secondary-index.ts';
import { attributesOf, createStoredItem, restoreStoredItem } from './stored-item.ts';
import { createWriteBatch } from './write-batch.ts';

function indexDoc(name: string, projection: Projection): IndexDoc {
  return {
    kind: 'GSI',
    name,
    id: `id-${name}`,
    key: { pk: [{ name: 'g', type: 'S' }], sk: [{ name: 'v', type: 'N' }] },
    projection,
    status: 'ACTIVE',
  };
}

function tableDoc(indexes: readonly IndexDoc[]): TableDoc {
  return {
    name: 'orders',
    arn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/orders',
    id: 'table-1',
    status: 'ACTIVE',
    createdAtMs: 0,
    key: { pk: [{ name: 'pk', type: 'S' }], sk: [] },
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
}

const ALL = indexDoc('all', { kind: 'ALL' });
const KEYS = indexDoc('keys', { kind: 'KEYS_ONLY' });
const SOME = indexDoc('some', { kind: 'INCLUDE', attributes: ['shown'] });

function setUp(indexes: readonly IndexDoc[] = [ALL, KEYS, SOME]) {
  const catalog = createCatalog();
  const changes: Change[] = [];
  const heard: CommittedWrite[] = [];
  const batch = createWriteBatch({
    catalog,
    listeners: [{ onCommit: (write) => void heard.push(write) }],
    record: (change) => void changes.push(change),
  });
  batch.putTable(tableDoc(indexes));
  batch.commit(0);
  const table = catalog.byName('orders');
  if (table === undefined) throw new Error('no table');
  const keyOf = (pk: string): string => encodeKey(table.doc.key, { pk: { S: pk } }) ?? '';
  const prepare = (pk: string, rest: AttributeMap | undefined) =>
    prepareWrite(table, keyOf(pk), rest && createStoredItem({ pk: { S: pk }, ...rest }));
  const write = (pk: string, rest: AttributeMap | undefined) => {
    const prepared = prepare(pk, rest);
    batch.write(prepared);
    batch.commit(1);
    return prepared;
  };
  const shown = (name: string): (readonly [string, number])[] => {
    const found: (readonly [string, number])[] = [];
    table.indexes.get(name)?.entries.forEach({}, (item, _key, sizeBytes) => {
      found.push([(attributesOf(item)['pk'] as { S: string }).S, sizeBytes]);
    });
    return found;
  };
  return { catalog, table, batch, changes, heard, keyOf, prepare, write, shown };
}

const G = { g: { S: 'g' }, v: { N: '1' } } as const;
const KB = { S: 'x'.repeat(1024) };

describe('index writes', () => {
  /** Units by index name; an index that is left alone has none. */
  function units(before: AttributeMap | undefined, after: AttributeMap | undefined): Record<string, number> {
    const { write, prepare } = setUp();
    if (before !== undefined) write('a', before);
    return Object.fromEntries(
      prepare('a', after).indexWrites.map(({ index, units }) => [index.doc.name, units]),
    );
  }

  test('cost one write for an entry that comes or goes, by the entry’s own size', () => {
    expect(units(undefined, { ...G, big: KB })).toEqual({ all: 2, keys: 1, some: 1 });
    expect(units({ ...G, big: KB }, undefined)).toEqual({ all: 2, keys: 1, some: 1 });
    expect(units({ ...G, big: KB }, { v: { N: '1' }, big: KB })).toEqual({ all: 2, keys: 1, some: 1 });
  });

  test('cost two where the index key changes, rounded one by one', () => {
    expect(units({ ...G, shown: KB }, { g: { S: 'g' }, v: { N: '2' } })).toEqual({
      all: 3,
      keys: 2,
      some: 3,
    });
  });

  test('cost the larger entry where what is projected changes, and nothing where it does not', () => {
    expect(units({ ...G, shown: KB }, { ...G, shown: { S: 'y' } })).toEqual({ all: 2, keys: 0, some: 2 });
    expect(units({ ...G, hidden: KB }, { ...G, hidden: { S: 'y' } })).toEqual({ all: 2, keys: 0, some: 0 });
  });

  test('are none for an item that is in no index or does not change', () => {
    expect(units({ g: { S: 'g' } }, { g: { S: 'h' } })).toEqual({});
    expect(units({ ...G, tags: { SS: ['a', 'b'] } }, { tags: { SS: ['b', 'a'] }, ...G })).toEqual({});
  });

  test('keep each entry in the order of its key, with its projected size', () => {
    const { write, shown, table } = setUp();
    write('a', { g: { S: 'g' }, v: { N: '10' }, hidden: KB });
    write('b', { g: { S: 'g' }, v: { N: '9' } });
    write('c', { v: { N: '1' } });
    expect(shown('keys')).toEqual([
      ['b', 3 + 2 + 3],
      ['a', 3 + 2 + 3],
    ]);
    expect(table.indexes.get('all')?.sizeBytes).toBe(8 + 8 + 6 + 1024);
    write('b', { g: { S: 'g' }, v: { N: '11' } });
    expect(shown('keys').map(([pk]) => pk)).toEqual(['a', 'b']);
    write('a', undefined);
    expect(shown('all').map(([pk]) => pk)).toEqual(['b']);
  });

  test('show the new item even where they cost nothing', () => {
    const { write, table } = setUp();
    write('a', { ...G, hidden: { S: 'old' } });
    write('a', { ...G, hidden: { S: 'new' } });
    table.indexes.get('keys')?.entries.forEach({}, (item) => {
      expect(attributesOf(item)['hidden']).toEqual({ S: 'new' });
    });
  });
});

describe('the write batch', () => {
  test('changes nothing before it is committed, and nothing when it is dropped', () => {
    const { batch, prepare, table, changes, keyOf } = setUp();
    changes.length = 0;
    batch.write(prepare('a', G));
    expect([table.items.size, changes.length]).toEqual([0, 0]);
    batch.drop();
    batch.commit(1);
    expect([table.items.size, changes.length]).toEqual([0, 0]);
    expect(table.items.get(keyOf('a'))).toBeUndefined();
  });

  test('records and tells every change, but not a write that changes nothing', () => {
    const { write, changes, heard, keyOf } = setUp();
    changes.length = 0;
    write('a', { n: { N: '1' } });
    write('a', { n: { N: '1' } });
    write('a', undefined);
    write('a', undefined);
    expect(changes).toEqual([
      { kind: 'put', space: 'table/table-1', key: keyOf('a'), json: '{"pk":{"S":"a"},"n":{"N":"1"}}' },
      { kind: 'delete', space: 'table/table-1', key: keyOf('a') },
    ]);
    expect(heard.map(({ oldItem, newItem }) => [oldItem?.json, newItem?.json])).toEqual([
      [undefined, '{"pk":{"S":"a"},"n":{"N":"1"}}'],
      ['{"pk":{"S":"a"},"n":{"N":"1"}}', undefined],
    ]);
  });

  test('charges a write by the larger image, at least one unit', () => {
    const { prepare, write } = setUp();
    write('a', { big: KB });
    const smaller = prepare('a', {});
    expect(tableWriteUnits(smaller.oldItem, smaller.newItem)).toBe(2);
    expect(tableWriteUnits(undefined, undefined)).toBe(1);
  });

  test('takes the same record for no change at all', () => {
    const { write, table, keyOf } = setUp();
    const { newItem } = write('a', G);
    if (newItem === undefined) throw new Error('nothing written');
    const update = prepareUpdate(table, keyOf('a'), { oldItem: newItem, newItem });
    expect([update.changed, update.indexWrites]).toEqual([false, []]);
  });

  test('drops a table with its document and its space', () => {
    const { batch, catalog, changes } = setUp();
    changes.length = 0;
    batch.dropTable('table-1');
    batch.commit(2);
    expect(catalog.all()).toEqual([]);
    expect(changes.map(({ kind }) => kind)).toEqual(['drop-doc', 'drop-space']);
  });
});

describe('indexes that come and go', () => {
  test('a new index starts empty and is filled item by item', () => {
    const { batch, write, table, shown, keyOf } = setUp([]);
    const { newItem } = write('a', G);
    write('b', { v: { N: '1' } });
    batch.putTable(tableDoc([ALL]));
    batch.commit(2);
    const index = table.indexes.get('all');
    if (index === undefined || newItem === undefined) throw new Error('no index');
    expect(shown('all')).toEqual([]);
    expect(addIndexEntry(index, keyOf('a'), newItem)).toBe(true);
    expect(addIndexEntry(index, keyOf('a'), newItem)).toBe(false);
    expect(addIndexEntry(index, keyOf('b'), createStoredItem({ pk: { S: 'b' } }))).toBe(false);
    expect(shown('all').map(([pk]) => pk)).toEqual(['a']);
  });

  test('a restored index is built from the items when it is first used, and shows its stored counts until then', () => {
    const catalog = createCatalog();
    const table = catalog.restore(tableDoc([ALL]), { 'id-all': { itemCount: 7, sizeBytes: 70 } });
    for (const pk of ['a', 'b']) {
      const item = restoreStoredItem(JSON.stringify({ pk: { S: pk }, ...G }));
      table.items.set(encodeKey(table.doc.key, { pk: { S: pk } }) ?? '', item, item.sizeBytes);
    }
    const index = table.indexes.get('all');
    expect([index?.itemCount, index?.sizeBytes, index?.builtEntries]).toEqual([7, 70, undefined]);
    expect(index?.entries.size).toBe(2);
    expect([index?.itemCount, index?.sizeBytes]).toEqual([2, 16]);
  });
});
