/** UpdateContinuousBackups: point-in-time recovery on or off, and how far back it goes. */
import type { InputOf } from '../../model/operations.ts';
import type { PitrDoc, TableDoc } from '../../model/table.ts';
import { DAY_MS, DEFAULT_RECOVERY_DAYS } from '../backups/limits.ts';
import type { Context } from '../context.ts';
import { assertBackupsEnabled, findSource } from './backup-sources.ts';
import { continuousBackupsJson } from './continuous-backups-description.ts';
import { assertChangeable, invalidParameters } from './control-plane-table.ts';
import { newUuid } from './table-settings.ts';

export function updateContinuousBackups(context: Context, input: InputOf<'UpdateContinuousBackups'>): string {
  const table = findSource(context, input.TableName);
  assertBackupsEnabled(context, table);
  if (table.doc.status === 'DELETING') assertChangeable(table.doc);
  const { PointInTimeRecoveryEnabled: isOn, RecoveryPeriodInDays: days } =
    input.PointInTimeRecoverySpecification;
  if (!isOn && days !== undefined) {
    throw invalidParameters(
      'RecoveryPeriodInDays can only be specified when PointInTimeRecoveryEnabled is true',
    );
  }
  const { pitr: before, ...rest } = table.doc;
  const doc: TableDoc = isOn ? { ...rest, pitr: recovery(context, before, days) } : rest;
  context.batch.putTable(doc);
  return JSON.stringify({ ContinuousBackupsDescription: continuousBackupsJson(context, doc) });
}

/** A shorter period gives up at once what it leaves out, a longer one has to grow into it. */
function recovery(
  { nowMs, random }: Context,
  before: PitrDoc | undefined,
  days: number | undefined,
): PitrDoc {
  if (before === undefined) {
    return { logId: newUuid(random), recoveryPeriodDays: days ?? DEFAULT_RECOVERY_DAYS, sinceMs: nowMs };
  }
  const recoveryPeriodDays = days ?? before.recoveryPeriodDays;
  const kept = Math.min(recoveryPeriodDays, before.recoveryPeriodDays);
  return { ...before, recoveryPeriodDays, sinceMs: Math.max(before.sinceMs, nowMs - kept * DAY_MS) };
}
