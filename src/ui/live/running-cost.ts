/** What a table costs while it runs, in dollars an hour, in us-east-1. */
import type { Sample } from '../../host/api.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import { sum } from './chart-data.ts';

/** AWS's price list of August 2026, us-east-1, the Standard and the Standard-IA table class. */
const PRICES = {
  STANDARD: {
    perMillionReads: 0.125,
    perMillionWrites: 0.625,
    perRcuHour: 0.00013,
    perWcuHour: 0.00065,
    perGbMonth: 0.25,
  },
  STANDARD_INFREQUENT_ACCESS: {
    perMillionReads: 0.155,
    perMillionWrites: 0.78,
    perRcuHour: 0.00016,
    perWcuHour: 0.00081,
    perGbMonth: 0.1,
  },
} as const;

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
  const prices = PRICES[table.doc.tableClass];
  const isProvisioned = table.doc.billingMode === 'PROVISIONED';
  const storedBytes = Object.values(table.indexes).reduce(
    (total, index) => total + index.sizeBytes,
    table.sizeBytes,
  );
  const storagePerMonth = (storedBytes / BILLING_GB) * prices.perGbMonth;
  if (isProvisioned) {
    const capacities = [table.doc.throughput, ...table.doc.indexes.map((index) => index.throughput)];
    const throughputPerHour = capacities.reduce(
      (total, capacity) =>
        total + (capacity?.rcu ?? 0) * prices.perRcuHour + (capacity?.wcu ?? 0) * prices.perWcuHour,
      0,
    );
    return { throughputPerHour, storagePerMonth, isProvisioned };
  }
  const perHour = samples.map((history) => {
    const lastMinute = history.slice(-60);
    if (lastMinute.length === 0) return 0;
    const reads = sum(lastMinute, (sample) => sample.readUnits) / lastMinute.length;
    const writes = sum(lastMinute, (sample) => sample.writeUnits) / lastMinute.length;
    return ((reads * prices.perMillionReads + writes * prices.perMillionWrites) * 3600) / 1e6;
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
