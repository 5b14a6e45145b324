/** Finding backups and the tables that they are made of, with the words that these operations have for what is not there. */
import type { BackupDoc } from '../../model/backup.ts';
import { DynamoError } from '../../model/errors.ts';
import { BACKUPS_ENABLED_MS } from '../backups/limits.ts';
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';
import { tableNameOf } from './control-plane-table.ts';

/** By name or ARN. Throws TableNotFoundException. */
export function findSource(context: Context, nameOrArn: string): Table {
  const name = tableNameOf(context, nameOrArn);
  const table = name === undefined ? undefined : context.catalog.byName(name);
  if (table !== undefined) return table;
  throw new DynamoError('TableNotFoundException', `Table not found: ${name ?? nameOrArn}`);
}

/** Throws ContinuousBackupsUnavailableException for a table that is too new. */
export function assertBackupsEnabled({ nowMs, physics }: Context, { doc }: Table): void {
  const isTooNew = physics.controlPlaneDelays && nowMs < doc.createdAtMs + BACKUPS_ENABLED_MS;
  if (doc.status !== 'CREATING' && !isTooNew) return;
  throw new DynamoError(
    'ContinuousBackupsUnavailableException',
    `Backups are being enabled for the table: ${doc.name}. Please retry later`,
  );
}

/** Throws BackupNotFoundException. */
export function findBackup({ backups }: Context, arn: string): BackupDoc {
  const backup = backups.byArn(arn);
  if (backup !== undefined) return backup;
  throw new DynamoError('BackupNotFoundException', `Backup not found: ${arn}`);
}

/** Throws BackupInUseException for one that is still being made, in the API reference's words. */
export function assertAvailable({ status }: BackupDoc): void {
  if (status === 'AVAILABLE') return;
  throw new DynamoError(
    'BackupInUseException',
    'There is another ongoing conflicting backup control plane operation on the table. ' +
      'The backup is either being created, deleted or restored to a table.',
  );
}
