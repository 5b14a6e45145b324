/** The live column, fed from the store. */
import { lazy, Suspense } from 'react';
import { shownResource } from '../state/derive.ts';
import { useStable } from '../state/use-stable.ts';
import { useApp } from '../state/store.ts';

const LiveColumn = lazy(async () => ({ default: (await import('../live/live-column.tsx')).LiveColumn }));

export function LiveView() {
  const frame = useApp((state) => state.frame);
  const history = useApp((state) => state.history);
  const log = useApp((state) => state.log);
  const selected = useStable((state) => shownResource(state.selected, state.frame));
  const select = useApp((state) => state.select);
  if (frame === undefined) return <p className="hr-empty">Starting the engine…</p>;
  return (
    <Suspense fallback={<p className="hr-empty">Loading the charts…</p>}>
      <LiveColumn frame={frame} history={history} log={log} selected={selected} onSelect={select} />
    </Suspense>
  );
}
