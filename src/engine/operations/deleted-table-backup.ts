/** The backup that a table with point-in-time recovery leaves behind when it is deleted. */
import type { TableDoc } from '../../model/table.ts';
import { SYSTEM_BACKUP_MS } from '../backups/limits.ts';
import type { Context } from '../context.ts';
import { newBackup } from './new-backup.ts';

/** To be called before the table is dropped in the same batch. */
export function backUpDeletedTable(context: Context, doc: TableDoc): void {
  const { batch, backups, catalog, nowMs } = context;
  const table = catalog.byId(doc.id);
  if (doc.pitr === undefined || table === undefined) return;
  const backup = newBackup(context, table, {
    name: `${doc.name}$DeletedTableBackup`,
    type: 'SYSTEM',
    status: 'AVAILABLE',
    expiresAtMs: nowMs + SYSTEM_BACKUP_MS,
  });
  batch.follow(() => backups.create(backup, table));
}
