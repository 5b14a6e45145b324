/** A backup as the engine keeps it beside its items: one plain, persisted document a backup. */
import type { TableDoc } from './table.ts';

export interface BackupDoc {
  /** The last part of its ARN; names its items' space. Unique over the life of the engine. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** SYSTEM: made of a table with point-in-time recovery when it was deleted. */
  readonly type: 'USER' | 'SYSTEM';
  readonly status: 'CREATING' | 'AVAILABLE';
  readonly createdAtMs: number;
  /** When it becomes AVAILABLE. */
  readonly changesAtMs?: number;
  /** When it is removed; absent for those that stay. */
  readonly expiresAtMs?: number;
  /** As it was at that moment. */
  readonly table: TableDoc;
  readonly itemCount: number;
  readonly sizeBytes: number;
}
