/** The commit event: what capacity, streams and TTL hear of when items change. They meet only here. */
import type { Table } from './table.ts';
import type { StoredItem } from './stored-item.ts';

export interface CommittedWrite {
  readonly table: Table;
  /** The encoded key; its first four characters are the hash. */
  readonly key: string;
  readonly oldItem: StoredItem | undefined;
  readonly newItem: StoredItem | undefined;
  /** `ttl` marks the service's own deletions. */
  readonly cause: 'request' | 'ttl';
}

export interface CommitListener {
  /** Called once for each changed item after storage and indexes have changed. Must not throw. */
  onCommit(write: CommittedWrite, nowMs: number): void;
  /** A document was created, replaced (`before` and `after`) or dropped (`after` undefined). */
  onTableChange?(
    table: Table,
    before: Table['doc'] | undefined,
    after: Table['doc'] | undefined,
    nowMs: number,
  ): void;
}
