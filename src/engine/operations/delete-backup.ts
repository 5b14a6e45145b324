/** DeleteBackup: what others restored from it stays. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { backupDescription } from './backup-description.ts';
import { assertAvailable, findBackup } from './backup-sources.ts';

export function deleteBackup(context: Context, input: InputOf<'DeleteBackup'>): string {
  const backup = findBackup(context, input.BackupArn);
  assertAvailable(backup);
  if (backup.type === 'SYSTEM') {
    throw new DynamoError('ValidationException', 'System backups cannot be deleted');
  }
  context.batch.follow(() => context.backups.remove(backup.id));
  return JSON.stringify({ BackupDescription: backupDescription(backup, 'DELETED') });
}
