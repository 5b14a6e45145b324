/** RestoreTableFromBackup, as data. */
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import { backupArnParameter, restoreOverrides, targetTableParameter } from '../shapes/backups.ts';

export const restoreTableFromBackup = operation(
  'Makes a new table with what a backup holds.',
  structure('RestoreTableFromBackupInput', {
    TargetTableName: targetTableParameter,
    BackupArn: backupArnParameter,
    ...restoreOverrides,
  }),
);
