/** A database that keeps what it holds: what waits for storage, what comes back, and what happens when storage fails. */
import { describe, expect, it } from 'vitest';
import { INSTANT } from '../model/physics.ts';
import { createMemoryStore } from '../persistence/memory.ts';
import type { RowStore } from '../persistence/row-store.ts';
import { createStoredPersistence } from '../persistence/stored-persistence.ts';
import { openDatabase, type Database } from './database.ts';
import { StorageError } from './keeper.ts';

const OPTIONS = {
  region: 'eu-west-2',
  seed: 1,
  physics: INSTANT,
  nowMs: () => Date.UTC(2026, 0, 1),
  schedule: () => () => {},
};

const open = (store: RowStore): Promise<Database> => openDatabase(createStoredPersistence(store), OPTIONS);

const createTable = (database: Database, name = 'Table') =>
  database.call('CreateTable', {
    TableName: name,
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });

const put = (database: Database, pk: string) =>
  database.call('PutItem', { TableName: 'Table', Item: { pk: { S: pk } } });

const get = (database: Database, pk: string) =>
  database.call('GetItem', { TableName: 'Table', Key: { pk: { S: pk } } });

/** A store whose appends are answered by hand. */
function createHeldStore() {
  const store = createMemoryStore();
  const held: { readonly finish: () => void; readonly fail: () => void }[] = [];
  const append: RowStore['append'] = (rows) =>
    new Promise((resolve, reject) => {
      held.push({
        finish: () => resolve(store.append(rows)),
        fail: () => reject(new Error('The disk is gone.')),
      });
    });
  /** Lets what is queued go as far as it can. */
  const next = async () => {
    while (held.length === 0) await Promise.resolve();
    return held.shift();
  };
  return { store: { ...store, append }, next };
}

describe('a reply', () => {
  it('waits until what it tells is stored, a read as well as a write, and not longer', async () => {
    const { store, next } = createHeldStore();
    const database = await open(store);
    const created = createTable(database);
    (await next())?.finish();
    await created;

    const order: string[] = [];
    const note = async (name: string, reply: unknown): Promise<void> => {
      await reply;
      order.push(name);
    };
    const written = note('written', put(database, 'a'));
    const read = note('read', get(database, 'a'));
    const storing = await next();
    order.push('stored');
    storing?.finish();
    await Promise.all([written, read]);
    expect(order).toEqual(['stored', 'written', 'read']);
    expect(get(database, 'a')).not.toBeInstanceOf(Promise);
  });

  it('is an error when it cannot be stored, and so is every later one', async () => {
    const { store, next } = createHeldStore();
    const database = await open(store);
    const created = createTable(database);
    (await next())?.fail();
    await expect(created).rejects.toThrow(StorageError);
    await expect(created).rejects.toThrow('The disk is gone.');
    expect(() => get(database, 'a')).toThrow(StorageError);
    await expect(database.close()).rejects.toThrow('The disk is gone.');
  });
});

describe('a database that is opened again', () => {
  it('holds what it held, whether it was closed or not, and draws no id twice', async () => {
    const store = createMemoryStore();
    const first = await open(store);
    await createTable(first);
    await put(first, 'a');

    const second = await open(store);
    expect(await get(second, 'a')).toMatchObject({ body: '{"Item":{"pk":{"S":"a"}}}' });
    await createTable(second, 'Other');
    await put(second, 'b');
    expect(await second.call('Scan', { TableName: 'Other', Select: 'COUNT' })).toMatchObject({
      body: '{"Count":0,"ScannedCount":0}',
    });
    await second.close();
    expect((await store.read()).log).toEqual([]);

    const third = await open(store);
    expect(await third.call('Scan', { TableName: 'Table', Select: 'COUNT' })).toMatchObject({
      body: '{"Count":2,"ScannedCount":2}',
    });
  });

  it('is not opened at all when its data is damaged', async () => {
    const store = createMemoryStore();
    await createTable(await open(store));
    const content = await store.read();
    const docs = content.docs.map((row) => ({ ...row, text: `${row.text}~` }));
    await expect(open(createMemoryStore({ ...content, docs }))).rejects.toThrow(/^Document .* is damaged\.$/);
  });
});
