/** BatchGetItem: up to 100 items by key; what throughput or the 16 MB limit leaves out comes back as unprocessed. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { Throttle } from '../../model/command.ts';
import { DynamoError } from '../../model/errors.ts';
import { MAX_BATCH_GET_BYTES } from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import type { Projector } from '../evaluate/projection.ts';
import type { Table } from '../storage/table.ts';
import { consumedListJson, createConsumed } from './consumed-capacity.ts';
import type { Consumed } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { itemJson, readProjection, tryAdmitRead } from './get-item.ts';
import { keyOfRequest } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { refuseNestedProjection } from './nested-keys.ts';
import { explainBatch } from './plan.ts';
import { readFactor } from './read-units.ts';
import { ThrottledError } from './throttled-error.ts';

type KeysAndAttributes = InputOf<'BatchGetItem'>['RequestItems'][string];

interface TableRead {
  /** As the request names it. */
  readonly name: string;
  readonly table: Table;
  readonly request: KeysAndAttributes;
  readonly projector: Projector | undefined;
  readonly keys: readonly { readonly key: string; readonly given: AttributeMap }[];
  readonly found: string[];
  readonly unprocessed: AttributeMap[];
  readonly consumed: Consumed;
}

export function batchGetItem(context: Context, input: InputOf<'BatchGetItem'>): string {
  const projectors = Object.entries(input.RequestItems).map(([name, request]) => ({
    name,
    request,
    projector: readProjection('BatchGetItem', request),
  }));
  const reads = projectors.map(({ name, request, projector }): TableRead => {
    if (context.catalog.byName(name) === undefined) refuseRepeatedKeys(request.Keys);
    const table = dataTable(context, name);
    const keys = distinctKeys(table, request.Keys);
    refuseNestedProjection(table.doc, request);
    const consumed = createConsumed(name);
    return { name, table, request, projector, keys, found: [], unprocessed: [], consumed };
  });
  const refusal = readAll(context, reads);
  if (refusal !== undefined) throw refusal;
  const keys = reads.flatMap(({ table, keys }) => keys.map(({ key }) => ({ table, key })));
  explainBatch(
    context,
    keys,
    reads.reduce((sum, { found }) => sum + found.length, 0),
  );
  return jsonBody([
    ['Responses', jsonBody(reads.map(({ name, found }) => [name, `[${found.join(',')}]`] as const))],
    ['UnprocessedKeys', unprocessedJson(reads)],
    [
      'ConsumedCapacity',
      consumedListJson(
        reads.map(({ consumed }) => consumed),
        input.ReturnConsumedCapacity,
      ),
    ],
  ]);
}

/** The error to answer when throughput refused every key. */
function readAll(context: Context, reads: readonly TableRead[]): ThrottledError | undefined {
  let bytes = 0;
  let isFull = false;
  let anyRead = false;
  let refused: { readonly throttle: Throttle; readonly table: Table } | undefined;
  for (const { table, request, projector, keys, found, unprocessed, consumed } of reads) {
    const factor = readFactor(request.ConsistentRead);
    for (const { key, given } of keys) {
      const item = table.items.get(key);
      isFull ||= bytes > 0 && bytes + (item?.sizeBytes ?? 0) > MAX_BATCH_GET_BYTES;
      const throttle = isFull
        ? undefined
        : tryAdmitRead(context, { table, key, item, keyAttributes: given, factor }, consumed);
      if (isFull || throttle !== undefined) {
        unprocessed.push(given);
        if (throttle !== undefined) refused ??= { throttle, table };
        continue;
      }
      anyRead = true;
      bytes += item?.sizeBytes ?? 0;
      if (item !== undefined) found.push(itemJson(item, projector));
    }
  }
  if (anyRead || refused === undefined) return undefined;
  return new ThrottledError(refused.throttle, refused.table.doc.billingMode);
}

function distinctKeys(table: Table, given: readonly AttributeMap[]): TableRead['keys'] {
  const keys = given.map((one) => ({ key: keyOfRequest(table, one), given: one }));
  if (new Set(keys.map(({ key }) => key)).size < keys.length) throw repeatedKeys();
  return keys;
}

/** Keys that are written alike are told of even where there is no table to say what a key is. [seen] */
function refuseRepeatedKeys(given: readonly AttributeMap[]): void {
  const written = given.map((key) =>
    JSON.stringify(Object.entries(key).toSorted(([left], [right]) => (left < right ? -1 : 1))),
  );
  if (new Set(written).size < written.length) throw repeatedKeys();
}

function repeatedKeys(): DynamoError {
  return new DynamoError('ValidationException', 'Provided list of item keys contains duplicates');
}

function unprocessedJson(reads: readonly TableRead[]): string {
  const byTable: Record<string, KeysAndAttributes> = {};
  for (const { name, request, unprocessed } of reads) {
    if (unprocessed.length > 0) byTable[name] = { ...request, Keys: unprocessed };
  }
  return JSON.stringify(byTable);
}
