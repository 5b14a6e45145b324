/** ListBackups: those of one table or of all, in the order in which they were made. */
import type { BackupDoc } from '../../model/backup.ts';
import type { InputOf } from '../../model/operations.ts';
import { MAX_LISTED_BACKUPS } from '../backups/limits.ts';
import type { Context } from '../context.ts';
import { backupSummary } from './backup-description.ts';
import { tableNameOf } from './control-plane-table.ts';

type Input = InputOf<'ListBackups'>;

export function listBackups(context: Context, input: Input): string {
  const { Limit: limit = MAX_LISTED_BACKUPS, ExclusiveStartBackupArn: start } = input;
  const name = input.TableName === undefined ? undefined : tableNameOf(context, input.TableName);
  const all = context.backups
    .all()
    .filter((backup) => input.TableName === undefined || backup.table.name === name)
    .filter((backup) => isAskedFor(backup, input))
    .filter(({ id }) => start === undefined || id > idOf(start));
  const page = all.slice(0, limit);
  const last = page.length < all.length ? page.at(-1) : undefined;
  return JSON.stringify({
    BackupSummaries: page.map(backupSummary),
    ...(last === undefined ? {} : { LastEvaluatedBackupArn: last.arn }),
  });
}

function isAskedFor({ type, createdAtMs }: BackupDoc, input: Input): boolean {
  const {
    BackupType: wanted = 'USER',
    TimeRangeLowerBound: lower = -Infinity,
    TimeRangeUpperBound: upper = Infinity,
  } = input;
  const atS = createdAtMs / 1000;
  return (wanted === 'ALL' || type === wanted) && atS >= lower && atS < upper;
}

/** Ids begin with the time, so that their order is that of making. */
function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
