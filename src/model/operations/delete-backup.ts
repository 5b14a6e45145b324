/** DeleteBackup, as data. */
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import { backupArnParameter } from '../shapes/backups.ts';

export const deleteBackup = operation(
  'Deletes a backup.',
  structure('DeleteBackupInput', { BackupArn: backupArnParameter }),
);
