/** A token bucket, refilled lazily from elapsed virtual time. */
import type { BucketSnapshot } from '../../model/snapshot.ts';

/** Units and units a second. `level` is true at `atMs`, and below zero after a request larger than the bucket. */
export interface Bucket {
  ratePerS: number;
  capacity: number;
  level: number;
  atMs: number;
}

/** Refills in small steps add up with rounding errors; a bucket this little short of what is asked has enough. */
const ROUNDING = 1e-6;

/** Units are shown in thousandths. */
const SHOWN_PARTS = 1000;

export function refill(bucket: Bucket, nowMs: number): void {
  if (nowMs <= bucket.atMs) return;
  bucket.level = levelAt(bucket, nowMs);
  bucket.atMs = nowMs;
}

/** What the bucket holds at `nowMs`, without touching it. */
export function levelAt(bucket: Bucket, nowMs: number): number {
  const elapsedS = Math.max(0, nowMs - bucket.atMs) / 1000;
  return Math.min(bucket.capacity, bucket.level + bucket.ratePerS * elapsedS);
}

/**
 * True when a refilled bucket can give the units. A request for more than it could ever hold is let through when it
 * is full, and leaves a debt: otherwise no such request would ever succeed.
 */
export function canTake(bucket: Bucket, units: number): boolean {
  return units <= bucket.level + ROUNDING || bucket.level >= bucket.capacity - ROUNDING;
}

/** Changes the rate from now on; what is banked stays, as far as the new bucket holds it. */
export function setRate(
  bucket: Bucket,
  ratePerS: number,
  options: { capacity: number; nowMs: number },
): void {
  refill(bucket, options.nowMs);
  bucket.ratePerS = ratePerS;
  bucket.capacity = options.capacity;
  bucket.level = Math.min(bucket.level, options.capacity);
}

export function bucketSnapshot(bucket: Bucket, nowMs: number): BucketSnapshot {
  return { level: shownUnits(levelAt(bucket, nowMs)), capacity: bucket.capacity, ratePerS: bucket.ratePerS };
}

/** Units as people see them: no debts, and no digits that are rounding errors. */
export function shownUnits(units: number): number {
  return Math.max(0, Math.round(units * SHOWN_PARTS) / SHOWN_PARTS);
}
