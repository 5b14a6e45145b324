/** The virtual clock's events: plain data, ordered by time and then by their number, so that every run is the same run. */

/** What can fall due. Each is dispatched to the one module that knows it; all are rebuilt from documents after a restore. */
export type ClockEvent =
  | { readonly kind: 'table-due'; readonly tableId: string }
  | { readonly kind: 'index-due'; readonly tableId: string; readonly indexId: string }
  | { readonly kind: 'backfill-step'; readonly tableId: string; readonly indexId: string }
  | { readonly kind: 'ttl-due'; readonly tableId: string }
  | { readonly kind: 'ttl-sweep'; readonly tableId: string }
  | { readonly kind: 'stream-trim'; readonly tableId: string }
  | { readonly kind: 'capacity-tick' };

export interface Clock {
  readonly nowMs: number;
  schedule(atMs: number, event: ClockEvent): void;
}
