/** Folds the engine's events into one sample a virtual second for each table and GSI, and keeps the last five minutes. */
import type { EngineEvent } from '../model/events.ts';
import type { EngineSnapshot } from '../model/snapshot.ts';
import type { Sample } from './api.ts';
import { Tally } from './tally.ts';

/** Seconds kept, and the most that one frame carries. */
export const SAMPLE_HISTORY_S = 300;

export class Samples {
  readonly #tables = new Map<string, Map<string | undefined, Tally>>();
  /** One entry a second, oldest first. */
  readonly #seconds: { readonly atS: number; readonly samples: readonly Sample[] }[] = [];
  #lastTable: string | undefined;
  #lastTallies = new Map<string | undefined, Tally>();

  /** Costs well under a microsecond; every event of the run comes through here. */
  add(event: EngineEvent): void {
    switch (event.kind) {
      case 'request':
        if (event.table !== undefined) this.#tally(event.table, undefined).request(event);
        break;
      case 'consumed':
        this.#tally(event.table, event.index).consumed(event.partition, event.action, event.units);
        break;
      case 'throttled': {
        const { table, index, partition, reason } = event.throttle;
        this.#tally(table, index).throttled(partition, reason);
        break;
      }
      case 'stream-record':
        this.#tally(event.table, undefined).streamRecord(event.eventName);
        break;
      case 'ttl-deleted':
        this.#tally(event.table, undefined).ttlDeletion();
        break;
      case 'table-status':
        if (event.status === 'DELETED') this.#forget(event.table);
        break;
      case 'index-status':
      case 'partition-split':
      case 'stream-trimmed':
      case 'transaction-conflict':
      case 'vector-metered':
      case 'auto-scaled':
        break;
    }
  }

  /** Ends second `atS`; every table and GSI of the gauges gets a sample, quiet ones too. */
  closeSecond(atS: number, gauges: EngineSnapshot): void {
    const samples: Sample[] = [];
    for (const table of gauges.tables) {
      for (const resource of table.resources) {
        samples.push(this.#tally(table.doc.name, resource.index).close(atS, table, resource));
      }
    }
    this.#seconds.push({ atS, samples });
    // In bulk, so that a long step does not move the array once a second.
    if (this.#seconds.length > 2 * SAMPLE_HISTORY_S) this.#seconds.splice(0, SAMPLE_HISTORY_S);
  }

  /** Samples of the seconds after `atS`, oldest first, of the last five minutes at most. */
  since(atS: number): readonly Sample[] {
    const recent = this.#seconds.slice(-SAMPLE_HISTORY_S);
    return recent.filter((second) => second.atS > atS).flatMap((second) => second.samples);
  }

  #tally(table: string, index: string | undefined): Tally {
    if (table !== this.#lastTable) this.#aimAt(table);
    let tally = this.#lastTallies.get(index);
    if (tally === undefined) {
      tally = new Tally();
      this.#lastTallies.set(index, tally);
    }
    return tally;
  }

  #aimAt(table: string): void {
    let tallies = this.#tables.get(table);
    if (tallies === undefined) {
      tallies = new Map();
      this.#tables.set(table, tallies);
    }
    this.#lastTable = table;
    this.#lastTallies = tallies;
  }

  #forget(table: string): void {
    this.#tables.delete(table);
    this.#lastTable = undefined;
  }
}
