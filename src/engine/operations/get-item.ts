/** GetItem: one item by its key. */
import type { Throttle } from '../../model/command.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import { createProjector } from '../evaluate/projection.ts';
import type { Projector } from '../evaluate/projection.ts';
import type { Table } from '../storage/table.ts';
import { attributesOf } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { hashOfKey } from '../values/key-encoding.ts';
import { consumedJson, createConsumed } from './consumed-capacity.ts';
import type { Consumed } from './consumed-capacity.ts';
import { dataTable } from './data-table.ts';
import { keyOfRequest, partitionKeyText } from './item-keys.ts';
import { jsonBody } from './json-body.ts';
import { attributePaths } from './legacy-conditions.ts';
import { refuseNestedProjection } from './nested-keys.ts';
import { explainKeyAccess } from './plan.ts';
import { READ_UNIT_BYTES, readFactor, readUnits } from './read-units.ts';
import { emitThrottled, ThrottledError } from './throttled-error.ts';

export function getItem(context: Context, input: InputOf<'GetItem'>): string {
  const projector = readProjection('GetItem', input);
  const table = dataTable(context, input.TableName);
  const key = keyOfRequest(table, input.Key);
  refuseNestedProjection(table.doc, input);
  const item = table.items.get(key);
  const read: ItemRead = {
    table,
    key,
    item,
    keyAttributes: input.Key,
    factor: readFactor(input.ConsistentRead),
  };
  const consumed = createConsumed(input.TableName);
  const throttle = tryAdmitRead(context, read, consumed);
  if (throttle !== undefined) throw new ThrottledError(throttle, table.doc.billingMode);
  explainKeyAccess(context, table, key, item === undefined ? 0 : 1);
  return jsonBody([
    ['Item', item && itemJson(item, projector)],
    ['ConsumedCapacity', consumedJson(consumed, input.ReturnConsumedCapacity)],
  ]);
}

interface ProjectionParameters {
  readonly AttributesToGet?: readonly string[];
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
}

/** Undefined where the whole item is asked for. */
export function readProjection(
  operation: 'GetItem' | 'BatchGetItem',
  input: ProjectionParameters,
): Projector | undefined {
  if (input.AttributesToGet !== undefined) return createProjector(attributePaths(input.AttributesToGet));
  if (input.ProjectionExpression === undefined) return undefined;
  const scope = readExpressions(operation, input);
  const paths = scope.projection(input.ProjectionExpression);
  scope.finish();
  return createProjector(paths);
}

export function itemJson(item: StoredItem, projector: Projector | undefined): string {
  return projector === undefined ? item.json : JSON.stringify(projector(attributesOf(item)));
}

export interface ItemRead {
  readonly table: Table;
  readonly key: string;
  readonly item: StoredItem | undefined;
  readonly keyAttributes: AttributeMap;
  readonly factor: number;
}

/** Takes the units of reading one item, there or not; a refusal has been reported. */
export function tryAdmitRead(context: Context, read: ItemRead, consumed: Consumed): Throttle | undefined {
  const { table, key, item, keyAttributes, factor } = read;
  const roundedUnits = readUnits(item?.sizeBytes ?? 0);
  const units = roundedUnits * factor;
  const demand = {
    table,
    index: undefined,
    action: 'read' as const,
    hash: hashOfKey(key),
    key,
    units,
    keyText: () => partitionKeyText(table.doc.key, keyAttributes),
  };
  const throttle = context.capacity.admit([demand], context.nowMs);
  if (throttle !== undefined) {
    emitThrottled(context, throttle);
    return throttle;
  }
  consumed.tableUnits += units;
  context.receipt?.add({
    table: table.doc.name,
    action: 'read',
    what: item === undefined ? 'no such item, still charged' : 'item read',
    items: item === undefined ? 0 : 1,
    bytes: item?.sizeBytes ?? 0,
    unitBytes: READ_UNIT_BYTES,
    roundedUnits,
    factor,
    units,
    rule:
      factor === 1
        ? 'A strongly consistent read costs 1 unit for each started 4 KB of the item, at least 1.'
        : 'An eventually consistent read costs half a unit for each started 4 KB of the item, at least 0.5.',
    billingMode: table.doc.billingMode,
  });
  return undefined;
}
