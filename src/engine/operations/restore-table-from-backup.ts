/** RestoreTableFromBackup: a new table with what the backup holds; its source may be gone. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { assertAvailable, findBackup } from './backup-sources.ts';
import { restoreTable } from './restored-table.ts';

export function restoreTableFromBackup(context: Context, input: InputOf<'RestoreTableFromBackup'>): string {
  const backup = findBackup(context, input.BackupArn);
  assertAvailable(backup);
  const { table, arn, createdAtMs, id } = backup;
  return restoreTable(context, input, {
    source: table,
    from: { tableArn: table.arn, backupArn: arn, atMs: createdAtMs },
    fill: (target) => context.backups.restore(id, target),
  });
}
