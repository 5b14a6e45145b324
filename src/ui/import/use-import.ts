/** Runs one import through the host: its progress, its end, and the way to cancel it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { HostApi, ImportProgress, ImportRequest } from '../../host/api.ts';

export type ImportRun =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running' | 'done' | 'cancelled';
      readonly progress: ImportProgress;
    }
  | { readonly kind: 'failed'; readonly progress: ImportProgress; readonly why: string };

export interface ImportControl {
  readonly run: ImportRun;
  readonly start: (request: ImportRequest) => void;
  readonly cancel: () => void;
}

type ImportHost = Pick<HostApi, 'importItems'>;

/** Unmounting cancels what still runs: nothing is written unseen. */
export function useImport(host: ImportHost): ImportControl {
  const [run, setRun] = useState<ImportRun>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  const start = useCallback(
    (request: ImportRequest) => {
      const controller = new AbortController();
      running.current = controller;
      void follow(host, request, { signal: controller.signal, onChange: setRun });
    },
    [host],
  );
  const cancel = useCallback(() => running.current?.abort(), []);
  useEffect(() => () => running.current?.abort(), []);
  return { run, start, cancel };
}

interface Following {
  readonly signal: AbortSignal;
  readonly onChange: (run: ImportRun) => void;
}

async function follow(
  host: ImportHost,
  request: ImportRequest,
  { signal, onChange }: Following,
): Promise<void> {
  let progress: ImportProgress = {
    total: request.items.length,
    written: 0,
    throttled: 0,
    rejected: [],
    state: 'writing',
  };
  onChange({ kind: 'running', progress });
  const aborted = new Promise<'aborted'>((resolve) => {
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
  try {
    const steps = host.importItems(request)[Symbol.asyncIterator]();
    for (;;) {
      // A paused clock brings no step: cancelling must not wait for one.
      const step = await Promise.race([steps.next(), aborted]);
      if (step === 'aborted') {
        onChange({ kind: 'cancelled', progress });
        await steps.return?.();
        return;
      }
      if (step.done === true) break;
      progress = step.value;
      onChange({ kind: 'running', progress });
    }
    // A stream that ends before all is done was cut off: its run is no more.
    if (progress.state === 'done') onChange({ kind: 'done', progress });
    else
      onChange({
        kind: 'failed',
        progress,
        why: 'Another run was opened, and this import ended with its own.',
      });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    onChange({ kind: 'failed', progress, why });
  }
}
