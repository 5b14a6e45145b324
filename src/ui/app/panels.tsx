/** Panels side by side or one above the other, whose sizes the user drags and the browser remembers. */
import { Fragment, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { readSaved, writeSaved } from '../state/saved.ts';
import './panels.css';

export interface PanelSpec {
  readonly id: string;
  readonly content: ReactNode;
  /** Pixels that it keeps when the window changes; the one panel without it takes the rest. */
  readonly defaultSize?: number;
  readonly minSize: number;
}

export interface PanelsProps {
  /** Names the remembered sizes. */
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly panels: readonly PanelSpec[];
}

/** Pixels that an arrow key moves an edge. */
const KEY_STEP = 24;

type Sizes = Readonly<Record<string, number>>;

/** Laid out by the browser alone: nothing is measured until an edge is moved. */
export function Panels({ id, orientation, panels }: PanelsProps) {
  const [sizes, setSizes] = useState<Sizes>(() => savedSizes(id));
  const root = useRef<HTMLDivElement>(null);
  const resize = (panel: PanelSpec, size: number, isLast: boolean): void => {
    const most = roomFor(panel, panels, root.current, orientation);
    const changed = { ...sizes, [panel.id]: Math.round(Math.min(most, Math.max(panel.minSize, size))) };
    setSizes(changed);
    if (isLast) writeSaved(`layout.${id}`, changed);
  };
  return (
    <div className="hr-panels" data-orientation={orientation} ref={root}>
      {panels.map((panel, at) => {
        const before = panels[at - 1];
        return (
          <Fragment key={panel.id}>
            {before !== undefined && (
              <Edge
                orientation={orientation}
                // An edge moves the panel that has a size; of two, the one before it.
                panel={before.defaultSize === undefined ? panel : before}
                direction={before.defaultSize === undefined ? -1 : 1}
                size={sizeOf(before.defaultSize === undefined ? panel : before, sizes)}
                onResize={resize}
              />
            )}
            <div className="hr-panel" id={panelId(panel)} style={styleOf(panel, sizes, orientation)}>
              {panel.content}
            </div>
          </Fragment>
        );
      })}
    </div>
  );
}

interface EdgeProps {
  readonly orientation: PanelsProps['orientation'];
  /** The panel whose size changes, and the sign by which it grows along the axis. */
  readonly panel: PanelSpec;
  readonly direction: 1 | -1;
  readonly size: number;
  /** `isLast` when the edge comes to rest. */
  onResize(panel: PanelSpec, size: number, isLast: boolean): void;
}

function Edge({ orientation, panel, direction, size, onResize }: EdgeProps) {
  const drag = useRef<{ readonly from: number; readonly size: number }>(undefined);
  const horizontal = orientation === 'horizontal';
  const at = (event: PointerEvent): number => (horizontal ? event.clientX : event.clientY);
  const onPointerMove = (event: PointerEvent, isLast: boolean): void => {
    if (drag.current === undefined) return;
    onResize(panel, drag.current.size + direction * (at(event) - drag.current.from), isLast);
    if (isLast) drag.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const size = sizeAfterKey(event.key);
    if (size === undefined) return;
    event.preventDefault();
    onResize(panel, size, true);
  };
  const sizeAfterKey = (key: string): number | undefined => {
    if (key === (horizontal ? 'ArrowRight' : 'ArrowDown')) return size + direction * KEY_STEP;
    if (key === (horizontal ? 'ArrowLeft' : 'ArrowUp')) return size - direction * KEY_STEP;
    if (key === 'Home') return panel.minSize;
    if (key === 'End') return Infinity;
    return key === 'Enter' ? panel.defaultSize : undefined;
  };
  return (
    <div
      className="hr-edge"
      role="separator"
      tabIndex={0}
      title="Drag, or use the arrow keys; a double click resets"
      aria-label={`Resize ${panel.id}`}
      aria-orientation={horizontal ? 'vertical' : 'horizontal'}
      aria-controls={panelId(panel)}
      aria-valuenow={size}
      aria-valuemin={panel.minSize}
      aria-valuemax={Math.max(size, horizontal ? screen.width : screen.height)}
      aria-valuetext={`${size} pixels`}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
        drag.current = { from: at(event), size };
      }}
      onPointerMove={(event) => onPointerMove(event, false)}
      onPointerUp={(event) => onPointerMove(event, true)}
      onPointerCancel={(event) => onPointerMove(event, true)}
      onDoubleClick={() => onResize(panel, panel.defaultSize ?? size, true)}
      onKeyDown={onKeyDown}
    />
  );
}

function panelId({ id }: PanelSpec): string {
  return `hr-panel-${id}`;
}

function sizeOf({ id, defaultSize = 0 }: PanelSpec, sizes: Sizes): number {
  return sizes[id] ?? defaultSize;
}

/** Where the window is too small for all, panels shrink down to their least. */
function styleOf(panel: PanelSpec, sizes: Sizes, orientation: PanelsProps['orientation']) {
  return {
    flex: panel.defaultSize === undefined ? '1 1 0' : `0 1 ${sizeOf(panel, sizes)}px`,
    [orientation === 'horizontal' ? 'minWidth' : 'minHeight']: panel.minSize,
  };
}

/** The most that a panel may take: the others keep what they have, the one without a size its least. */
function roomFor(
  panel: PanelSpec,
  panels: readonly PanelSpec[],
  root: HTMLElement | null,
  orientation: PanelsProps['orientation'],
): number {
  if (root === null) return Infinity;
  const isWide = orientation === 'horizontal';
  let room = isWide ? root.clientWidth : root.clientHeight;
  for (const child of root.children) {
    if (!(child instanceof HTMLElement) || child.id === panelId(panel)) continue;
    const rest = panels.find((other) => other.defaultSize === undefined && panelId(other) === child.id);
    room -= rest?.minSize ?? (isWide ? child.offsetWidth : child.offsetHeight);
  }
  return Math.max(panel.minSize, room);
}

/** Pixels by panel; what is not of that form is forgotten. */
function savedSizes(id: string): Sizes {
  const saved = readSaved(`layout.${id}`);
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) return {};
  return Object.fromEntries(
    Object.entries(saved).flatMap(([panel, size]) => (typeof size === 'number' ? [[panel, size]] : [])),
  );
}
