/** The live column, fed from the store. */
import { lazy, Suspense } from 'react';
import { replay } from '../console/run.ts';
import type { LiveAction } from '../live/live-column.tsx';
import { shownResource } from '../state/derive.ts';
import { useStable } from '../state/use-stable.ts';
import { useApp } from '../state/store.ts';

const LiveColumn = lazy(async () => ({ default: (await import('../live/live-column.tsx')).LiveColumn }));

/** A remedy offered by the column runs like a statement: its answer is shown, and it is in the history. */
function runAction({ operation, input }: LiveAction): void {
  const body = JSON.stringify(input, undefined, 2);
  useApp.getState().showTab('console');
  void replay({ language: 'api', statement: `${operation} ${body}`, operation, body });
}

export function LiveView() {
  const frame = useApp((state) => state.frame);
  const history = useApp((state) => state.history);
  const log = useApp((state) => state.log);
  const selected = useStable((state) => shownResource(state.selected, state.frame));
  const select = useApp((state) => state.select);
  if (frame === undefined) return <p className="hr-empty">Starting the engine…</p>;
  return (
    <Suspense fallback={<p className="hr-empty">Loading the charts…</p>}>
      <LiveColumn
        frame={frame}
        history={history}
        log={log}
        selected={selected}
        onSelect={select}
        onAction={runAction}
      />
    </Suspense>
  );
}
