/** The virtual clock's events: plain data, ordered by time and then by their number, so that every run is the same run. */
import { createEventQueue } from '../base/event-queue.ts';

/** What can fall due. Each is dispatched to the one module that knows it; all are rebuilt from documents after a restore. */
export type ClockEvent =
  | { readonly kind: 'table-due'; readonly tableId: string }
  | { readonly kind: 'index-due'; readonly tableId: string; readonly indexId: string }
  /** `afterKey`: the last item looked at, `''` to begin with. */
  | {
      readonly kind: 'backfill-step';
      readonly tableId: string;
      readonly indexId: string;
      readonly afterKey: string;
    }
  | { readonly kind: 'vector-index-due'; readonly tableId: string; readonly indexId: string }
  /** As `backfill-step`. */
  | {
      readonly kind: 'vector-backfill-step';
      readonly tableId: string;
      readonly indexId: string;
      readonly afterKey: string;
    }
  | { readonly kind: 'backup-due'; readonly backupId: string }
  | { readonly kind: 'ttl-due'; readonly tableId: string }
  /** `sinceMs` is the document's: a table that has begun anew is looked at once a minute, not twice. */
  | { readonly kind: 'auto-scaling'; readonly tableId: string; readonly sinceMs: number }
  | { readonly kind: 'ttl-sweep'; readonly tableId: string }
  | { readonly kind: 'stream-trim'; readonly tableId: string }
  | { readonly kind: 'index-propagation'; readonly tableId: string; readonly indexId: string }
  | { readonly kind: 'capacity-tick' };

export interface Clock {
  readonly nowMs: number;
  schedule(atMs: number, event: ClockEvent): void;
}

/** The clock as its driver sees it. Time never goes back. */
export interface DrivenClock extends Clock {
  nextEventMs(): number | undefined;
  /** Takes the next event due at or before `untilMs` and moves the clock to its time; call until undefined. */
  takeDue(untilMs: number): ClockEvent | undefined;
  /** Moves the clock on. An earlier time leaves it where it is. */
  moveTo(nowMs: number): void;
}

/** An event scheduled for the past falls due now. */
export function createClock(startMs: number): DrivenClock {
  const queue = createEventQueue<ClockEvent>();
  let nowMs = startMs;
  return {
    get nowMs() {
      return nowMs;
    },
    schedule: (atMs, event) => queue.push(Math.max(atMs, nowMs), event),
    nextEventMs: () => queue.peekMs(),
    takeDue(untilMs) {
      const due = queue.popDue(untilMs);
      if (due === undefined) return undefined;
      nowMs = Math.max(nowMs, due.atMs);
      return due.event;
    },
    moveTo(toMs) {
      nowMs = Math.max(nowMs, toMs);
    },
  };
}
