/** When the requests of one row arrive: its rate integrated over virtual time, ramp included. */
import type { LoadRow } from './load.ts';

export interface Pacing {
  /** Requests due between `fromMs` and `toMs`, as a real number. */
  dueBetween(fromMs: number, toMs: number): number;
  /** The time at which `count` (a real number) requests have become due since `fromMs`; undefined when that never comes. */
  whenDue(fromMs: number, count: number): number | undefined;
}

/** Part of a ramp: from `atS` on the rate goes linearly from `rate` with `slope` a second. */
interface Segment {
  readonly atS: number;
  readonly lengthS: number;
  readonly rate: number;
  readonly slope: number;
  /** Requests due from the ramp's start to `atS`. */
  readonly before: number;
}

/** `rampStartMs` is the ramp's second 0. Times before it run at the first factor. */
export function createPacing(row: Pick<LoadRow, 'ratePerS' | 'ramp'>, rampStartMs: number): Pacing {
  const ratePerS = row.ratePerS > 0 && Number.isFinite(row.ratePerS) ? row.ratePerS : 0;
  if (row.ramp === undefined || row.ramp.length === 0) return createSteadyPacing(ratePerS);
  const segments = segmentsOf(row.ramp, ratePerS);
  const dueAt = (ms: number): number => {
    const atS = Math.max(0, (ms - rampStartMs) / 1000);
    const segment = lastWhere(segments, (one) => one.atS <= atS);
    const intoS = atS - segment.atS;
    return segment.before + segment.rate * intoS + (segment.slope * intoS * intoS) / 2;
  };
  return {
    dueBetween: (fromMs, toMs) => dueAt(toMs) - dueAt(fromMs),
    whenDue: (fromMs, count) => {
      const wanted = dueAt(fromMs) + count;
      const segment = lastWhere(segments, (one) => one.before <= wanted);
      const intoS = secondsUntil(segment, wanted - segment.before);
      return intoS === undefined ? undefined : Math.max(fromMs, rampStartMs + (segment.atS + intoS) * 1000);
    },
  };
}

function createSteadyPacing(ratePerS: number): Pacing {
  return {
    dueBetween: (fromMs, toMs) => ((toMs - fromMs) * ratePerS) / 1000,
    whenDue: (fromMs, count) => (ratePerS === 0 ? undefined : fromMs + (count * 1000) / ratePerS),
  };
}

function segmentsOf(ramp: NonNullable<LoadRow['ramp']>, ratePerS: number): readonly Segment[] {
  const points = [...ramp].sort((a, b) => a.atS - b.atS);
  const segments: Segment[] = [];
  let before = 0;
  const add = (atS: number, lengthS: number, from: number, to: number): void => {
    const slope = lengthS > 0 && lengthS < Infinity ? (to - from) / lengthS : 0;
    segments.push({ atS, lengthS, rate: from, slope, before });
    if (lengthS < Infinity) before += ((from + to) / 2) * lengthS;
  };
  const rateAt = (point: { readonly factor: number }): number => ratePerS * Math.max(0, point.factor);
  const first = points[0];
  if (first !== undefined && first.atS > 0) add(0, first.atS, rateAt(first), rateAt(first));
  points.forEach((point, number) => {
    const next = points[number + 1];
    const lengthS = next === undefined ? Infinity : Math.max(0, next.atS - point.atS);
    add(Math.max(0, point.atS), lengthS, rateAt(point), rateAt(next ?? point));
  });
  return segments;
}

/** Seconds into the segment until `count` requests are due: the smaller root of slope/2·t² + rate·t = count. */
function secondsUntil(segment: Segment, count: number): number | undefined {
  if (count <= 0) return 0;
  const { rate, slope } = segment;
  if (slope === 0) return rate > 0 ? count / rate : undefined;
  const root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * count));
  return Math.min(segment.lengthS, (2 * count) / (rate + root));
}

function lastWhere(segments: readonly Segment[], fits: (segment: Segment) => boolean): Segment {
  for (let number = segments.length - 1; number >= 0; number -= 1) {
    const segment = segments[number];
    if (segment !== undefined && fits(segment)) return segment;
  }
  return segments[0] ?? { atS: 0, lengthS: Infinity, rate: 0, slope: 0, before: 0 };
}
