/** Transactions at work: items in flight for as long as their requests take, and the tokens that make repeats harmless. */
import type { SortedMap } from '../../base/sorted-map.ts';
import type { RecordChange } from '../storage/write-batch.ts';
import { ItemsInFlight } from './items-in-flight.ts';
import type { FlightDoc } from './items-in-flight.ts';
import { RequestTokens } from './request-tokens.ts';
import type { Transactions } from './transactions.ts';

export interface RunningTransactions extends Transactions {
  /** The tokens' sorted map: for checkpoints, and where a restore puts pages and replays changes. */
  readonly tokens: SortedMap<string>;
  /** After a restore has filled the map. */
  indexTokens(): void;
  /** What is in flight, for the runtime document. */
  saveRuntime(nowMs: number): FlightDocs;
  loadRuntime(docs: FlightDocs): void;
}

export interface FlightDocs {
  readonly held: readonly FlightDoc[];
  readonly written: readonly FlightDoc[];
}

export function createTransactions(record: RecordChange): RunningTransactions {
  const held = new ItemsInFlight();
  const written = new ItemsInFlight();
  const tokens = new RequestTokens(record);
  return {
    isHeld: (tableId, key, asking) => held.has(tableId, key, asking),
    isBeingWritten: (tableId, key, asking) =>
      held.has(tableId, key, asking) || written.has(tableId, key, asking),
    hold(items, until) {
      for (const item of items) held.add(item, until);
    },
    noteWrite: (item, until) => written.add(item, until),
    useOf: (operation, token, nowMs) => tokens.find(operation, token, nowMs),
    remember: (use, nowMs) => tokens.remember(use, nowMs),
    tokens: tokens.space,
    indexTokens: () => tokens.index(),
    saveRuntime: (nowMs) => ({ held: held.save(nowMs), written: written.save(nowMs) }),
    loadRuntime(docs) {
      held.load(docs.held);
      written.load(docs.written);
    },
  };
}
