/** A table's or GSI's throughput as the page sees it; changes nothing. */
import type { SortedMap } from '../../base/sorted-map.ts';
import type { BucketSnapshot, PartitionSnapshot, ResourceSnapshot } from '../../model/snapshot.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { bucketSnapshot } from './bucket.ts';
import { hottest } from './hot-keys.ts';
import { type Action, PARTITION_LIMIT } from './limits.ts';
import { keyRangeOf } from './partitions.ts';
import { onDemandLimit, type Partition, type Resource } from './resource.ts';
import { currentOf, lastWhole, type Seconds } from './seconds.ts';

/** `entries` are the items of the table or the entries of the GSI. */
export function snapshotResource(
  resource: Resource,
  entries: SortedMap<StoredItem>,
  nowMs: number,
): ResourceSnapshot {
  const second = Math.floor(nowMs / 1000);
  return {
    ...(resource.index === undefined ? {} : { index: resource.index }),
    read: resourceBucket(resource, 'read', nowMs),
    write: resourceBucket(resource, 'write', nowMs),
    partitions: resource.partitions.map((partition): PartitionSnapshot => {
      const { count, sizeBytes } = entries.measure(keyRangeOf(partition.doc));
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
  if (resource.billingMode === 'PROVISIONED') return bucketSnapshot(meter.bucket, nowMs);
  return leftOf(meter.units, onDemandLimit(meter, action), nowMs);
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
  return { level: Math.max(0, limit - used), capacity: limit, ratePerS: limit };
}
