/** Items that requests are busy with for the virtual time that those requests take. */
import type { Asking, ItemId } from './transactions.ts';

/** As it is stored. */
export type FlightDoc = readonly [tableId: string, key: string, untilMs: number, client?: string];

interface Flight {
  readonly item: ItemId;
  readonly untilMs: number;
  readonly client: string | undefined;
}

/** Flights end about in the order in which they began, so what is over is found at the front. */
export class ItemsInFlight {
  readonly #flights = new Map<string, Flight>();

  add(item: ItemId, { nowMs, untilMs, client }: Asking & { readonly untilMs: number }): void {
    this.#dropOver(nowMs);
    const id = idOf(item.tableId, item.key);
    this.#flights.delete(id);
    this.#flights.set(id, { item, untilMs, client });
  }

  /** Whether someone else is busy with the item. */
  has(tableId: string, key: string, { nowMs, client }: Asking): boolean {
    if (this.#flights.size === 0) return false;
    const flight = this.#flights.get(idOf(tableId, key));
    if (flight === undefined || flight.untilMs <= nowMs) return false;
    return client === undefined || flight.client !== client;
  }

  save(nowMs: number): readonly FlightDoc[] {
    const live = [...this.#flights.values()].filter(({ untilMs }) => untilMs > nowMs);
    return live.map(({ item: { tableId, key }, untilMs, client }) =>
      client === undefined ? [tableId, key, untilMs] : [tableId, key, untilMs, client],
    );
  }

  load(docs: readonly FlightDoc[]): void {
    for (const [tableId, key, untilMs, client] of docs) {
      this.#flights.set(idOf(tableId, key), { item: { tableId, key }, untilMs, client });
    }
  }

  #dropOver(nowMs: number): void {
    for (const [id, { untilMs }] of this.#flights) {
      if (untilMs > nowMs) return;
      this.#flights.delete(id);
    }
  }
}

function idOf(tableId: string, key: string): string {
  return `${tableId} ${key}`;
}
