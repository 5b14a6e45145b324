/** Shapes of backups and restores. */
import { integer, optional, required, string } from '../shape.ts';
import {
  globalSecondaryIndexes,
  localSecondaryIndexes,
  onDemandThroughput,
  provisionedThroughput,
  vectorIndexes,
} from './indexes.ts';
import { tableName } from './names.ts';
import { billingMode, sseSpecification } from './table-settings.ts';

const backupArn = string({ minLength: 37, maxLength: 1024 });

export const backupArnParameter = required(backupArn, 'ARN of the backup.');
export const startBackupArn = optional(backupArn, 'LastEvaluatedBackupArn of the page before.');
export const backupName = string({ minLength: 3, maxLength: 255, pattern: '[a-zA-Z0-9_.-]+' });
export const recoveryPeriodInDays = integer({ min: 1, max: 35 });

export const targetTableParameter = required(tableName, 'Name of the new table.');

/** What the restored table has otherwise than its source. Indexes can be left out, not added. */
export const restoreOverrides = {
  BillingModeOverride: optional(billingMode, 'How the new table is paid for.'),
  GlobalSecondaryIndexOverride: optional(globalSecondaryIndexes, 'Global indexes to keep; none for none.'),
  LocalSecondaryIndexOverride: optional(localSecondaryIndexes, 'Local indexes to keep; none for none.'),
  ProvisionedThroughputOverride: optional(provisionedThroughput, 'Capacity units a second of the new table.'),
  OnDemandThroughputOverride: optional(onDemandThroughput, 'Upper limits of the new table.'),
  SSESpecificationOverride: optional(sseSpecification, 'Which key encrypts the new table.'),
  VectorIndexOverride: optional(vectorIndexes, 'Vector indexes to keep; none for none.'),
};
