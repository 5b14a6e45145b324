/** Point-in-time recovery as the API shows it. */
import type { JsonObject } from '../../base/json.ts';
import type { TableDoc } from '../../model/table.ts';
import type { Context } from '../context.ts';

/** The API's ContinuousBackupsDescription. Backups are always possible; recovery must be turned on. */
export function continuousBackupsJson({ backups, nowMs }: Context, doc: TableDoc): JsonObject {
  const times = backups.recoverable(doc, nowMs);
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription:
      times === undefined
        ? { PointInTimeRecoveryStatus: 'DISABLED' }
        : {
            PointInTimeRecoveryStatus: 'ENABLED',
            RecoveryPeriodInDays: doc.pitr?.recoveryPeriodDays ?? 0,
            EarliestRestorableDateTime: times.earliestMs / 1000,
            LatestRestorableDateTime: times.latestMs / 1000,
          },
  };
}
