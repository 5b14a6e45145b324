/** Samples folded into the points that charts draw: bounded in number, complete in time, gaps as nulls. */
import type { Sample } from '../../host/api.ts';
import type { ThrottleLimit, ThrottleReason } from '../../model/command.ts';

/** The most seconds that a live chart shows, and the fewest: a run that has just begun is not drawn into a corner. */
const MAX_WINDOW_S = 300;
const MIN_WINDOW_S = 60;

/** Seconds to show: whole minutes, as many as there is history for. */
export function windowOf(samples: readonly Sample[]): number {
  const oldest = samples[0];
  const newest = samples.at(-1);
  if (oldest === undefined || newest === undefined) return MIN_WINDOW_S;
  const wholeMinutes = Math.ceil((newest.atS - oldest.atS + 1) / 60) * 60;
  return Math.min(MAX_WINDOW_S, Math.max(MIN_WINDOW_S, wholeMinutes));
}

/** The samples of one bucket of seconds; empty where nothing was sampled. */
interface Bucket {
  readonly atS: number;
  readonly samples: readonly Sample[];
}

export interface UnitPoint {
  readonly atS: number;
  /** Units a second, the mean over the bucket; null where nothing is known. */
  readonly consumed: number | null;
  readonly provisioned: number | null;
  /** Units left in the burst bucket at the bucket's end. */
  readonly burst: number | null;
}

export interface ThrottlePoint {
  readonly atS: number;
  /** Refused requests in the bucket, by what limit refused them. */
  readonly keyRange: number;
  readonly provisioned: number;
  readonly onDemand: number;
  readonly account: number;
}

export interface StreamPoint {
  readonly atS: number;
  readonly inserts: number;
  readonly modifies: number;
  readonly removes: number;
  readonly iteratorAgeMs: number | null;
}

export interface TtlPoint {
  readonly atS: number;
  readonly deleted: number;
  readonly waiting: number | null;
}

export interface StatePoint {
  readonly atS: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly items: number | null;
}

/** The window's seconds in at most `points` buckets, oldest first; the newest bucket ends with the newest sample. */
export function bucketsOf(samples: readonly Sample[], points: number): readonly Bucket[] {
  const newest = samples.at(-1);
  if (newest === undefined) return [];
  const windowS = windowOf(samples);
  const step = Math.ceil(windowS / points);
  const count = Math.floor(windowS / step);
  // Buckets are cut at fixed seconds, so that a point once drawn keeps its value as time moves on.
  const last = Math.floor(newest.atS / step);
  const filled = new Map<number, Sample[]>();
  for (const sample of samples) {
    const place = Math.floor(sample.atS / step);
    if (place <= last - count) continue;
    const bucket = filled.get(place);
    if (bucket === undefined) filled.set(place, [sample]);
    else bucket.push(sample);
  }
  return Array.from({ length: count }, (_, i) => {
    const place = last - count + 1 + i;
    return { atS: place * step, samples: filled.get(place) ?? [] };
  });
}

export function unitPoints(
  samples: readonly Sample[],
  action: 'read' | 'write',
  options: { readonly points: number; readonly isProvisioned: boolean },
): readonly UnitPoint[] {
  return bucketsOf(samples, options.points).map(({ atS, samples: bucket }) => {
    const end = bucket.at(-1);
    if (end === undefined) return { atS, consumed: null, provisioned: null, burst: null };
    const isRead = action === 'read';
    const provisioned = isRead ? end.provisionedRead : end.provisionedWrite;
    const burst = isRead ? end.burstRead : end.burstWrite;
    return {
      atS,
      consumed: sum(bucket, (sample) => (isRead ? sample.readUnits : sample.writeUnits)) / bucket.length,
      provisioned: provisioned > 0 ? provisioned : null,
      burst: options.isProvisioned && provisioned > 0 ? burst : null,
    };
  });
}

