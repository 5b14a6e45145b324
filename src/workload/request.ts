/** The request body of one row's requests: what changes from one to the next is drawn, the rest is made once. */
import type { JsonObject } from '../base/json.ts';
import type { LoadRow, ValueSpec } from './load.ts';
import { createMapMaker, type ValueSource } from './value.ts';

export type RequestMaker = (source: ValueSource) => JsonObject;

/**
 * `keyNames` are the key attributes of the row's table; while there is no such table every attribute counts as key
 * and the engine says what is wrong. A Query asks for equality with each of the row's attributes. A Scan reads the
 * drawn key's segment of as many segments as the row has keys, so that scans spread over the hash space.
 */
export function createRequestMaker(row: LoadRow, keyNames: readonly string[] | undefined): RequestMaker {
  const specs = Object.entries(row.attributes);
  switch (row.operation) {
    case 'PutItem': {
      const item = createMapMaker(specs);
      return (source) => ({ TableName: row.table, Item: item(source) });
    }
    case 'UpdateItem':
      return createUpdateMaker(row, specs, keyNames);
    case 'GetItem':
    case 'DeleteItem': {
      const key = createMapMaker(specs);
      const strong = row.operation === 'GetItem' && row.consistentRead === true;
      const rest = strong ? { TableName: row.table, ConsistentRead: true } : { TableName: row.table };
      return (source) => ({ ...rest, Key: key(source) });
    }
    case 'Query':
      return createQueryMaker(row, specs);
    case 'Scan':
      return createScanMaker(row);
  }
}

function createUpdateMaker(
  row: LoadRow,
  specs: readonly (readonly [string, ValueSpec])[],
  keyNames: readonly string[] | undefined,
): RequestMaker {
  const isKey = ([name]: readonly [string, ValueSpec]): boolean => keyNames?.includes(name) ?? true;
  const key = createMapMaker(specs.filter(isKey));
  const set = specs.filter((spec) => !isKey(spec));
  if (set.length === 0) return (source) => ({ TableName: row.table, Key: key(source) });
  const values = createMapMaker(set.map(([, spec], number) => [`:v${number}`, spec]));
  const rest = {
    TableName: row.table,
    UpdateExpression: `SET ${set.map((_, number) => `#n${number} = :v${number}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(set.map(([name], number) => [`#n${number}`, name])),
  };
  return (source) => ({ ...rest, Key: key(source), ExpressionAttributeValues: values(source) });
}

function createQueryMaker(row: LoadRow, specs: readonly (readonly [string, ValueSpec])[]): RequestMaker {
  const values = createMapMaker(specs.map(([, spec], number) => [`:v${number}`, spec]));
  const rest = {
    ...readOptions(row),
    KeyConditionExpression: specs.map((_, number) => `#n${number} = :v${number}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(specs.map(([name], number) => [`#n${number}`, name])),
  };
  return (source) => ({ ...rest, ExpressionAttributeValues: values(source) });
}

function createScanMaker(row: LoadRow): RequestMaker {
  const rest = readOptions(row);
  const segments = Math.max(1, Math.floor(row.keys.keys));
  if (segments === 1) return () => rest;
  return ({ key }) => ({ ...rest, TotalSegments: segments, Segment: key });
}

function readOptions(row: LoadRow): JsonObject {
  return {
    TableName: row.table,
    ...(row.index === undefined ? {} : { IndexName: row.index }),
    ...(row.consistentRead === true ? { ConsistentRead: true } : {}),
    ...(row.limit === undefined ? {} : { Limit: row.limit }),
  };
}
