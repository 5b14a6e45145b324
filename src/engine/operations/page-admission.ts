/** What a page costs, from whom it is drawn, and how the receipt says so. */
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { Demand } from '../capacity/capacity.ts';
import type { Context } from '../context.ts';
import { attributesOf } from '../storage/stored-item.ts';
import { addIndexUnits, createConsumed } from './consumed-capacity.ts';
import type { Consumed } from './consumed-capacity.ts';
import { partitionKeyText } from './item-keys.ts';
import type { Page, PagePart } from './read-page.ts';
import type { ReadSource } from './read-source.ts';
import { READ_UNIT_BYTES, readUnits } from './read-units.ts';
import { emitThrottled, ThrottledError } from './throttled-error.ts';

export interface PageRead {
  readonly source: ReadSource;
  readonly page: Page;
  readonly factor: number;
  /** The partition key asked for; a Scan names that of the first item it read in each partition. */
  readonly pk: AttributeMap | undefined;
  /** As the request names the table, when that may be an ARN. */
  readonly tableName?: string;
}

/** Takes the page's units; throws the refusal. What was read is given back only after this. */
export function admitPage(context: Context, read: PageRead): Consumed {
  const { source, page, factor } = read;
  const { table, index } = source;
  const walkedUnits = readUnits(page.sizeBytes) * factor;
  const fetchedUnits = page.fetchedUnits * factor;
  const demands = page.parts.map((part) => demandOf(read, part, walkedUnits + fetchedUnits));
  const throttle = context.capacity.admit(demands, context.nowMs);
  if (throttle !== undefined) {
    emitThrottled(context, throttle);
    throw new ThrottledError(throttle, table.doc.billingMode);
  }
  const consumed = createConsumed(read.tableName ?? table.doc.name);
  if (index === undefined) consumed.tableUnits += walkedUnits;
  else {
    addIndexUnits(consumed, index, walkedUnits);
    consumed.tableUnits += fetchedUnits;
  }
  if (context.receipt !== undefined) explainPage(context, read, { walkedUnits, fetchedUnits });
  return consumed;
}

/** Units are rounded once for the page; each partition bears its share of the bytes. */
function demandOf({ source, page, pk }: PageRead, part: PagePart, units: number): Demand {
  const { table, key, throughputOf } = source;
  const share = page.parts.length === 1 || page.sizeBytes === 0 ? 1 : part.bytes / page.sizeBytes;
  const { first } = part;
  return {
    table,
    index: throughputOf,
    action: 'read',
    hash: part.hash,
    ...(part.key === undefined ? {} : { key: part.key }),
    units: units * share,
    keyText: () => partitionKeyText(key, pk ?? (first === undefined ? {} : attributesOf(first))),
  };
}

function explainPage(
  { receipt }: Context,
  { source, page, factor }: PageRead,
  { walkedUnits, fetchedUnits }: { readonly walkedUnits: number; readonly fetchedUnits: number },
): void {
  const { table, index } = source;
  const line = {
    table: table.doc.name,
    action: 'read' as const,
    unitBytes: READ_UNIT_BYTES,
    factor,
    items: page.scannedCount,
    billingMode: table.doc.billingMode,
  };
  const price = factor === 1 ? '1 unit' : 'half a unit';
  receipt?.add({
    ...line,
    ...(index === undefined ? {} : { index: index.doc.name, indexKind: index.doc.kind }),
    what: index === undefined ? 'items walked' : 'index entries walked',
    bytes: page.sizeBytes,
    roundedUnits: readUnits(page.sizeBytes),
    units: walkedUnits,
    rule: `The sizes of all items walked, before any filter, are added up and rounded up once: ${price} for each started 4 KB, at least one.`,
  });
  if (page.fetchedUnits === 0) return;
  receipt?.add({
    ...line,
    what: 'items fetched from the table',
    bytes: page.fetchedBytes,
    roundedUnits: page.fetchedUnits,
    units: fetchedUnits,
    rule: `What a local index does not project is fetched from the table, item by item: ${price} for each started 4 KB of each.`,
  });
}
