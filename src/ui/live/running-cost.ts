/** What a table costs while it runs, in dollars, in us-east-1 and the standard table class. */
import type { Sample } from '../../host/api.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import { onDemandDollars, READ_UNIT_HOUR, WRITE_UNIT_HOUR } from '../console/prices.ts';
import { sum } from './chart-data.ts';

/** Dollars for a GB and month of storage, from AWS's public price list of August 2026 for the standard table class. */
const GB_MONTH = 0.25;

/** Storage is billed in decimal gigabytes, a month taken as 730 hours. */
const BILLING_GB = 1e9;
const HOURS_A_MONTH = 730;

export interface RunningCost {
  readonly throughputPerHour: number;
  /** Without the free tier. */
  readonly storagePerMonth: number;
  /** True when the throughput is billed for what is provisioned, used or not. */
  readonly isProvisioned: boolean;
}

/** `samples`: those of the table and of each of its GSIs. On-demand cost follows the load of the last minute. */
export function runningCost(table: TableSnapshot, samples: readonly (readonly Sample[])[]): RunningCost {
  const isProvisioned = table.doc.billingMode === 'PROVISIONED';
  const storedBytes = Object.values(table.indexes).reduce(
    (total, index) => total + index.sizeBytes,
    table.sizeBytes,
  );
  const storagePerMonth = (storedBytes / BILLING_GB) * GB_MONTH;
  if (isProvisioned) {
    const capacities = [table.doc.throughput, ...table.doc.indexes.map((index) => index.throughput)];
    const throughputPerHour = capacities.reduce(
      (total, capacity) =>
        total + (capacity?.rcu ?? 0) * READ_UNIT_HOUR + (capacity?.wcu ?? 0) * WRITE_UNIT_HOUR,
      0,
    );
    return { throughputPerHour, storagePerMonth, isProvisioned };
  }
  const perHour = samples.map((history) => {
    const lastMinute = history.slice(-60);
    if (lastMinute.length === 0) return 0;
    const reads = sum(lastMinute, (sample) => sample.readUnits) / lastMinute.length;
    const writes = sum(lastMinute, (sample) => sample.writeUnits) / lastMinute.length;
    return (onDemandDollars('read', reads) + onDemandDollars('write', writes)) * 3600;
  });
  return {
    throughputPerHour: perHour.reduce((total, cost) => total + cost, 0),
    storagePerMonth,
    isProvisioned,
  };
}

/** Dollars a month for what costs this much an hour. */
export function monthly(perHour: number): number {
  return perHour * HOURS_A_MONTH;
}
