/** UpdateTimeToLive: turns the deletion of expired items on or off. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { TableDoc, TtlDoc } from '../../model/table.ts';
import type { Context } from '../context.ts';
import { CHANGE_INTERVAL_MS } from '../ttl/limits.ts';
import { CHANGE_TTL_MS } from './control-plane-limits.ts';
import { assertChangeable, findTable } from './control-plane-table.ts';

export function updateTimeToLive(context: Context, input: InputOf<'UpdateTimeToLive'>): string {
  const { nowMs, physics, batch } = context;
  const { doc } = findTable(context, input.TableName);
  const { Enabled: isOn, AttributeName: attribute } = input.TimeToLiveSpecification;
  assertChangeable(doc);
  assertTtlChange(doc, { isOn, attribute });
  const isLate = physics.controlPlaneDelays;
  // An hour is how long a change may take to spread; where changes take effect at once there is nothing to wait for.
  if (isLate && doc.ttl !== undefined && nowMs - doc.ttl.changedAtMs < CHANGE_INTERVAL_MS) {
    throw new DynamoError(
      'ValidationException',
      'Time to live has been modified multiple times within a fixed interval',
    );
  }
  const ttl: TtlDoc = {
    attribute,
    status: isLate ? (isOn ? 'ENABLING' : 'DISABLING') : isOn ? 'ENABLED' : 'DISABLED',
    changedAtMs: nowMs,
    ...(isLate ? { changesAtMs: nowMs + CHANGE_TTL_MS } : {}),
  };
  batch.putTable({ ...doc, ttl });
  return JSON.stringify({ TimeToLiveSpecification: { Enabled: isOn, AttributeName: attribute } });
}

function assertTtlChange({ ttl }: TableDoc, { isOn, attribute }: { isOn: boolean; attribute: string }): void {
  const wasOn = ttl?.status === 'ENABLED' || ttl?.status === 'ENABLING';
  if (wasOn && ttl.attribute !== attribute) {
    throw new DynamoError(
      'ValidationException',
      `TimeToLive is active on a different AttributeName: current AttributeName is ${ttl.attribute}`,
    );
  }
  if (wasOn !== isOn) return;
  throw new DynamoError('ValidationException', `TimeToLive is already ${isOn ? 'enabled' : 'disabled'}`);
}
