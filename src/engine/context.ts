/** What an operation may touch. Handed to every operation; nothing else reaches state. */
import type { Random } from '../base/random.ts';
import type { Origin } from '../model/command.ts';
import type { EngineEvent } from '../model/events.ts';
import type { Physics } from '../model/physics.ts';
import type { Capacity } from './capacity/capacity.ts';
import type { ReceiptBuilder } from './receipt.ts';
import type { Catalog } from './storage/catalog.ts';
import type { WriteBatch } from './storage/write-batch.ts';
import type { Streams } from './streams/streams.ts';
import type { Ttl } from './ttl/ttl.ts';
import type { Clock } from './clock.ts';

export interface Context {
  /** Virtual time, ms since the epoch. */
  readonly nowMs: number;
  readonly operation: string;
  readonly origin: Origin;
  readonly region: string;
  readonly accountId: string;
  readonly physics: Physics;
  readonly random: Random;
  readonly catalog: Catalog;
  /** The only way to change items and documents; applied when the operation returns, dropped when it throws. */
  readonly batch: WriteBatch;
  readonly capacity: Capacity;
  readonly streams: Streams;
  readonly ttl: Ttl;
  readonly clock: Clock;
  /** Present when the caller asked for an explanation. */
  readonly receipt: ReceiptBuilder | undefined;
  emit(event: EngineEvent): void;
}
