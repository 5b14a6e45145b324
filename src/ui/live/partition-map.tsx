/** The partition map: a row for the table and for each GSI, drawn on canvases, read by pointer, keyboard and text. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { ResourceSnapshot, TableSnapshot } from '../../model/snapshot.ts';
import { useTheme } from '../tokens/theme.ts';
import { PALETTES } from '../tokens/tokens.ts';
import { drawPartitionRow, SLIM_ROW_HEIGHT, TALL_ROW_HEIGHT } from './draw-partitions.ts';
import { cellIndexAt, cellsOf, splitMarks, type Cell } from './partition-cells.ts';
import { describeCell, PartitionDetails } from './partition-details.tsx';
import { PartitionTable } from './partition-table.tsx';
import { formatCount } from './quantity.ts';
import { useWidth } from './use-width.ts';

export interface PartitionMapProps {
  readonly table: TableSnapshot;
  readonly nowMs: number;
  /** The index whose row is drawn tall; the table's when undefined. */
  readonly index: string | undefined;
  readonly onSelect: (index: string | undefined) => void;
}

export function PartitionMap({ table, nowMs, index, onSelect }: PartitionMapProps): ReactNode {
  const name = table.doc.name;
  return (
    <div className="live-map">
      {table.resources.map((resource) => (
        <PartitionRow
          key={resource.index ?? ''}
          tableName={name}
          resource={resource}
          nowMs={nowMs}
          isTall={resource.index === index}
          onSelect={onSelect}
        />
      ))}
      <PartitionTable table={table} />
    </div>
  );
}

interface PartitionRowProps {
  readonly tableName: string;
  readonly resource: ResourceSnapshot;
  readonly nowMs: number;
  readonly isTall: boolean;
  readonly onSelect: (index: string | undefined) => void;
}

function PartitionRow({ tableName, resource, nowMs, isTall, onSelect }: PartitionRowProps): ReactNode {
  const [rowRef, width] = useWidth<HTMLDivElement>();
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const cells = useMemo(() => cellsOf(resource), [resource]);
  const pointing = useCellPointing(cells);
  const height = isTall ? TALL_ROW_HEIGHT : SLIM_ROW_HEIGHT;
  const name = resource.index ?? tableName;
  const { activeIndex, isFocused } = pointing;

  useEffect(() => {
    const canvas = canvasRef.current;
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined || width === 0) return;
    const ratio = window.devicePixelRatio;
    resizeCanvas(canvas, Math.round(width * ratio), Math.round(height * ratio));
    const scene = { cells, splits: splitMarks(resource, nowMs), nowMs, activeIndex, isFocused, isTall };
    drawPartitionRow(context, scene, { width, height, ratio }, { theme, palette: PALETTES[theme] });
  }, [cells, resource, nowMs, activeIndex, isFocused, isTall, width, height, theme]);

  const active = activeIndex === undefined ? undefined : cells[activeIndex];
  return (
    <div className={`live-map-row${isTall ? ' live-map-row-tall' : ''}`} ref={rowRef}>
      {isTall ? null : (
        <button type="button" className="live-map-name" onClick={() => onSelect(resource.index)}>
          <span>{name}</span>
          <small>{resource.index === undefined ? 'table' : 'GSI'}</small>
          <small className="live-map-use">{usageText(resource)}</small>
        </button>
      )}
      <div
        className={`live-map-cells${isFocused ? ' live-map-cells-focused' : ''}`}
        style={{ height }}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          pointing.pointAt((event.clientX - box.left) / box.width);
        }}
        onPointerLeave={pointing.onPointerLeave}
      >
        <canvas ref={canvasRef} style={{ width, height }} aria-hidden="true" />
        <input
          type="range"
          className="live-map-keys"
          aria-label={`Partitions of ${name}`}
          aria-valuetext={active === undefined ? `${cells.length} partitions` : describeCell(active, name)}
          min={0}
          max={Math.max(0, cells.length - 1)}
          step={1}
          value={activeIndex ?? 0}
          onChange={(event) => pointing.moveTo(Number(event.target.value))}
          onKeyDown={pointing.onKeyDown}
          onFocus={pointing.onFocus}
          onBlur={pointing.onBlur}
        />
      </div>
      {active === undefined ? null : (
        <div className="live-details" style={detailsPlace(active, width, height)} aria-hidden="true">
          <PartitionDetails cell={active} resource={name} />
        </div>
      )}
    </div>
  );
}

interface CellPointing {
  readonly activeIndex: number | undefined;
  readonly isFocused: boolean;
  readonly pointAt: (at: number) => void;
  readonly moveTo: (index: number) => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Follows a place in the hash space, not a cell's number, so that a split under the pointer keeps it where it is. */
function useCellPointing(cells: readonly Cell[]): CellPointing {
  const [at, setAt] = useState<number>();
  const [isFocused, setFocused] = useState(false);
  const moveTo = (index: number): void => {
    const cell = cells[Math.min(cells.length - 1, Math.max(0, index))];
    if (cell !== undefined) setAt((cell.from + cell.to) / 2);
  };
  return {
    activeIndex: at === undefined ? undefined : cellIndexAt(cells, at),
    isFocused,
    pointAt: setAt,
    moveTo,
    onPointerLeave: () => {
      if (!isFocused) setAt(undefined);
    },
    onFocus: () => {
      setFocused(true);
      if (at === undefined) moveTo(cells.findIndex((cell) => cell.throttledPerS > 0));
    },
    onBlur: () => {
      setFocused(false);
      setAt(undefined);
    },
    onKeyDown: (event) => {
      if (event.key === 'Escape') setAt(undefined);
    },
  };
}

function resizeCanvas(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

const DETAILS_WIDTH = 268;

function detailsPlace(
  cell: Cell,
  width: number,
  height: number,
): { left: number; top: number; width: number } {
  const middle = ((cell.from + cell.to) / 2) * width;
  const left = Math.min(Math.max(0, middle - DETAILS_WIDTH / 2), Math.max(0, width - DETAILS_WIDTH));
  return { left, top: height + 2, width: DETAILS_WIDTH };
}

/** `1,640 of 4,000 W · 12 of 500 R`, and only what is used where nothing is provisioned. */
function usageText(resource: ResourceSnapshot): string {
  const used = (action: 'read' | 'write'): string => {
    const perS = resource.partitions.reduce(
      (total, partition) => total + (action === 'read' ? partition.readPerS : partition.writePerS),
      0,
    );
    const rate = resource[action].ratePerS;
    return `${formatCount(perS)}${rate > 0 ? ` of ${formatCount(rate)}` : ''} ${action === 'read' ? 'R' : 'W'}`;
  };
  return `${used('write')} · ${used('read')}`;
}
