/** Tells a page how its import goes, until it is done or the page leaves. */
import type { ImportProgress } from './api.ts';

/** Real ms between two looks. */
const LOOK_INTERVAL_MS = 100;
/** With more rejected lines than this, which every message repeats, looks are rarer. */
const MANY_REJECTED = 1000;
const RARE_INTERVAL_MS = 2000;

export interface ImportStreamOptions {
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
  /** Starts the import; called once, when the page first asks. */
  readonly start: () => Promise<StartedImport>;
}

export interface StartedImport {
  /** Undefined when the run that it was for is no more. */
  progress(): ImportProgress | undefined;
  /** Resolves when all that was written so far is durable. */
  settled(): Promise<void>;
  /** Stops where it is; also called at the end. */
  stop(): void;
}

type Result = IteratorResult<ImportProgress, undefined>;

const END: Result = { done: true, value: undefined };

export function createImportStream(options: ImportStreamOptions): AsyncIterable<ImportProgress> {
  return { [Symbol.asyncIterator]: () => readImport(options) };
}

function readImport({ schedule, start }: ImportStreamOptions): AsyncIterator<ImportProgress, undefined> {
  let started: StartedImport | undefined;
  let last: ImportProgress | undefined;
  let isLeft = false;
  let wake: () => void = () => undefined;

  const pause = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = schedule(resolve, delayMs);
      wake = () => {
        cancel();
        resolve();
      };
    });
  const leave = (): void => {
    isLeft = true;
    started?.stop();
    wake();
  };
  const next = async (): Promise<Result> => {
    if (last?.state === 'done') return END;
    if (started === undefined) started = await start();
    else await pause((last?.rejected.length ?? 0) > MANY_REJECTED ? RARE_INTERVAL_MS : LOOK_INTERVAL_MS);
    for (;;) {
      const progress = isLeft ? undefined : started.progress();
      if (progress === undefined || progress.state === 'done') started.stop();
      if (progress === undefined) return END;
      if (!isSame(progress, last)) {
        // What is told as written is durable.
        await started.settled();
        last = progress;
        return { done: false, value: progress };
      }
      await pause(LOOK_INTERVAL_MS);
    }
  };
  return {
    next,
    return: async () => {
      leave();
      return END;
    },
  };
}

function isSame(a: ImportProgress, b: ImportProgress | undefined): boolean {
  return (
    a.written === b?.written &&
    a.throttled === b.throttled &&
    a.rejected.length === b.rejected.length &&
    a.state === b.state
  );
}
