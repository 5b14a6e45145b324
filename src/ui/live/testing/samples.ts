/** Samples and snapshots for tests: quiet ones, and whatever a test wants different. */
import type { Sample } from '../../../host/api.ts';
import type { PartitionSnapshot, ResourceSnapshot, TableSnapshot } from '../../../model/snapshot.ts';
import type { PartitionDoc } from '../../../model/table.ts';
import { tableDoc } from '../../tables/testing/table-docs.ts';

export const HASH_SPACE = 2 ** 32;

export function sample(atS: number, different: Partial<Sample> = {}): Sample {
  return {
    atS,
    table: 'Orders',
    readUnits: 0,
    writeUnits: 0,
    provisionedRead: 0,
    provisionedWrite: 0,
    burstRead: 0,
    burstWrite: 0,
    throttles: {},
    requests: 0,
    errors: 0,
    latencyP50Ms: 0,
    latencyP99Ms: 0,
    streamInserts: 0,
    streamModifies: 0,
    streamRemoves: 0,
    iteratorAgeMs: 0,
    ttlDeleted: 0,
    ttlWaiting: 0,
    items: 0,
    sizeBytes: 0,
    partitions: [],
    ...different,
  };
}

/** A partition over shares `from` to `to` of the hash space. */
export function partition(
  id: number,
  [from, to]: readonly [number, number],
  different: Partial<Omit<PartitionSnapshot, 'doc'>> & { readonly doc?: Partial<PartitionDoc> } = {},
): PartitionSnapshot {
  const { doc, ...rest } = different;
  return {
    doc: { id, fromHash: from * HASH_SPACE, toHash: to * HASH_SPACE, createdAtMs: 0, ...doc },
    read: { level: 0, capacity: 0, ratePerS: 0 },
    write: { level: 0, capacity: 0, ratePerS: 0 },
    readPerS: 0,
    writePerS: 0,
    throttledPerS: 0,
    itemCount: 0,
    sizeBytes: 0,
    hotKeys: [],
    ...rest,
  };
}

export function resource(
  partitions: readonly PartitionSnapshot[],
  rates: { readonly read?: number; readonly write?: number; readonly index?: string } = {},
): ResourceSnapshot {
  const { read = 0, write = 0, index } = rates;
  return {
    ...(index === undefined ? {} : { index }),
    read: { level: 0, capacity: read * 300, ratePerS: read },
    write: { level: 0, capacity: write * 300, ratePerS: write },
    partitions,
  };
}

export function table(
  resources: readonly ResourceSnapshot[],
  doc: Parameters<typeof tableDoc>[0] = {},
): TableSnapshot {
  return { doc: tableDoc(doc), itemCount: 0, sizeBytes: 0, resources, indexes: {} };
}
