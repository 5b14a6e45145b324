/** RestoreTableToPointInTime, as data. */
import { operation } from '../operation.ts';
import { boolean, optional, structure, timestamp } from '../shape.ts';
import { restoreOverrides, targetTableParameter } from '../shapes/backups.ts';
import { tableName, tableNameOrArn } from '../shapes/names.ts';

export const restoreTableToPointInTime = operation(
  'Makes a new table with what another held at a given second.',
  structure('RestoreTableToPointInTimeInput', {
    SourceTableArn: optional(tableNameOrArn, 'ARN of the table to restore from.'),
    SourceTableName: optional(tableName, 'Name of the table to restore from.'),
    TargetTableName: targetTableParameter,
    UseLatestRestorableTime: optional(boolean(), 'True restores the latest possible moment.'),
    RestoreDateTime: optional(timestamp(), 'Second to restore, within the recovery period.'),
    ...restoreOverrides,
  }),
);
