/** Runs long work in short slices, so that the page stays awake meanwhile. */

const SLICE_MS = 12;

export interface SliceOptions {
  readonly signal: AbortSignal;
  /** The share that is done, 0 to 1, told between slices. */
  readonly onShare: (share: number) => void;
}

/** `work` yields its share often. Undefined when aborted; what `work` throws is thrown on. */
export async function inSlices<T>(
  work: Generator<number, T>,
  { signal, onShare }: SliceOptions,
): Promise<T | undefined> {
  for (;;) {
    await nextTurn();
    if (signal.aborted) return undefined;
    const endMs = performance.now() + SLICE_MS;
    let share = 0;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
      share = step.value;
    } while (performance.now() < endMs);
    onShare(share);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
