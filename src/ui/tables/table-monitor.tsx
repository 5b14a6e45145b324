/** Monitor: units consumed by the table and by each index, large, with throttles, latency and items. */
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import type { Sample } from '../../host/api.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import { throttleTotals } from '../live/chart-data.ts';
import { formatCount } from '../live/quantity.ts';
import '../live/live.css';
import { resourceKey, type History } from '../state/history.ts';

const UnitChart = lazy(async () => ({ default: (await import('../live/unit-chart.tsx')).UnitChart }));
const ThrottleChart = lazy(async () => ({
  default: (await import('../live/throttle-chart.tsx')).ThrottleChart,
}));
const StateChart = lazy(async () => ({ default: (await import('../live/state-chart.tsx')).StateChart }));

export interface TableMonitorProps {
  readonly table: TableSnapshot;
  readonly history: History;
}

const NO_SAMPLES: readonly Sample[] = [];
const CHART_HEIGHT = 130;

export function TableMonitor({ table, history }: TableMonitorProps): ReactNode {
  const { name } = table.doc;
  return (
    <div className="tables-stack">
      {table.resources.map((resource) => (
        <ResourceMonitor
          key={resource.index ?? ''}
          title={resource.index ?? name}
          isIndex={resource.index !== undefined}
          isProvisioned={table.doc.billingMode === 'PROVISIONED'}
          samples={history.get(resourceKey(name, resource.index)) ?? NO_SAMPLES}
        />
      ))}
    </div>
  );
}

interface ResourceMonitorProps {
  readonly title: string;
  readonly isIndex: boolean;
  readonly isProvisioned: boolean;
  readonly samples: readonly Sample[];
}

function ResourceMonitor({ title, isIndex, isProvisioned, samples }: ResourceMonitorProps): ReactNode {
  const throttled = useMemo(
    () => throttleTotals(samples).reduce((sum, [, count]) => sum + count, 0),
    [samples],
  );
  return (
    <section className="tables-card tables-monitor" aria-label={title}>
      <header>
        <h3>
          {title} <small>{isIndex ? 'global index' : 'table'}</small>
        </h3>
      </header>
      <Suspense fallback={<div className="live-waiting" style={{ height: CHART_HEIGHT }} />}>
        <div className="live-pair">
          <div>
            <h4 className="live-write">Write units</h4>
            <UnitChart samples={samples} action="write" isProvisioned={isProvisioned} height={CHART_HEIGHT} />
          </div>
          <div>
            <h4 className="live-read">Read units</h4>
            <UnitChart samples={samples} action="read" isProvisioned={isProvisioned} height={CHART_HEIGHT} />
          </div>
          {throttled === 0 ? null : (
            <div>
              <h4>Throttled, {formatCount(throttled)} in the last 5 min</h4>
              <ThrottleChart samples={samples} height={80} />
            </div>
          )}
          {isIndex ? null : (
            <div>
              <h4>Latency and items</h4>
              <StateChart samples={samples} height={80} />
            </div>
          )}
        </div>
      </Suspense>
    </section>
  );
}
