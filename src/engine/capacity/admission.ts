/** Admission: what a request takes from a table's or index's bucket and from its partition, and why it is refused. */
import type { Throttle, ThrottleLimit, ThrottleReason } from '../../model/command.ts';
import { type Bucket, canTake, shownUnits } from './bucket.ts';
import type { Demand } from './capacity.ts';
import { type Action, PARTITION_LIMIT } from './limits.ts';
import { onDemandLimit, type Partition, type Resource } from './resource.ts';
import { rollTo } from './seconds.ts';

/** A demand together with the state it draws on, which must have been brought to the present. */
export interface Claim {
  readonly demand: Demand;
  readonly resource: Resource;
  readonly partition: Partition;
}

/** Takes the units, or says why not and takes nothing. */
export function take(claim: Claim): Throttle | undefined {
  const { demand, resource, partition } = claim;
  const { action, units } = demand;
  const refusal = refusalOf(claim);
  if (refusal !== undefined) {
    partition[action].refused.current += units;
    rollTo(partition.refusals, partition[action].units.second);
    partition.refusals.current++;
    return throttleOf(claim, refusal);
  }
  draw(claim, resource.billingMode === 'PROVISIONED' ? units : 0);
  count(claim);
  return undefined;
}

/** Undoes `take`. */
export function release({ demand, resource, partition }: Claim): void {
  const { action, units } = demand;
  if (resource.billingMode === 'PROVISIONED') draw({ demand, resource, partition }, -units);
  resource[action].units.current -= units;
  partition[action].units.current -= units;
}

/** Counts units that are taken whatever the limits say. */
export function count({ demand, resource, partition }: Claim): void {
  const { action, units } = demand;
  resource[action].units.current += units;
  partition[action].units.current += units;
}

function draw({ demand, resource, partition }: Claim, units: number): void {
  resource[demand.action].bucket.level -= units;
  partition[demand.action].share.level -= units;
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
function refusalOf({ demand, resource, partition }: Claim): Refusal | undefined {
  const { action, units } = demand;
  const limit = PARTITION_LIMIT[action];
  const used = partition[action].units.current;
  if (used > 0 && used + units > limit) return keyRange(limit - used, limit);
  const meter = resource[action];
  if (resource.billingMode === 'PAY_PER_REQUEST') {
    const tableLimit = onDemandLimit(meter, action);
    const tableUsed = meter.units.current;
    return tableUsed > 0 && tableUsed + units > tableLimit
      ? keyRange(tableLimit - tableUsed, tableLimit)
      : undefined;
  }
  if (!canTake(meter.bucket, units)) return provisioned(meter.bucket);
  return canTake(partition[action].share, units) ? undefined : provisioned(partition[action].share);
}

/** Also what an on-demand table answers above twice its peak: the guide names no reason of its own for that. */
function keyRange(unitsAvailable: number, unitsPerSecond: number): Refusal {
  return { limit: 'KeyRangeThroughputExceeded', unitsAvailable: shownUnits(unitsAvailable), unitsPerSecond };
}

function provisioned(bucket: Bucket): Refusal {
  return {
    limit: 'ProvisionedThroughputExceeded',
    unitsAvailable: shownUnits(bucket.level),
    unitsPerSecond: bucket.ratePerS,
  };
}

function throttleOf({ demand, resource, partition }: Claim, refusal: Refusal): Throttle {
  return {
    reason: reasonOf(demand.action, demand.index, refusal.limit),
    resourceArn: resource.arn,
    table: demand.table.doc.name,
    ...(demand.index === undefined ? {} : { index: demand.index }),
    partition: partition.doc.id,
    unitsAsked: demand.units,
    unitsAvailable: refusal.unitsAvailable,
    unitsPerSecond: refusal.unitsPerSecond,
    keyText: demand.keyText(),
  };
}

function reasonOf(action: Action, index: string | undefined, limit: ThrottleLimit): ThrottleReason {
  return `${index === undefined ? 'Table' : 'Index'}${action === 'read' ? 'Read' : 'Write'}${limit}`;
}
