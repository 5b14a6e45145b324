/** The event log: newest first, filtered by kind, each line opening its cause. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { LogLine, Sample } from '../../host/api.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import { EventCause } from './event-cause.tsx';
import { formatClock, formatCount } from './quantity.ts';
import { useSectionOpen } from './open-sections.ts';

export interface EventLogProps {
  /** Oldest first, as the history keeps it. */
  readonly log: readonly LogLine[];
  /** Looks up what a cause needs when a line is opened; the log does not follow the snapshots. */
  readonly sceneOf: (line: LogLine) => EventScene;
}

export interface EventScene {
  readonly table: TableSnapshot | undefined;
  readonly samples: readonly Sample[];
}

type Kind = LogLine['kind'];

const LINE_HEIGHT = 25;

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  throttled: 'throttled',
  split: 'split',
  table: 'table',
  index: 'index',
  stream: 'stream',
  ttl: 'ttl',
  call: 'call',
  error: 'error',
  load: 'load',
  clock: 'clock',
};

export const EventLog = memo(function EventLog({ log, sceneOf }: EventLogProps): ReactNode {
  const [kind, setKind] = useState<Kind>();
  const [heldAt, setHeldAt] = useState<number>();
  const [openId, setOpenId] = useState<number>();
  const [isOpen, setOpen] = useSectionOpen('events', true);
  const scrollRef = useRef<HTMLDivElement>(null);
  // While the reader is further down, newer lines wait: what is being read does not move.
  const lines = useMemo(() => {
    const wanted = log.filter(
      (line) => (kind === undefined || line.kind === kind) && (heldAt === undefined || line.id <= heldAt),
    );
    return wanted.toReversed();
  }, [log, kind, heldAt]);
  const waiting = heldAt === undefined ? 0 : countAfter(log, heldAt, kind);
  const newestId = log.at(-1)?.id;

  const follow = (): void => {
    setHeldAt(undefined);
    scrollRef.current?.scrollTo({ top: 0 });
  };
  return (
    <section className="live-section live-events" aria-label="Events">
      <div className="live-section-head">
        <h3>
          <button
            type="button"
            className="live-section-toggle"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <span className="live-chevron" aria-hidden="true" />
            Events
          </button>
        </h3>
        <small>{formatCount(log.length)}</small>
        {isOpen ? (
          <div className="live-section-aside">
            <button
              type="button"
              className="live-follow"
              aria-pressed={heldAt === undefined}
              onClick={() => (heldAt === undefined ? setHeldAt(newestId ?? 0) : follow())}
            >
              {followText(heldAt, waiting)}
            </button>
            <select
              className="live-select"
              aria-label="Show events of kind"
              value={kind ?? ''}
              onChange={(event) => setKind(kindNamed(event.target.value))}
            >
              <option value="">all kinds</option>
              {Object.entries(KIND_NAMES).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        ) : null}
      </div>
      {isOpen ? (
        <div
          ref={scrollRef}
          className="live-log"
          onScroll={(event) => {
            const { scrollTop } = event.currentTarget;
            if (scrollTop > LINE_HEIGHT && heldAt === undefined) setHeldAt(newestId);
            if (scrollTop === 0 && heldAt !== undefined && waiting > 0) setHeldAt(undefined);
          }}
        >
          {lines.length === 0 ? <p className="live-empty">{emptyText(kind)}</p> : null}
          <LogLines
            lines={lines}
            scrollRef={scrollRef}
            openId={openId}
            sceneOf={sceneOf}
            onToggle={(id) => {
              setOpenId(id === openId ? undefined : id);
              setHeldAt((held) => held ?? newestId);
            }}
          />
        </div>
      ) : null}
    </section>
  );
});

interface LogLinesProps {
  readonly lines: readonly LogLine[];
  readonly scrollRef: { readonly current: HTMLDivElement | null };
  readonly openId: number | undefined;
  readonly sceneOf: (line: LogLine) => EventScene;
  readonly onToggle: (id: number) => void;
}

function LogLines({ lines, scrollRef, openId, sceneOf, onToggle }: LogLinesProps): ReactNode {
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (place) => lines[place]?.id ?? place,
    overscan: 6,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, openId]);
  return (
    <ol style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((row) => {
        const line = lines[row.index];
        if (line === undefined) return null;
        return (
          <li
            key={row.key}
            ref={virtualizer.measureElement}
            data-index={row.index}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            <LogLineRow line={line} isOpen={line.id === openId} onToggle={onToggle} />
            {line.id === openId ? <EventCause line={line} scene={sceneOf(line)} /> : null}
          </li>
        );
      })}
    </ol>
  );
}

interface LogLineRowProps {
  readonly line: LogLine;
  readonly isOpen: boolean;
  readonly onToggle: (id: number) => void;
}

function LogLineRow({ line, isOpen, onToggle }: LogLineRowProps): ReactNode {
  return (
    <button type="button" className="live-line" aria-expanded={isOpen} onClick={() => onToggle(line.id)}>
      <time>{formatClock(line.atMs)}</time>
      <em className={`live-kind-${line.kind}`}>{KIND_NAMES[line.kind]}</em>
      <span>{line.text}</span>
      {line.count > 1 ? <small>×{formatCount(line.count)}</small> : null}
    </button>
  );
}

function countAfter(log: readonly LogLine[], id: number, kind: Kind | undefined): number {
  return log.filter((line) => line.id > id && (kind === undefined || line.kind === kind)).length;
}

function kindNamed(value: string): Kind | undefined {
  return Object.keys(KIND_NAMES).find((name): name is Kind => name === value);
}

function followText(heldAt: number | undefined, waiting: number): string {
  if (heldAt === undefined) return 'Following';
  return waiting === 0 ? 'Follow' : `Follow · ${formatCount(waiting)} new`;
}

function emptyText(kind: Kind | undefined): string {
  if (kind !== undefined) return `No ${KIND_NAMES[kind]} events yet. Choose “all kinds” to see the others.`;
  return 'Nothing happened yet. Start the clock, or run a call in the console.';
}
