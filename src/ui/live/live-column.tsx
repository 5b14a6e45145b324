/** The live column: partitions, heat, units, throttles and their reason, events, and what else the table does. */
import { lazy, memo, Suspense, useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { JsonObject } from '../../base/json.ts';
import type { Frame, LogLine, Sample } from '../../host/api.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import { afterFirstScreen } from '../kit/first-screen.ts';
import { resourceKey, type History } from '../state/history.ts';
import { throttleTotals, withIndexThrottles } from './chart-data.ts';
import { EventLog, type EventScene } from './event-log.tsx';
import { leadingRefusal, type Remedy } from './explain-throttle.ts';
import { HeatStrip } from './heat-strip.tsx';
import './live.css';
import { PartitionMap } from './partition-map.tsx';
import { formatBytes, formatCount, formatDollars, formatSpan } from './quantity.ts';
import { monthly, runningCost } from './running-cost.ts';
import { Section } from './section.tsx';
import { WhyCard } from './why-card.tsx';

let turn: Promise<void> | undefined;
/** Charts are drawn by a large library: it comes once the first screen can be used, for all of them at once. */
const chartsTurn = (): Promise<void> => (turn ??= afterFirstScreen());

const UnitChart = lazy(async () => {
  await chartsTurn();
  return { default: (await import('./unit-chart.tsx')).UnitChart };
});
const ThrottleChart = lazy(async () => {
  await chartsTurn();
  return { default: (await import('./throttle-chart.tsx')).ThrottleChart };
});
const StreamChart = lazy(async () => {
  await chartsTurn();
  return { default: (await import('./stream-chart.tsx')).StreamChart };
});
const TtlChart = lazy(async () => {
  await chartsTurn();
  return { default: (await import('./ttl-chart.tsx')).TtlChart };
});
const StateChart = lazy(async () => {
  await chartsTurn();
  return { default: (await import('./state-chart.tsx')).StateChart };
});

export interface Selection {
  readonly table: string;
  readonly index?: string;
}

/** Something the user asked for in the column. */
export interface LiveAction {
  readonly kind: 'call';
  readonly operation: string;
  readonly input: JsonObject;
}

export interface LiveColumnProps {
  readonly frame: Frame;
  readonly history: History;
  readonly log: readonly LogLine[];
  readonly selected: Selection | undefined;
  readonly onSelect: (resource: Selection) => void;
  /** Without it the column only shows. */
  readonly onAction?: (action: LiveAction) => void;
}

const NO_SAMPLES: readonly Sample[] = [];

/** A refusal older than this, in virtual ms, is no longer what is happening now. */
const REFUSAL_IS_NOW_MS = 10_000;

export function LiveColumn(props: LiveColumnProps): ReactNode {
  const { frame, history, log, selected, onSelect, onAction } = props;
  const table = frame.tables.find((candidate) => candidate.doc.name === selected?.table);
  const sceneOf = useScenes(frame.tables, history);
  return (
    <div className="live">
      {table === undefined ? (
        <p className="live-empty live-empty-column">
          {frame.tables.length === 0
            ? 'No table yet. Create one, or open a scenario: its partitions and its load show here.'
            : 'Choose a table to see its partitions and its load.'}
        </p>
      ) : (
        <TableSections
          frame={frame}
          table={table}
          index={
            table.resources.some((resource) => resource.index === selected?.index)
              ? selected?.index
              : undefined
          }
          history={history}
          log={log}
          onSelect={onSelect}
          onAction={onAction}
        />
      )}
      <EventLog log={log} sceneOf={sceneOf} />
      {table === undefined ? null : <QuietSections table={table} history={history} />}
    </div>
  );
}

interface TableSectionsProps {
  readonly frame: Frame;
  readonly table: TableSnapshot;
  readonly index: string | undefined;
  readonly history: History;
  readonly log: readonly LogLine[];
  readonly onSelect: (resource: Selection) => void;
  readonly onAction: ((action: LiveAction) => void) | undefined;
}

/** What is busy now: shown above the events. */
function TableSections(props: TableSectionsProps): ReactNode {
  const { frame, table, index, history, log, onSelect, onAction } = props;
  const name = table.doc.name;
  const resource = table.resources.find((candidate) => candidate.index === index) ?? table.resources[0];
  const samples = history.get(resourceKey(name, index)) ?? NO_SAMPLES;
  const selectIndex = useCallback(
    (next: string | undefined) =>
      onSelect(next === undefined ? { table: name } : { table: name, index: next }),
    [onSelect, name],
  );
  const applyRemedy = useCallback(
    (remedy: Remedy) => onAction?.({ kind: 'call', operation: remedy.operation, input: remedy.input }),
    [onAction],
  );
  const refusal = useMemo(() => leadingRefusal(log, name, index), [log, name, index]);
  return (
    <>
      <Section
        name="partitions"
        title={`Partitions of ${index ?? name}`}
        remark="width key range · height used"
        isOpenByDefault
      >
        <PartitionMap table={table} nowMs={frame.nowMs} index={index} onSelect={selectIndex} />
        {resource === undefined ? null : <HeatStrip resource={resource} samples={samples} />}
      </Section>
      <UnitSections samples={samples} isProvisioned={table.doc.billingMode === 'PROVISIONED'} />
      <ThrottleSection table={table} index={index} history={history} />
      {refusal?.throttle === undefined ? null : (
        <WhyCard
          key={name}
          line={refusal}
          throttle={refusal.throttle}
          table={table}
          samples={history.get(resourceKey(name, refusal.throttle.index)) ?? NO_SAMPLES}
          isNow={frame.nowMs - refusal.atMs < REFUSAL_IS_NOW_MS}
          onRemedy={onAction === undefined ? undefined : applyRemedy}
        />
      )}
      {hasStream(table) || hasTtl(table) ? (
        <div className="live-side">
          {hasStream(table) ? <StreamSection samples={history.get(name) ?? NO_SAMPLES} /> : null}
          {hasTtl(table) ? <TtlSection samples={history.get(name) ?? NO_SAMPLES} table={table} /> : null}
        </div>
      ) : null}
    </>
  );
}

/** What the table does not do, and what changes slowly: one line each until opened. */
function QuietSections(props: { readonly table: TableSnapshot; readonly history: History }): ReactNode {
  const { table, history } = props;
  const samples = history.get(table.doc.name) ?? NO_SAMPLES;
  return (
    <>
      {hasStream(table) ? null : (
        <p className="live-off">
          <b>Stream</b> off. Turn it on under Exports and streams to see every change as a record.
        </p>
      )}
      {hasTtl(table) ? null : (
        <p className="live-off">
          <b>Time to live</b> off. Turn it on under Additional settings to have expired items deleted.
        </p>
      )}
      <StateSection table={table} samples={samples} history={history} />
    </>
  );
}

interface UnitSectionsProps {
  readonly samples: readonly Sample[];
  readonly isProvisioned: boolean;
}

const UnitSections = memo(function UnitSections({ samples, isProvisioned }: UnitSectionsProps): ReactNode {
  return (
    <Section
      name="units"
      title="Write and read units"
      remark={isProvisioned ? 'consumed, provisioned, burst left' : 'consumed, on-demand limit'}
      isOpenByDefault
    >
      <div className="live-pair">
        {(['write', 'read'] as const).map((action) => (
          <div key={action}>
            <h4 className={`live-${action}`}>{action === 'write' ? 'Write' : 'Read'}</h4>
            <Suspense fallback={<ChartWaiting height={70} />}>
              <UnitChart samples={samples} action={action} isProvisioned={isProvisioned} height={70} />
            </Suspense>
          </div>
        ))}
      </div>
    </Section>
  );
});

interface ThrottleSectionProps {
  readonly table: TableSnapshot;
  readonly index: string | undefined;
  readonly history: History;
}

/** A table's throttles include those of its indexes: its writes are refused by them. */
function ThrottleSection({ table, index, history }: ThrottleSectionProps): ReactNode {
  const name = table.doc.name;
  const own = history.get(resourceKey(name, index)) ?? NO_SAMPLES;
  const samples = useMemo(
    () => (index === undefined ? withIndexThrottles(own, indexHistories(history, name)) : own),
    [own, index, name, history],
  );
  const total = useMemo(() => throttleTotals(samples).reduce((sum, [, count]) => sum + count, 0), [samples]);
  if (total === 0) {
    return (
      <p className="live-off">
        <b>Throttled</b> nothing in the last 5 min.
      </p>
    );
  }
  return (
    <Section
      name="throttled"
      title="Throttled"
      remark={`${formatCount(total)} by reason, last 5 min`}
      isOpenByDefault
    >
      <Suspense fallback={<ChartWaiting height={44} />}>
        <ThrottleChart samples={samples} height={44} />
      </Suspense>
    </Section>
  );
}

function StreamSection({ samples }: { readonly samples: readonly Sample[] }): ReactNode {
  return (
    <Section
      name="stream"
      title="Stream"
      remark={`events/s · iterator age ${formatSpan(samples.at(-1)?.iteratorAgeMs ?? 0)}`}
      isOpenByDefault
    >
      <Suspense fallback={<ChartWaiting height={48} />}>
        <StreamChart samples={samples} height={48} />
      </Suspense>
    </Section>
  );
}

function TtlSection({
  table,
  samples,
}: {
  readonly table: TableSnapshot;
  readonly samples: readonly Sample[];
}): ReactNode {
  return (
    <Section name="ttl" title="Time to live" remark={`on ${table.doc.ttl?.attribute ?? ''}`} isOpenByDefault>
      <Suspense fallback={<ChartWaiting height={48} />}>
        <TtlChart samples={samples} height={48} />
      </Suspense>
    </Section>
  );
}

interface StateSectionProps {
  readonly table: TableSnapshot;
  readonly samples: readonly Sample[];
  readonly history: History;
}

function StateSection({ table, samples, history }: StateSectionProps): ReactNode {
  const all = table.resources.map(
    (resource) => history.get(resourceKey(table.doc.name, resource.index)) ?? NO_SAMPLES,
  );
  const cost = runningCost(table, all);
  const last = samples.at(-1);
  return (
    <Section
      name="state"
      title="Latency, items, cost"
      remark={`p99 ${formatSpan(last?.latencyP99Ms ?? 0)} · ${formatCount(table.itemCount)} items · ${formatDollars(cost.throughputPerHour)}/h`}
      isOpenByDefault={false}
    >
      <Suspense fallback={<ChartWaiting height={60} />}>
        <StateChart samples={samples} height={60} />
      </Suspense>
      <p className="live-cost">
        <span>
          {formatCount(table.itemCount)} items, {formatBytes(table.sizeBytes)}
        </span>
        <span>
          {cost.isProvisioned ? 'provisioned' : 'on demand, at this load'}{' '}
          <b>{formatDollars(cost.throughputPerHour)}</b>/h, {formatDollars(monthly(cost.throughputPerHour))}
          /month
        </span>
        <span>
          storage <b>{formatDollars(cost.storagePerMonth)}</b>/month
        </span>
        <small>us-east-1, without the free tier</small>
      </p>
    </Section>
  );
}

function ChartWaiting({ height }: { readonly height: number }): ReactNode {
  return <div className="live-waiting" style={{ height }} />;
}

/** Gives the log a stable way to the newest tables and samples, so that it does not follow every frame. */
function useScenes(tables: Frame['tables'], history: History): (line: LogLine) => EventScene {
  const newest = useRef({ tables, history });
  useEffect(() => {
    newest.current = { tables, history };
  }, [tables, history]);
  return useCallback((line: LogLine): EventScene => {
    const { tables: now, history: past } = newest.current;
    const name = line.throttle?.table ?? line.table;
    return {
      table: now.find((table) => table.doc.name === name),
      samples:
        name === undefined ? NO_SAMPLES : (past.get(resourceKey(name, line.throttle?.index)) ?? NO_SAMPLES),
    };
  }, []);
}

function indexHistories(history: History, table: string): readonly (readonly Sample[])[] {
  return [...history.values()].filter((samples) => {
    const last = samples.at(-1);
    return last?.table === table && last.index !== undefined;
  });
}

function hasStream(table: TableSnapshot): boolean {
  return table.doc.streams.at(-1)?.enabled === true;
}

function hasTtl(table: TableSnapshot): boolean {
  return table.doc.ttl !== undefined && table.doc.ttl.status !== 'DISABLED';
}
