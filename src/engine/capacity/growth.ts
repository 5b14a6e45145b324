/** Growth on demand: a table or index that has proved a higher peak is made ready for twice as much. */
import type { TableDoc, WarmUnits } from '../../model/table.ts';
import type { Catalog } from '../storage/catalog.ts';
import { type PartitionChanges, splitEvent } from './heat.ts';
import { ON_DEMAND_QUOTA } from './limits.ts';
import { growPartitions, partitionsNeeded } from './partitions.ts';
import { onDemandLimit, type Resource } from './resource.ts';

/** Raises warm throughput to what the resource now serves, and adds the partitions that takes, if they may be added. */
export function growResource(
  resource: Resource,
  catalog: Catalog,
  { docs, events, nowMs, splits }: PartitionChanges & { readonly nowMs: number; readonly splits: boolean },
): void {
  const doc = docs.get(resource.tableId) ?? catalog.byId(resource.tableId)?.doc;
  if (doc === undefined || doc.status === 'DELETING' || doc.billingMode !== 'PAY_PER_REQUEST') return;
  const warm = {
    read: Math.min(ON_DEMAND_QUOTA, onDemandLimit(resource, 'read')),
    write: Math.min(ON_DEMAND_QUOTA, onDemandLimit(resource, 'write')),
  };
  const warmed = withWarm(doc, resource, warm);
  const before = doc.partitions[resource.id] ?? [];
  const needed = partitionsNeeded('PAY_PER_REQUEST', { rcu: 0, wcu: 0 }, warm);
  const grown = growPartitions(before, splits ? needed : before.length, nowMs);
  docs.set(doc.id, { ...warmed, partitions: { ...doc.partitions, [resource.id]: grown.partitions } });
  for (const split of grown.splits) {
    events.push(splitEvent(doc, { index: resource.index, split, cause: 'throughput', nowMs }));
  }
}

function withWarm(doc: TableDoc, { index: name }: Resource, warm: WarmUnits): TableDoc {
  if (name === undefined) return { ...doc, warm };
  const indexes = doc.indexes.map((index) =>
    index.name === name ? Object.assign({}, index, { warm }) : index,
  );
  return { ...doc, indexes };
}
