/** Admission: what a request takes from a table's or index's bucket and from its partition, and why it is refused. */
import type { Throttle, ThrottleLimit, ThrottleReason } from '../../model/command.ts';
import { type Bucket, canTake, shownUnits } from './bucket.ts';
import type { Demand } from './capacity.ts';
import { type Action, INDEX_BUFFER_S, ON_DEMAND_QUOTA, PARTITION_LIMIT } from './limits.ts';
import { onDemandLimit, type Partition, type Resource } from './resource.ts';
import { rollTo } from './seconds.ts';

/** A demand together with the state it draws on, which must have been brought to the present. */
export interface Claim {
  demand: Demand;
  resource: Resource;
  partition: Partition;
  /** True for writes to a GSI that follow the table's in their own time: they may wait for units. */
  isBuffered: boolean;
}

/** Takes the units, or says why not and takes nothing. */
export function take(claim: Claim): Throttle | undefined {
  const { demand, partition } = claim;
  const { action, units } = demand;
  const refusal = refusalOf(claim);
  if (refusal !== undefined) {
    partition[action].refused.current += units;
    rollTo(partition.refusals, partition[action].units.second);
    partition.refusals.current++;
    return throttleOf(claim, refusal);
  }
  draw(claim, units);
  count(claim);
  return undefined;
}

/** Undoes `take`. */
export function release(claim: Claim): void {
  const { demand, resource, partition } = claim;
  const { action, units } = demand;
  draw(claim, -units);
  resource[action].units.current -= units;
  partition[action].units.current -= units;
}

/** Counts units that are taken whatever the limits say. */
export function count({ resource, partition, demand }: Claim): void {
  const { action, units } = demand;
  resource[action].units.current += units;
  partition[action].units.current += units;
}

/** A partition of an on-demand resource has no share. */
function draw({ demand, resource, partition }: Claim, units: number): void {
  const { bucket } = resource[demand.action];
  if (bucket.ratePerS > 0) bucket.level -= units;
  if (resource.billingMode === 'PROVISIONED') partition[demand.action].share.level -= units;
}

/** Why a GSI whose buffer is full refuses a write to its table, even one that does not touch the index. */
export function fullIndexThrottle(claim: Claim): Throttle | undefined {
  const { bucket } = claim.resource.write;
  if (claim.resource.billingMode !== 'PROVISIONED') return undefined;
  if (bucket.level + bufferUnits(bucket) >= 1 || bucket.level >= bucket.capacity) return undefined;
  return throttleOf(claim, provisioned(bucket));
}

/** How long what is written to this partition of a GSI now waits for the index's units, in ms. */
export function waitMs({ billingMode, write }: Resource, partition: Partition): number {
  if (billingMode !== 'PROVISIONED') return 0;
  return Math.max(bucketWaitMs(write.bucket), bucketWaitMs(partition.write.share));
}

function bucketWaitMs({ level, ratePerS }: Bucket): number {
  return level >= 0 || ratePerS <= 0 ? 0 : Math.ceil((-level / ratePerS) * 1000);
}

function bufferUnits({ ratePerS }: Bucket): number {
  return ratePerS * INDEX_BUFFER_S;
}

interface Refusal {
  readonly limit: ThrottleLimit;
  readonly unitsAvailable: number;
  readonly unitsPerSecond: number;
}

/**
 * The partition's hard limit comes first, because no setting lifts it; then the table's or index's own throughput;
 * then the partition's share of it. A partition gives at most its limit in one whole virtual second; like a bucket
 * that is full, one that has given nothing yet lets any single request through.
 */
function refusalOf({ demand, resource, partition, isBuffered }: Claim): Refusal | undefined {
  const { action, units } = demand;
  const limit = PARTITION_LIMIT[action];
  const used = partition[action].units.current;
  if (used > 0 && used + units > limit) return keyRange(limit - used, limit);
  if (resource.billingMode === 'PAY_PER_REQUEST') return onDemandRefusal(resource, action, units);
  const { bucket } = resource[action];
  const { share } = partition[action];
  if (isBuffered) {
    if (!canTake(bucket, units - bufferUnits(bucket))) return provisioned(bucket);
    return canTake(share, units - bufferUnits(share)) ? undefined : provisioned(share);
  }
  if (!canTake(bucket, units)) return provisioned(bucket);
  return canTake(share, units) ? undefined : provisioned(share);
}

/**
 * First the maximum that the user set; without one, the quota of the account. Above twice the previous peak the guide
 * names no reason of its own: what is short then are partitions, which is the reason of key ranges in both modes.
 */
function onDemandRefusal(resource: Resource, action: Action, units: number): Refusal | undefined {
  const meter = resource[action];
  const used = meter.units.current;
  if (resource.limits[action] !== undefined) {
    if (!canTake(meter.bucket, units)) return refusal('MaxOnDemandThroughputExceeded', meter.bucket);
  } else if (used > 0 && used + units > ON_DEMAND_QUOTA) {
    const level = ON_DEMAND_QUOTA - used;
    return refusal('AccountLimitExceeded', { level, ratePerS: ON_DEMAND_QUOTA });
  }
  const limit = onDemandLimit(resource, action);
  return used > 0 && used + units > limit ? keyRange(limit - used, limit) : undefined;
}

function keyRange(level: number, ratePerS: number): Refusal {
  return refusal('KeyRangeThroughputExceeded', { level, ratePerS });
}

function provisioned(bucket: Bucket): Refusal {
  return refusal('ProvisionedThroughputExceeded', bucket);
}

function refusal(limit: ThrottleLimit, { level, ratePerS }: Pick<Bucket, 'level' | 'ratePerS'>): Refusal {
  return { limit, unitsAvailable: shownUnits(level), unitsPerSecond: ratePerS };
}

function throttleOf({ demand, resource, partition }: Claim, refused: Refusal): Throttle {
  const { index } = resource;
  return {
    reason: reasonOf(demand.action, index, refused.limit),
    resourceArn: resource.arn,
    table: demand.table.doc.name,
    ...(index === undefined ? {} : { index }),
    partition: partition.doc.id,
    unitsAsked: demand.units,
    unitsAvailable: refused.unitsAvailable,
    unitsPerSecond: refused.unitsPerSecond,
    keyText: demand.keyText(),
  };
}

function reasonOf(action: Action, index: string | undefined, limit: ThrottleLimit): ThrottleReason {
  return `${index === undefined ? 'Table' : 'Index'}${action === 'read' ? 'Read' : 'Write'}${limit}`;
}
