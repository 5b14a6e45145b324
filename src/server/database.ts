/** One engine kept at the present: it is brought to real time by each request, and by a timer when something falls due. */
import { createEngine, restoreEngine, type Engine } from '../engine/engine.ts';
import type { Command, Reply } from '../model/command.ts';
import type { Physics } from '../model/physics.ts';
import type { Persistence } from '../persistence/port.ts';
import { Keeper } from './keeper.ts';

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
  /**
   * The reply, or a promise of it while what it tells is being stored. `client` waits for its reply before it asks
   * again, so that only requests of different clients overlap. A thrown error is a StorageError, or a broken
   * invariant, never a DynamoDB error; what the command had changed is dropped.
   */
  call(operation: string, input: Command['input'], client?: string): Reply | Promise<Reply>;
  /** Stops the timer, and resolves when everything is stored. */
  close(): Promise<void>;
}

/** A timer that falls early is set again; this keeps within what timers take. */
const MAX_DELAY_MS = 3_600_000;

/** A database in memory. */
export function createDatabase(options: DatabaseOptions): Database {
  const { seed, physics, region, nowMs } = options;
  return databaseOf(createEngine({ seed, physics, region, startMs: nowMs() }), options);
}

/** A database as it was stored, or an empty one, that stores whatever changes. Rejects with a StorageError. */
export async function openDatabase(persistence: Persistence, options: DatabaseOptions): Promise<Database> {
  const { seed, physics, region, nowMs } = options;
  const keeper = new Keeper(persistence);
  const stored = await keeper.load();
  const engineOptions = { seed, physics, region, startMs: nowMs() };
  const engine = stored === undefined ? createEngine(engineOptions) : restoreEngine(stored, engineOptions);
  // Only a checkpoint holds where chance stands: without one the same ids would be drawn again.
  keeper.checkpoint(engine);
  return databaseOf(engine, options, keeper);
}

function databaseOf(
  engine: Engine,
  { nowMs, schedule }: Pick<DatabaseOptions, 'nowMs' | 'schedule'>,
  keeper?: Keeper,
): Database {
  let timerMs = Infinity;
  let cancel: (() => void) | undefined;

  /** What remains to be waited for before anything may be said of the engine's present state. */
  const settle = (): Promise<void> | undefined => {
    // Nobody reads them here; left where they are they would fill the memory.
    engine.takeEvents();
    const stored = keeper === undefined ? void engine.takeChanges() : keeper.keep(engine);
    const dueMs = engine.nextEventMs() ?? Infinity;
    if (dueMs < timerMs) {
      cancel?.();
      timerMs = dueMs;
      cancel = schedule(wake, Math.min(MAX_DELAY_MS, Math.max(1, dueMs - nowMs())));
    }
    return stored;
  };
  const wake = (): void => {
    timerMs = Infinity;
    engine.advanceTo(nowMs());
    void settle();
  };
  const handle = (command: Command): Reply | Promise<Reply> => {
    let stored: Promise<void> | undefined;
    let reply: Reply;
    try {
      reply = engine.handle(command);
    } finally {
      stored = settle();
    }
    return stored === undefined ? reply : stored.then(() => reply);
  };

  return {
    call(operation, input, client) {
      keeper?.assertSound();
      const atMs = nowMs();
      return handle(
        client === undefined
          ? { operation, input, atMs, origin: 'user' }
          : { operation, input, atMs, origin: 'user', client },
      );
    },
    async close() {
      cancel?.();
      await keeper?.close(engine);
    },
  };
}
