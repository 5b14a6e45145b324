/** ListBackups, as data. */
import { operation } from '../operation.ts';
import { integer, oneOf, optional, structure, timestamp } from '../shape.ts';
import { startBackupArn } from '../shapes/backups.ts';
import { tableNameOrArn } from '../shapes/names.ts';

export const listBackups = operation(
  'Lists backups, of one table or of all, oldest first.',
  structure('ListBackupsInput', {
    TableName: optional(tableNameOrArn, 'Only those of this table, which may be gone.'),
    Limit: optional(integer({ min: 1, max: 100 }), 'Most backups to return.'),
    TimeRangeLowerBound: optional(timestamp(), 'Only those made at this time or after it.'),
    TimeRangeUpperBound: optional(timestamp(), 'Only those made before this time.'),
    ExclusiveStartBackupArn: startBackupArn,
    BackupType: optional(
      oneOf('USER', 'SYSTEM', 'AWS_BACKUP', 'ALL'),
      'USER (the default), SYSTEM for those of deleted tables, or ALL.',
    ),
  }),
);
