/** Target tracking: from consumption a minute to the units that should be provisioned. Pure functions. */
import type { ScalingDoc } from '../../model/table.ts';
import { IN_MINUTES, LOW_ALARM_POINTS, OUT_MINUTES } from './limits.ts';

const MINUTE_S = 60;
const MINUTE_MS = 1000 * MINUTE_S;

export interface Observed {
  readonly nowMs: number;
  /** Units a second that are provisioned. */
  readonly provisioned: number;
  /** Units consumed in each of the last whole minutes, oldest first. */
  readonly consumed: readonly number[];
}

export interface Decision {
  readonly units: number;
  readonly direction: 'out' | 'in';
  /** Of the last whole minute, in percent. */
  readonly utilizationPercent: number;
}

/**
 * What to change, undefined for nothing. Out when the last two minutes were above the target, in when the last fifteen
 * were 20 points or more below it; to the units at which the last minute would have met the target, within the bounds.
 * A minute without requests counts as one that consumed nothing. Guide, "auto scaling".
 */
export function decide(
  scaling: ScalingDoc,
  { nowMs, provisioned, consumed }: Observed,
): Decision | undefined {
  const { min, max, targetPercent, sinceMs } = scaling;
  const minutesSince = Math.floor((nowMs - sinceMs) / MINUTE_MS);
  const minutes = minutesSince < 1 ? [] : consumed.slice(-minutesSince);
  const percents = minutes.map((units) => (100 * units) / MINUTE_S / Math.max(1, provisioned));
  const utilizationPercent = percents.at(-1) ?? 0;
  const bounded = (units: number): number => Math.min(max, Math.max(min, units));
  const decision = (units: number): Decision | undefined => {
    if (units === provisioned) return undefined;
    return { units, direction: units > provisioned ? 'out' : 'in', utilizationPercent };
  };
  if (provisioned < min || provisioned > max) return decision(bounded(provisioned));
  const wanted = bounded(Math.ceil((provisioned * utilizationPercent) / targetPercent));
  if (holds(percents, OUT_MINUTES, (percent) => percent > targetPercent)) {
    if (isCooling(scaling.scaledOutMs, scaling.scaleOutCooldownS, nowMs)) return undefined;
    return wanted > provisioned ? decision(wanted) : undefined;
  }
  const lowPercent = Math.max(0, targetPercent - LOW_ALARM_POINTS);
  if (scaling.disableScaleIn || !holds(percents, IN_MINUTES, (percent) => percent <= lowPercent))
    return undefined;
  const lastMs = Math.max(scaling.scaledInMs ?? -Infinity, scaling.scaledOutMs ?? -Infinity);
  if (isCooling(lastMs, scaling.scaleInCooldownS, nowMs)) return undefined;
  return wanted < provisioned ? decision(wanted) : undefined;
}

function holds(percents: readonly number[], minutes: number, test: (percent: number) => boolean): boolean {
  const last = percents.slice(-minutes);
  return last.length === minutes && last.every(test);
}

function isCooling(lastMs = -Infinity, cooldownS: number, nowMs: number): boolean {
  return nowMs - lastMs < cooldownS * 1000;
}
