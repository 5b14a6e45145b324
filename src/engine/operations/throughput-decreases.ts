/** The quota on decreases of provisioned throughput: four at the start of a UTC day, one more an hour, 27 a day. */
import { isoFromMs } from '../../base/iso-time.ts';
import { DynamoError } from '../../model/errors.ts';
import type { Throughput } from '../../model/table.ts';
import { DECREASE_INTERVAL_MS, DECREASES_A_DAY, DECREASES_AT_ONCE } from './control-plane-limits.ts';

const DAY_MS = 86_400_000;

/** Decreases made since 00:00 UTC. */
export function decreasesToday({ decreasesToday: count, lastDecreaseMs }: Throughput, nowMs: number): number {
  return lastDecreaseMs !== undefined && isSameDay(lastDecreaseMs, nowMs) ? count : 0;
}

/**
 * The throughput after a change at `nowMs`, its times and counters kept. Throws LimitExceededException when it would
 * be a decrease too many.
 */
export function changeThroughput(
  before: Throughput,
  wanted: Pick<Throughput, 'rcu' | 'wcu'>,
  nowMs: number,
): Throughput {
  const isIncrease = wanted.rcu > before.rcu || wanted.wcu > before.wcu;
  const isDecrease = wanted.rcu < before.rcu || wanted.wcu < before.wcu;
  const increased = isIncrease ? { lastIncreaseMs: nowMs } : {};
  if (!isDecrease) return { ...before, ...wanted, ...increased };
  const left = decreasesLeft(before, nowMs);
  const count = decreasesToday(before, nowMs);
  if (left < 1 || count >= DECREASES_A_DAY) throw tooMany(count, before.lastDecreaseMs ?? nowMs);
  const decreased = { lastDecreaseMs: nowMs, decreasesToday: count + 1, decreasesLeft: left - 1 };
  return { ...before, ...wanted, ...increased, ...decreased };
}

function decreasesLeft({ lastDecreaseMs, decreasesLeft: left }: Throughput, nowMs: number): number {
  if (lastDecreaseMs === undefined || left === undefined || !isSameDay(lastDecreaseMs, nowMs))
    return DECREASES_AT_ONCE;
  const earned = Math.floor((nowMs - lastDecreaseMs) / DECREASE_INTERVAL_MS);
  return Math.min(DECREASES_AT_ONCE, left + earned);
}

function tooMany(count: number, lastMs: number): DynamoError {
  const nextMs =
    count >= DECREASES_A_DAY ? (Math.floor(lastMs / DAY_MS) + 1) * DAY_MS : lastMs + DECREASE_INTERVAL_MS;
  return new DynamoError(
    'LimitExceededException',
    'Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. ' +
      `After the first ${DECREASES_AT_ONCE} decreases, each subsequent decrease in the same UTC day can be performed at most ` +
      `once every ${DECREASE_INTERVAL_MS / 1000} seconds. Number of decreases today: ${count}. ` +
      `Last decrease at ${isoFromMs(lastMs)}Z. Next decrease can be made at ${isoFromMs(nextMs)}Z`,
  );
}

function isSameDay(aMs: number, bMs: number): boolean {
  return Math.floor(aMs / DAY_MS) === Math.floor(bMs / DAY_MS);
}
