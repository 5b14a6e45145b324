/** A table's or GSI's throughput as the page sees it; changes nothing. */
import type { Measure } from '../../base/sorted-map.ts';
import type { BucketSnapshot, PartitionSnapshot, ResourceSnapshot } from '../../model/snapshot.ts';
import type { PartitionDoc } from '../../model/table.ts';
import type { Index, Table } from '../storage/table.ts';
import { bucketSnapshot, shownUnits } from './bucket.ts';
import { hottest } from './hot-keys.ts';
import { type Action, PARTITION_LIMIT } from './limits.ts';
import { HASH_SPACE, keyRangeOf } from './partitions.ts';
import { onDemandLimit, type Partition, type Resource } from './resource.ts';
import { currentOf, lastWhole, type Seconds } from './seconds.ts';

/** What a partition holds, of the table's items or the GSI's entries. */
export type MeasurePartition = (partition: PartitionDoc) => Measure;

export function snapshotResource(
  resource: Resource,
  measure: MeasurePartition,
  nowMs: number,
): ResourceSnapshot {
  const second = Math.floor(nowMs / 1000);
  return {
    ...(resource.index === undefined ? {} : { index: resource.index }),
    read: resourceBucket(resource, 'read', nowMs),
    write: resourceBucket(resource, 'write', nowMs),
    partitions: resource.partitions.map((partition): PartitionSnapshot => {
      const { count, sizeBytes } = measure(partition.doc);
      return {
        doc: partition.doc,
        read: partitionBucket(resource, partition, { action: 'read', nowMs }),
        write: partitionBucket(resource, partition, { action: 'write', nowMs }),
        readPerS: lastWhole(partition.read.units, second),
        writePerS: lastWhole(partition.write.units, second),
        throttledPerS: lastWhole(partition.refusals, second),
        itemCount: count,
        sizeBytes,
        hotKeys: hottest(partition.hotKeys),
      };
    }),
  };
}

function resourceBucket(resource: Resource, action: Action, nowMs: number): BucketSnapshot {
  const meter = resource[action];
  const hasBucket = resource.billingMode === 'PROVISIONED' || resource.limits[action] !== undefined;
  if (hasBucket) return bucketSnapshot(meter.bucket, nowMs);
  return leftOf(meter.units, onDemandLimit(resource, action), nowMs);
}

/** A partition of an on-demand table has no share: it may give its limit in every second. */
function partitionBucket(
  resource: Resource,
  partition: Partition,
  { action, nowMs }: { action: Action; nowMs: number },
): BucketSnapshot {
  const meter = partition[action];
  if (resource.billingMode === 'PROVISIONED') return bucketSnapshot(meter.share, nowMs);
  return leftOf(meter.units, PARTITION_LIMIT[action], nowMs);
}

function leftOf(units: Seconds, limit: number, nowMs: number): BucketSnapshot {
  const used = currentOf(units, Math.floor(nowMs / 1000));
  return { level: shownUnits(limit - used), capacity: limit, ratePerS: limit };
}

/** How to measure the partitions of a table (`index` undefined) or of one of its GSIs. */
export function measureOf(table: Table, index: Index | undefined): MeasurePartition {
  if (index === undefined) return (partition) => table.items.measure(keyRangeOf(partition));
  const { builtEntries, itemCount, sizeBytes } = index;
  if (builtEntries !== undefined) return (partition) => builtEntries.measure(keyRangeOf(partition));
  // Entries not built since a restart are not built for looking at them: taken to be spread evenly.
  return ({ fromHash, toHash }) => {
    const part = (toHash - fromHash) / HASH_SPACE;
    return { count: Math.round(itemCount * part), sizeBytes: Math.round(sizeBytes * part) };
  };
}
