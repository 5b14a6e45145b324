/** BatchWriteItem: up to 25 puts and deletes, each on its own; what throughput refuses comes back unprocessed. */
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
import { itemCollectionJson } from './item-collection.ts';
import { keyOfItem, keyOfRequest } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { explainBatch } from './plan.ts';
import { itemToStore } from './put-item.ts';
import { ThrottledError } from './throttled-error.ts';
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
  const consumed = new Map<Table, Consumed>();
  const refused: { readonly member: BatchMember; readonly throttle: Throttle }[] = [];
  const collections = new Map<string, Set<string>>();
  for (const member of members) {
    const { table, key, item, keyAttributes } = member;
    const write = prepareWrite(table, key, item);
    const throttle = tryAdmitWrite(context, { write, keyAttributes }, consumedOf(consumed, table));
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
  if (first !== undefined && refused.length === members.length) {
    throw new ThrottledError(first.throttle, first.member.table.doc.billingMode);
  }
  explainBatch(context, members, 0);
  return jsonBody([
    ['UnprocessedItems', unprocessedJson(refused.map(({ member }) => member))],
    ['ItemCollectionMetrics', collections.size === 0 ? undefined : collectionsJson(collections)],
    ['ConsumedCapacity', consumedListJson(consumed.values(), input.ReturnConsumedCapacity)],
  ]);
}

/** Everything is checked before anything is charged. */
function readMembers(context: Context, input: InputOf<'BatchWriteItem'>): readonly BatchMember[] {
  const tables = new Map(Object.keys(input.RequestItems).map((name) => [name, dataTable(context, name)]));
  const members: BatchMember[] = [];
  const seen = new Set<string>();
  for (const [tableName, table] of tables) {
    for (const request of input.RequestItems[tableName] ?? []) {
      const member = readMember(tableName, table, request);
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

function readMember(tableName: string, table: Table, request: WriteRequest): BatchMember {
  const { PutRequest: put, DeleteRequest: remove } = request;
  if (put !== undefined) {
    const key = keyOfItem(table, put.Item, 'batch');
    return { tableName, table, request, key, item: itemToStore(put.Item), keyAttributes: put.Item };
  }
  const keyAttributes = remove?.Key ?? {};
  const key = keyOfRequest(table, keyAttributes);
  return { tableName, table, request, key, item: undefined, keyAttributes };
}

function consumedOf(all: Map<Table, Consumed>, table: Table): Consumed {
  const known = all.get(table) ?? createConsumed(table.doc.name);
  all.set(table, known);
  return known;
}

function unprocessedJson(members: readonly BatchMember[]): string {
  const byTable: Record<string, WriteRequest[]> = {};
  for (const { tableName, request } of members) (byTable[tableName] ??= []).push(request);
  return JSON.stringify(byTable);
}

function collectionsJson(collections: ReadonlyMap<string, ReadonlySet<string>>): string {
  return jsonBody(
    [...collections].map(([table, metrics]) => [table, `[${[...metrics].join(',')}]`] as const),
  );
}
