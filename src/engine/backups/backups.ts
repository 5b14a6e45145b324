/** Backups and the recoverable past as operations see them. */
import type { BackupDoc } from '../../model/backup.ts';
import type { TableDoc } from '../../model/table.ts';
import type { Table } from '../storage/table.ts';

/** Moments that a table can be restored to, both included, in virtual ms. */
export interface RecoverableTimes {
  readonly earliestMs: number;
  readonly latestMs: number;
}

/** What changes anything is for an effect of the write batch. */
export interface Backups {
  /** Oldest first. */
  all(): readonly BackupDoc[];
  byArn(arn: string): BackupDoc | undefined;
  /** Undefined while recovery is off. */
  recoverable(doc: TableDoc, nowMs: number): RecoverableTimes | undefined;
  /** Keeps a copy of the table's present items; unchanged ones are shared with it. */
  create(doc: BackupDoc, table: Table): void;
  remove(id: string): void;
  /** Fills an empty table and its indexes from a backup. */
  restore(id: string, target: Table): void;
  /** Fills an empty table and its indexes with the source's items of that moment. */
  restorePast(source: Table, atMs: number, target: Table): void;
}
