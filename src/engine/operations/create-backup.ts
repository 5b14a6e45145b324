/** CreateBackup: keeps a copy of the table as it is at this moment. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import { CREATE_BACKUP_MS } from '../backups/limits.ts';
import type { Context } from '../context.ts';
import { backupDetails } from './backup-description.ts';
import { assertBackupsEnabled, findSource } from './backup-sources.ts';
import { newBackup } from './new-backup.ts';

export function createBackup(context: Context, input: InputOf<'CreateBackup'>): string {
  const { nowMs, physics, batch, backups } = context;
  const table = findSource(context, input.TableName);
  assertBackupsEnabled(context, table);
  if (table.doc.status === 'DELETING') {
    throw new DynamoError('TableInUseException', `Table is being deleted: ${table.doc.name}`);
  }
  const isLate = physics.controlPlaneDelays;
  const backup = newBackup(context, table, {
    name: input.BackupName,
    type: 'USER',
    status: isLate ? 'CREATING' : 'AVAILABLE',
    ...(isLate ? { changesAtMs: nowMs + CREATE_BACKUP_MS } : {}),
  });
  batch.follow(() => backups.create(backup, table));
  return JSON.stringify({ BackupDetails: backupDetails(backup, 'CREATING') });
}
