/** DescribeBackup: a backup, and its table as it was. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { backupDescription } from './backup-description.ts';
import { findBackup } from './backup-sources.ts';

export function describeBackup(context: Context, input: InputOf<'DescribeBackup'>): string {
  const backup = findBackup(context, input.BackupArn);
  return JSON.stringify({ BackupDescription: backupDescription(backup, backup.status) });
}
