/** CreateBackup, as data. */
import { operation } from '../operation.ts';
import { required, structure } from '../shape.ts';
import { backupName } from '../shapes/backups.ts';
import { tableParameter } from '../shapes/parameters.ts';

export const createBackup = operation(
  'Keeps a copy of a table as it is now, until it is deleted.',
  structure('CreateBackupInput', {
    TableName: tableParameter,
    BackupName: required(backupName, 'Name of the backup; it need not be unique.'),
  }),
);
