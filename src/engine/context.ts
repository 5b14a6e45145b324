/** What an operation may touch. Handed to every operation; nothing else reaches state. */
import type { Random } from '../base/random.ts';
import type { Origin } from '../model/command.ts';
import type { EngineEvent } from '../model/events.ts';
import type { Physics } from '../model/physics.ts';
import type { Backups } from './backups/backups.ts';
import type { Capacity } from './capacity/capacity.ts';
import type { Metrics } from './cloud-watch/metrics.ts';
import type { ReceiptBuilder } from './receipt.ts';
import type { Catalog } from './storage/catalog.ts';
import type { WriteBatch } from './storage/write-batch.ts';
import type { Streams } from './streams/streams.ts';
import type { Transactions } from './transactions/transactions.ts';
import type { Ttl } from './ttl/ttl.ts';
import type { Vectors } from './vectors/vectors.ts';
import type { Clock } from './clock.ts';

export interface Context {
  /** Virtual time, ms since the epoch. */
  readonly nowMs: number;
  readonly operation: string;
  readonly origin: Origin;
  /** Who waits for the reply; requests of one client never overlap. Undefined for one that is heard of only once. */
  readonly client: string | undefined;
  readonly region: string;
  readonly accountId: string;
  readonly physics: Physics;
  readonly random: Random;
  readonly catalog: Catalog;
  /** The only way to change items and documents; applied when the operation returns, dropped when it throws. */
  readonly batch: WriteBatch;
  readonly capacity: Capacity;
  readonly metrics: Metrics;
  readonly streams: Streams;
  readonly ttl: Ttl;
  readonly vectors: Vectors;
  readonly backups: Backups;
  readonly transactions: Transactions;
  readonly clock: Clock;
  /** Present when the caller asked for an explanation. */
  readonly receipt: ReceiptBuilder | undefined;
  emit(event: EngineEvent): void;
}
