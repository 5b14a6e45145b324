/** A table's present state made into a backup's document. */
import type { BackupDoc } from '../../model/backup.ts';
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';

const TIME_DIGITS = 14;
const SUFFIX_DIGITS = 8;

/** Its items are to be kept by an effect of the same batch. */
export function newBackup(
  { nowMs, random }: Context,
  { doc, items }: Table,
  rest: Pick<BackupDoc, 'name' | 'type' | 'status' | 'changesAtMs' | 'expiresAtMs'>,
): BackupDoc {
  const time = String(Math.floor(nowMs)).padStart(TIME_DIGITS, '0');
  const id = `${time}-${random
    .int(2 ** 32)
    .toString(16)
    .padStart(SUFFIX_DIGITS, '0')}`;
  return {
    id,
    arn: `${doc.arn}/backup/${id}`,
    ...rest,
    createdAtMs: nowMs,
    table: doc,
    itemCount: items.size,
    sizeBytes: items.sizeBytes,
  };
}
