/** One engine kept at the present: it is brought to real time by each request, and by a timer when something falls due. */
import { createEngine } from '../engine/engine.ts';
import type { Command, Reply } from '../model/command.ts';
import type { Physics } from '../model/physics.ts';

export interface DatabaseOptions {
  readonly region: string;
  readonly seed: number;
  readonly physics: Physics;
  /** Real time, ms since the epoch. */
  readonly nowMs: () => number;
  /** Calls back after `delayMs`; gives what cancels it. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

export interface Database {
  /** A thrown error is a broken invariant, never a DynamoDB error; what the command had changed is dropped. */
  call(operation: string, input: Command['input']): Reply;
  /** Stops the timer. */
  close(): void;
}

/** A timer that falls early is set again; this keeps within what timers take. */
const MAX_DELAY_MS = 3_600_000;

export function createDatabase({ region, seed, physics, nowMs, schedule }: DatabaseOptions): Database {
  const engine = createEngine({ seed, physics, region, startMs: nowMs() });
  let timerMs = Infinity;
  let cancel: (() => void) | undefined;

  const settle = (): void => {
    // Nobody reads them here; left where they are they would fill the memory.
    engine.takeEvents();
    engine.takeChanges();
    const dueMs = engine.nextEventMs() ?? Infinity;
    if (dueMs >= timerMs || dueMs === Infinity) return;
    cancel?.();
    timerMs = dueMs;
    cancel = schedule(wake, Math.min(MAX_DELAY_MS, Math.max(1, dueMs - nowMs())));
  };
  const wake = (): void => {
    timerMs = Infinity;
    engine.advanceTo(nowMs());
    settle();
  };

  return {
    call(operation, input) {
      try {
        return engine.handle({ operation, input, atMs: nowMs(), origin: 'user' });
      } finally {
        settle();
      }
    },
    close: () => cancel?.(),
  };
}
