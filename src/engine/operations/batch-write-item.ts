/** BatchWriteItem: up to 25 puts and deletes, each on its own; what throughput or a transaction refuses comes back unprocessed. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { Throttle } from '../../model/command.ts';
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';
import { prepareWrite } from '../storage/item-write.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { consumedListJson, createConsumed } from './consumed-capacity.ts';
import type { Consumed } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { itemCollectionJson, refuseOutgrowth } from './item-collection.ts';
import { keyOfItem, keyOfRequest } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { explainBatch } from './plan.ts';
import { itemToStore } from './put-item.ts';
import { ThrottledError } from './throttled-error.ts';
import { isHeld } from './transaction-conflict.ts';
import { tryAdmitWrite } from './write-admission.ts';

type WriteRequest = InputOf<'BatchWriteItem'>['RequestItems'][string][number];

interface BatchMember {
  /** The table as the request names it. */
  readonly tableName: string;
  readonly table: Table;
  readonly request: WriteRequest;
  readonly key: string;
  readonly item: StoredItem | undefined;
  readonly keyAttributes: AttributeMap;
}

export function batchWriteItem(context: Context, input: InputOf<'BatchWriteItem'>): string {
  const members = readMembers(context, input);
  const consumed = new Map<string, Consumed>();
  const refused: { readonly member: BatchMember; readonly throttle: Throttle | undefined }[] = [];
  const collections = new Map<string, Set<string>>();
  for (const member of members) {
    const { tableName, table, key, item, keyAttributes } = member;
    if (isHeld(context, member)) {
      refused.push({ member, throttle: undefined });
      continue;
    }
    const write = prepareWrite(table, key, item);
    refuseOutgrowth(write, keyAttributes);
    const throttle = tryAdmitWrite(context, { write, keyAttributes }, consumedOf(consumed, tableName));
    if (throttle !== undefined) {
      refused.push({ member, throttle });
      continue;
    }
    context.batch.write(write);
    const metrics = itemCollectionJson(table, keyAttributes, input.ReturnItemCollectionMetrics);
    if (metrics !== undefined) {
      const known = collections.get(member.tableName) ?? new Set<string>();
      collections.set(member.tableName, known.add(metrics));
    }
  }
  const [first] = refused;
  if (first?.throttle !== undefined && refused.length === members.length) {
    throw new ThrottledError(first.throttle, first.member.table.doc.billingMode);
  }
  explainBatch(context, members, 0);
  return jsonBody([
    ['UnprocessedItems', unprocessedJson(refused.map(({ member }) => member))],
    ['ItemCollectionMetrics', collections.size === 0 ? undefined : collectionsJson(collections)],
    ['ConsumedCapacity', consumedListJson(consumed.values(), input.ReturnConsumedCapacity)],
  ]);
}

/** Everything is checked before anything is charged: the items' sizes, then that their tables are there, then keys. */
function readMembers(context: Context, { RequestItems }: InputOf<'BatchWriteItem'>): readonly BatchMember[] {
  const names = Object.keys(RequestItems);
  const items = names.map((name) => (RequestItems[name] ?? []).map(itemOf));
  const tables = names.map((name) => dataTable(context, name));
  const members: BatchMember[] = [];
  const seen = new Set<string>();
  for (const [at, table] of tables.entries()) {
    const tableName = names[at] ?? '';
    for (const [place, request] of (RequestItems[tableName] ?? []).entries()) {
      const member = readMember({ tableName, table, request, item: items[at]?.[place] });
      const id = `${table.doc.id} ${member.key}`;
      if (seen.has(id)) {
        throw new DynamoError('ValidationException', 'Provided list of item keys contains duplicates');
      }
      seen.add(id);
      members.push(member);
    }
  }
  return members;
}

function itemOf({ PutRequest: put }: WriteRequest): StoredItem | undefined {
  return put && itemToStore(put.Item);
}

function readMember(member: Omit<BatchMember, 'key' | 'keyAttributes'>): BatchMember {
  const { table, request } = member;
  const { PutRequest: put, DeleteRequest: remove } = request;
  const keyAttributes = put?.Item ?? remove?.Key ?? {};
  const key = put === undefined ? keyOfRequest(table, keyAttributes) : keyOfItem(table, put.Item, 'batch');
  return { ...member, key, keyAttributes };
}

/** By the name that the request gives the table. */
function consumedOf(all: Map<string, Consumed>, tableName: string): Consumed {
  const known = all.get(tableName) ?? createConsumed(tableName);
  all.set(tableName, known);
  return known;
}

function unprocessedJson(members: readonly BatchMember[]): string {
  const byTable: Record<string, WriteRequest[]> = {};
  for (const { tableName, request } of members) (byTable[tableName] ??= []).push(request);
  return JSON.stringify(byTable);
}

export function collectionsJson(collections: ReadonlyMap<string, ReadonlySet<string>>): string {
  return jsonBody(
    [...collections].map(([table, metrics]) => [table, `[${[...metrics].join(',')}]`] as const),
  );
}