export function throttlePoints(samples: readonly Sample[], points: number): readonly ThrottlePoint[] {
  return bucketsOf(samples, points).map(({ atS, samples: bucket }) => ({
    atS,
    keyRange: throttlesBy(bucket, 'KeyRangeThroughputExceeded'),
    provisioned: throttlesBy(bucket, 'ProvisionedThroughputExceeded'),
    onDemand: throttlesBy(bucket, 'MaxOnDemandThroughputExceeded'),
    account: throttlesBy(bucket, 'AccountLimitExceeded'),
  }));
}

/** Refused requests by AWS's full reason over all samples given, most frequent first. */
export function throttleTotals(samples: readonly Sample[]): readonly (readonly [ThrottleReason, number])[] {
  const totals = new Map<ThrottleReason, number>();
  for (const sample of samples) {
    for (const [reason, count] of reasonsOf(sample)) totals.set(reason, (totals.get(reason) ?? 0) + count);
  }
  return [...totals].toSorted((one, other) => other[1] - one[1]);
}

/** A table's samples with the refusals of its indexes added, second by second. */
export function withIndexThrottles(
  table: readonly Sample[],
  indexes: readonly (readonly Sample[])[],
): readonly Sample[] {
  const bySecond = new Map<number, Sample['throttles'][]>();
  for (const sample of indexes.flat()) {
    if (Object.keys(sample.throttles).length === 0) continue;
    const refusals = bySecond.get(sample.atS);
    if (refusals === undefined) bySecond.set(sample.atS, [sample.throttles]);
    else refusals.push(sample.throttles);
  }
  if (bySecond.size === 0) return table;
  return table.map((sample) => {
    const refusals = bySecond.get(sample.atS);
    if (refusals === undefined) return sample;
    const totals = new Map<ThrottleReason, number>(reasonsOf(sample));
    for (const [reason, count] of refusals.flatMap((throttles) => reasonsOf({ ...sample, throttles }))) {
      totals.set(reason, (totals.get(reason) ?? 0) + count);
    }
    return { ...sample, throttles: Object.fromEntries(totals) };
  });
}

export function streamPoints(samples: readonly Sample[], points: number): readonly StreamPoint[] {
  return bucketsOf(samples, points).map(({ atS, samples: bucket }) => ({
    atS,
    inserts: sum(bucket, (sample) => sample.streamInserts),
    modifies: sum(bucket, (sample) => sample.streamModifies),
    removes: sum(bucket, (sample) => sample.streamRemoves),
    iteratorAgeMs: bucket.at(-1)?.iteratorAgeMs ?? null,
  }));
}

export function ttlPoints(samples: readonly Sample[], points: number): readonly TtlPoint[] {
  return bucketsOf(samples, points).map(({ atS, samples: bucket }) => ({
    atS,
    deleted: sum(bucket, (sample) => sample.ttlDeleted),
    waiting: bucket.at(-1)?.ttlWaiting ?? null,
  }));
}

export function statePoints(samples: readonly Sample[], points: number): readonly StatePoint[] {
  return bucketsOf(samples, points).map(({ atS, samples: bucket }) => ({
    atS,
    p50Ms: bucket.at(-1)?.latencyP50Ms ?? null,
    p99Ms: bucket.length === 0 ? null : Math.max(...bucket.map((sample) => sample.latencyP99Ms)),
    items: bucket.at(-1)?.items ?? null,
  }));
}

export function sum(samples: readonly Sample[], count: (sample: Sample) => number): number {
  return samples.reduce((total, sample) => total + count(sample), 0);
}

function throttlesBy(samples: readonly Sample[], limit: ThrottleLimit): number {
  return sum(samples, (sample) =>
    reasonsOf(sample).reduce((total, [reason, count]) => total + (reason.endsWith(limit) ? count : 0), 0),
  );
}

function reasonsOf(sample: Sample): readonly (readonly [ThrottleReason, number])[] {
  return Object.entries(sample.throttles) as readonly (readonly [ThrottleReason, number])[];
}
