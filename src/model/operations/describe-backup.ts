/** DescribeBackup, as data. */
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import { backupArnParameter } from '../shapes/backups.ts';

export const describeBackup = operation(
  'Describes a backup and the table as it was then.',
  structure('DescribeBackupInput', { BackupArn: backupArnParameter }),
);
