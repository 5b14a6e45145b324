/** ConsumedCapacity: units by table and index, in the form that ReturnConsumedCapacity asks for. */
import type { Index } from '../storage/table.ts';
import { jsonBody } from './json-body.ts';

export type ReturnConsumedCapacity = 'INDEXES' | 'TOTAL' | 'NONE' | undefined;

/** Units taken of one table and its indexes by one request. */
export interface Consumed {
  readonly table: string;
  tableUnits: number;
  indexUnits: ReadonlyMap<Index, number>;
}

/** Shared until an index takes units: most requests touch none. */
const NO_INDEX_UNITS: ReadonlyMap<Index, number> = new Map();

export function createConsumed(table: string): Consumed {
  return { table, tableUnits: 0, indexUnits: NO_INDEX_UNITS };
}

export function addIndexUnits(consumed: Consumed, index: Index, units: number): void {
  const before = consumed.indexUnits.get(index) ?? 0;
  consumed.indexUnits = new Map(consumed.indexUnits).set(index, before + units);
}

/** JSON text; undefined when nothing is to be returned. Indexes that took nothing are left out. */
export function consumedJson(consumed: Consumed, mode: ReturnConsumedCapacity): string | undefined {
  if (mode === undefined || mode === 'NONE') return undefined;
  const { table, tableUnits, indexUnits } = consumed;
  let total = tableUnits;
  for (const units of indexUnits.values()) total += units;
  return jsonBody([
    ['TableName', JSON.stringify(table)],
    ['CapacityUnits', String(total)],
    ['Table', mode === 'INDEXES' ? unitsJson(tableUnits) : undefined],
    ['LocalSecondaryIndexes', mode === 'INDEXES' ? armsJson(consumed, 'LSI') : undefined],
    ['GlobalSecondaryIndexes', mode === 'INDEXES' ? armsJson(consumed, 'GSI') : undefined],
  ]);
}

/** What the batch operations return: one entry a table. */
export function consumedListJson(all: Iterable<Consumed>, mode: ReturnConsumedCapacity): string | undefined {
  if (mode === undefined || mode === 'NONE') return undefined;
  return `[${[...all].map((consumed) => consumedJson(consumed, mode)).join(',')}]`;
}

function unitsJson(units: number): string {
  return `{"CapacityUnits":${units}}`;
}

function armsJson({ indexUnits }: Consumed, kind: 'GSI' | 'LSI'): string | undefined {
  const arms = [...indexUnits].filter(([index, units]) => index.doc.kind === kind && units > 0);
  if (arms.length === 0) return undefined;
  return jsonBody(arms.map(([index, units]) => [index.doc.name, unitsJson(units)] as const));
}
