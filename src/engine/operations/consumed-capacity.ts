/** ConsumedCapacity: units by table and index, in the form that ReturnConsumedCapacity asks for. */
import type { Index } from '../storage/table.ts';
import { jsonBody } from './json-body.ts';

export type ReturnConsumedCapacity = 'INDEXES' | 'TOTAL' | 'NONE' | undefined;

/** Units taken of one table and its indexes by one request. */
export interface Consumed {
  readonly table: string;
  tableUnits: number;
  indexUnits: ReadonlyMap<Index, number>;
  /** Metered bytes of vector indexes by name; absent until one takes some. */
  vectorBytes?: ReadonlyMap<string, number>;
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

/** Said beside the sum by transactions only. */
export type UnitsOf = 'read' | 'write' | undefined;

/** JSON text; undefined when nothing is to be returned. Indexes that took nothing are left out. */
export function consumedJson(
  consumed: Consumed,
  mode: ReturnConsumedCapacity,
  unitsOf?: UnitsOf,
): string | undefined {
  if (mode === undefined || mode === 'NONE') return undefined;
  const { table, tableUnits, indexUnits } = consumed;
  let total = tableUnits;
  for (const units of indexUnits.values()) total += units;
  return jsonBody([
    ['TableName', JSON.stringify(table)],
    ...unitsMembers(total, unitsOf),
    ['Table', mode === 'INDEXES' ? unitsJson(tableUnits, unitsOf) : undefined],
    ['LocalSecondaryIndexes', mode === 'INDEXES' ? armsJson(consumed, 'LSI', unitsOf) : undefined],
    ['GlobalSecondaryIndexes', mode === 'INDEXES' ? armsJson(consumed, 'GSI', unitsOf) : undefined],
    ['VectorIndexes', mode === 'INDEXES' ? vectorArmsJson(consumed) : undefined],
  ]);
}

/** What the operations on several items return: one entry a table. */
export function consumedListJson(
  all: Iterable<Consumed>,
  mode: ReturnConsumedCapacity,
  unitsOf?: UnitsOf,
): string | undefined {
  if (mode === undefined || mode === 'NONE') return undefined;
  return `[${[...all].map((consumed) => consumedJson(consumed, mode, unitsOf)).join(',')}]`;
}

function unitsJson(units: number, unitsOf: UnitsOf): string {
  return unitsOf === undefined ? `{"CapacityUnits":${units}}` : jsonBody(unitsMembers(units, unitsOf));
}

function unitsMembers(units: number, unitsOf: UnitsOf): readonly (readonly [string, string | undefined])[] {
  return [
    ['CapacityUnits', String(units)],
    ['ReadCapacityUnits', unitsOf === 'read' ? String(units) : undefined],
    ['WriteCapacityUnits', unitsOf === 'write' ? String(units) : undefined],
  ];
}

function armsJson({ indexUnits }: Consumed, kind: 'GSI' | 'LSI', unitsOf: UnitsOf): string | undefined {
  const arms = [...indexUnits].filter(([index, units]) => index.doc.kind === kind && units > 0);
  if (arms.length === 0) return undefined;
  return jsonBody(arms.map(([index, units]) => [index.doc.name, unitsJson(units, unitsOf)] as const));
}

function vectorArmsJson({ vectorBytes }: Consumed): string | undefined {
  if (vectorBytes === undefined) return undefined;
  return jsonBody(
    [...vectorBytes].map(([name, bytes]) => [name, `{"VectorWriteRequestBytes":${bytes}}`] as const),
  );
}
