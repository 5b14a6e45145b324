/** What operations and the page may ask of streams. */
import type { TableDoc } from '../../model/table.ts';
import type { Shard } from './shards.ts';

/** Records of one shard, oldest first. */
export interface ReadRecords {
  /** Each record's JSON text, as GetRecords gives it. */
  readonly records: readonly string[];
  /** The number of the last record read; the position read from when there was none. */
  readonly position: string;
}

export interface Streams {
  /** Shards in the order of their making; empty for a stream that is not there. */
  shards(label: string): readonly Shard[];
  /** Records after a sequence number (`''`: from the oldest kept), at most `limit` and about 1 MB. */
  read(label: string, shard: Shard, options: { readonly after: string; readonly limit: number }): ReadRecords;
  /** A label for a new stream, now or a few ms later: later than every one so far, because it names the stream's space. */
  newLabel(): string;
  /** Every record so far has at most this number, every later one a higher. */
  lastSequence(): string;
  /** Records kept of the table's newest stream. */
  snapshot(doc: TableDoc): StreamSnapshot | undefined;
}

export interface StreamSnapshot {
  readonly records: number;
  readonly oldestMs?: number;
  readonly newestMs?: number;
}
