/** UpdateContinuousBackups, as data. */
import { operation } from '../operation.ts';
import { boolean, optional, required, structure } from '../shape.ts';
import { recoveryPeriodInDays } from '../shapes/backups.ts';
import { tableParameter } from '../shapes/parameters.ts';

export const updateContinuousBackups = operation(
  'Turns point-in-time recovery on or off, or changes how far it goes back.',
  structure('UpdateContinuousBackupsInput', {
    TableName: tableParameter,
    PointInTimeRecoverySpecification: required(
      structure('PointInTimeRecoverySpecification', {
        PointInTimeRecoveryEnabled: required(boolean(), 'True turns recovery on, false off.'),
        RecoveryPeriodInDays: optional(recoveryPeriodInDays, 'Days that can be recovered; 35 if not given.'),
      }),
      'Whether recovery is on, and for how long.',
    ),
  }),
);
