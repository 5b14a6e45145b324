/** What may wait until the first screen can be used: it is loaded then, piece by piece, while the page is idle. */
import { useEffect, useState } from 'react';

/** Waiting for idle time ends after this, however busy the page is. */
const IDLE_WAIT_MS = 120;

let announce: () => void = () => undefined;
const shown = new Promise<void>((resolve) => {
  announce = resolve;
});
/** Each waits for the one before it, so that no two arrive in one slice. */
let last: Promise<void> = shown;

/** The first screen is there; to be called once what it shows has been painted. */
export function announceFirstScreen(): void {
  announce();
}

/** Resolves in an idle slice of its own after the first screen, in the order of the calls. */
export function afterFirstScreen(): Promise<void> {
  last = last.then(idle);
  return last;
}

/** What is loaded once for all who want it waits once. */
const turns = new Map<() => Promise<unknown>, Promise<void>>();

function turnOf(load: () => Promise<unknown>): Promise<void> {
  const turn = turns.get(load) ?? afterFirstScreen();
  turns.set(load, turn);
  return turn;
}

/** What `load` gives, once it has: after the first screen, or sooner if `hurry` is called. `load` never changes. */
export function useLate<T>(load: () => Promise<T>): {
  readonly value: T | undefined;
  readonly hurry: () => void;
} {
  const [value, setValue] = useState<T>();
  const [inHurry, setInHurry] = useState(false);
  useEffect(() => {
    let gone = false;
    const arrive = async (): Promise<void> => {
      if (!inHurry) await turnOf(load);
      if (gone) return;
      const loaded = await load();
      // As a function, since what is loaded may be one itself.
      if (!gone) setValue(() => loaded);
    };
    void arrive();
    return () => {
      gone = true;
    };
  }, [load, inHurry]);
  return { value, hurry: () => setInHurry(true) };
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: IDLE_WAIT_MS });
    else setTimeout(resolve, 50);
  });
}
