/** Draws one row of the partition map on a canvas: cells, fill, burst bars, marks of throttling and of splits. */
import { heatColor, inkOnHeat } from '../tokens/heat.ts';
import type { Palette, ThemeName } from '../tokens/tokens.ts';
import type { Cell, SplitMark } from './partition-cells.ts';
import { formatClock, formatCount } from './quantity.ts';

export interface RowScene {
  readonly cells: readonly Cell[];
  readonly splits: readonly SplitMark[];
  readonly nowMs: number;
  /** Place of the cell under the pointer or the keyboard's focus. */
  readonly activeIndex: number | undefined;
  readonly isFocused: boolean;
  readonly isTall: boolean;
}

/** CSS pixels, and the device pixels in one of them. */
export interface Surface {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

export interface Paint {
  readonly theme: ThemeName;
  readonly palette: Palette;
}

/** CSS pixels of a row with axis and split labels below it, and of one without. */
export const TALL_ROW_HEIGHT = 110;
export const SLIM_ROW_HEIGHT = 20;

/** Below this width in CSS pixels cells lose their border and are merged by pixel columns. */
const SEPARATE_CELL_WIDTH = 4;

/** Below this width in CSS pixels cells have square corners, and a border only where requests are refused. */
const ROUNDED_CELL_WIDTH = 16;
const CORNER = 3;

/** A split younger than this, in virtual ms, is drawn bold. */
const FRESH_SPLIT_MS = 15_000;

interface Layout {
  readonly top: number;
  readonly height: number;
  readonly burstTop: number;
  readonly burstHeight: number;
}

export function drawPartitionRow(
  context: CanvasRenderingContext2D,
  scene: RowScene,
  surface: Surface,
  paint: Paint,
): void {
  context.setTransform(surface.ratio, 0, 0, surface.ratio, 0, 0);
  context.clearRect(0, 0, surface.width, surface.height);
  const layout: Layout = scene.isTall
    ? { top: 5, height: 78, burstTop: 87, burstHeight: 3 }
    : { top: 1, height: 14, burstTop: 17, burstHeight: 2 };
  const narrow = scene.cells.length > 0 && surface.width / scene.cells.length < SEPARATE_CELL_WIDTH;
  if (narrow) drawColumns(context, scene.cells, { layout, surface, paint });
  for (const cell of scene.cells) {
    const isWide = (cell.to - cell.from) * surface.width >= SEPARATE_CELL_WIDTH;
    if (narrow && !isWide) continue;
    drawCell(context, cell, { layout, surface, paint, isTall: scene.isTall });
  }
  drawSplits(context, scene, { layout, surface, paint });
  drawActive(context, scene, { layout, surface, paint });
  if (scene.isTall) drawAxis(context, scene, { layout, surface, paint });
}

interface Frame {
  readonly layout: Layout;
  readonly surface: Surface;
  readonly paint: Paint;
}

function drawCell(
  context: CanvasRenderingContext2D,
  cell: Cell,
  frame: Frame & { readonly isTall: boolean },
): void {
  const { layout, surface, paint, isTall } = frame;
  const { palette, theme } = paint;
  const left = snap(cell.from * surface.width, surface.ratio) + 1;
  const width = Math.max(1, snap(cell.to * surface.width, surface.ratio) - 1 - left);
  const hot = cell.throttledPerS > 0;
  const use = Math.min(1, cell.use);
  const filled = Math.max(use > 0 ? 1.5 : 0, layout.height * use);
  const fillTop = layout.top + layout.height - filled;
  context.fillStyle = palette.heat[0];
  fillBox(context, [left, layout.top, width, layout.height]);
  context.fillStyle = heatColor(theme, use);
  fillBox(context, [left, fillTop, width, filled]);
  if (hot || width >= ROUNDED_CELL_WIDTH) {
    context.lineWidth = hot ? 1.6 : 1;
    context.strokeStyle = hot ? palette.bad : palette.line;
    strokeBox(context, [left, layout.top, width, layout.height]);
  }
  const barWidth = Math.max(1, width - 2);
  context.fillStyle = palette.line;
  context.fillRect(left + 1, layout.burstTop, barWidth, layout.burstHeight);
  context.fillStyle = palette.burst;
  context.fillRect(left + 1, layout.burstTop, barWidth * cell.burst, layout.burstHeight);
  if (isTall) drawCellText(context, cell, { left, width, use, layout, paint });
  else if (hot) drawSlimMark(context, cell, { left, width, use, layout, paint });
}

interface TextFrame {
  readonly left: number;
  readonly width: number;
  readonly use: number;
  readonly layout: Layout;
  readonly paint: Paint;
}

function drawCellText(context: CanvasRenderingContext2D, cell: Cell, frame: TextFrame): void {
  const { left, width, use, layout, paint } = frame;
  if (width < 14) return;
  const lineHeight = 13;
  const fillTop = layout.top + layout.height * (1 - use);
  const ink = (baseline: number): string =>
    fillTop < baseline - 4 ? inkOnHeat(paint.theme, use) : paint.palette.text;
  let baseline = layout.top + 13;
  context.textAlign = 'left';
  if (cell.throttledPerS > 0) {
    context.font = FONT_BOLD;
    context.fillStyle = ink(baseline);
    const mark = fitting(context, [`▲ ${formatCount(cell.throttledPerS)}/s`, '▲'], width - 6);
    context.fillText(mark, left + 4, baseline);
    baseline += lineHeight;
  }
  context.font = FONT;
  const label = fitting(context, [String(cell.id)], width - 6);
  context.fillStyle = ink(baseline);
  context.fillText(label, left + 4, baseline);
  const percent = fitting(context, [`${Math.round(cell.use * 100)} %`], width - 8);
  if (percent === '' || width < 34) return;
  const nearFill = Math.max(baseline + lineHeight, fillTop - 4);
  const at = Math.min(nearFill, layout.top + layout.height - 5);
  context.fillStyle = ink(at);
  context.fillText(percent, left + 4, at);
}

function drawSlimMark(context: CanvasRenderingContext2D, cell: Cell, frame: TextFrame): void {
  const { left, width, layout, paint, use } = frame;
  if (width < 9) return;
  context.font = FONT_BOLD;
  context.textAlign = 'left';
  context.fillStyle = use > 0.6 ? inkOnHeat(paint.theme, use) : paint.palette.bad;
  const mark = fitting(context, [`▲ ${formatCount(cell.throttledPerS)}/s`, '▲'], width - 4);
  context.fillText(mark, left + 3, layout.top + 11);
}

/** Too many cells to draw each: every pixel column shows the hottest cell that falls into it. */
function drawColumns(context: CanvasRenderingContext2D, cells: readonly Cell[], frame: Frame): void {
  const { layout, surface, paint } = frame;
  const columns = Math.max(1, Math.round(surface.width * surface.ratio));
  const hottest: (Cell | undefined)[] = Array.from({ length: columns }, () => undefined);
  const refusing = new Uint8Array(columns);
  for (const cell of cells) {
    const last = Math.min(columns - 1, Math.ceil(cell.to * columns) - 1);
    for (let column = Math.floor(cell.from * columns); column <= last; column += 1) {
      const rival = hottest[column];
      if (rival === undefined || cell.use > rival.use) hottest[column] = cell;
      if (cell.throttledPerS > 0) refusing[column] = 1;
    }
  }
  context.fillStyle = paint.palette.heat[0];
  context.fillRect(0, layout.top, surface.width, layout.height);
  const width = surface.width / columns;
  for (const [column, cell] of hottest.entries()) {
    if (cell === undefined) continue;
    const filled = layout.height * Math.min(1, cell.use);
    context.fillStyle = heatColor(paint.theme, cell.use);
    context.fillRect(column * width, layout.top + layout.height - filled, width, filled);
  }
  // One colour after the other: a canvas is slow to change its mind.
  context.fillStyle = paint.palette.burst;
  for (const [column, cell] of hottest.entries()) {
    if (cell === undefined) continue;
    context.fillRect(column * width, layout.burstTop, width, layout.burstHeight * cell.burst);
  }
  context.fillStyle = paint.palette.bad;
  for (const [column, isRefusing] of refusing.entries()) {
    if (isRefusing === 1) context.fillRect(column * width, layout.top - 1, width, 3);
  }
}

function drawSplits(context: CanvasRenderingContext2D, scene: RowScene, frame: Frame): void {
  const { layout, surface, paint } = frame;
  context.strokeStyle = paint.palette.accent;
  for (const split of scene.splits) {
    const x = snap(split.at * surface.width, surface.ratio);
    context.lineWidth = scene.nowMs - split.atMs < FRESH_SPLIT_MS ? 2.5 : 1;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, scene.isTall ? layout.burstTop + 9 : surface.height);
    context.stroke();
  }
  context.setLineDash([]);
}

function drawActive(context: CanvasRenderingContext2D, scene: RowScene, frame: Frame): void {
  const cell = scene.activeIndex === undefined ? undefined : scene.cells[scene.activeIndex];
  if (cell === undefined) return;
  const { layout, surface, paint } = frame;
  const left = snap(cell.from * surface.width, surface.ratio);
  const width = Math.max(2, snap(cell.to * surface.width, surface.ratio) - left);
  context.strokeStyle = scene.isFocused ? paint.palette.focus : paint.palette.text;
  context.lineWidth = 2;
  strokeBox(context, [left + 1, layout.top - 0.5, Math.max(1, width - 2), layout.height + 1]);
}

/** Ends of the hash space, what the thin bar means, and the times of the newest splits where there is room. */
function drawAxis(context: CanvasRenderingContext2D, scene: RowScene, frame: Frame): void {
  const { surface, paint } = frame;
  const baseline = surface.height - 4;
  context.font = FONT_SMALL;
  const taken: [number, number][] = [];
  const put = (text: string, at: number, color: string): void => {
    const width = context.measureText(text).width;
    const left = Math.min(Math.max(0, at - width / 2), surface.width - width);
    if (taken.some(([from, to]) => left < to + 6 && left + width > from - 6)) return;
    taken.push([left, left + width]);
    context.textAlign = 'left';
    context.fillStyle = color;
    context.fillText(text, left, baseline);
  };
  put('hash 0', 0, paint.palette.dim);
  put('100 %', surface.width, paint.palette.dim);
  for (const split of scene.splits.toReversed()) {
    put(`split ${formatClock(split.atMs)}`, split.at * surface.width, paint.palette.accent);
  }
  put('▬ burst left', surface.width * 0.25, paint.palette.burst);
}

const FAMILY = '"Open Sans", "Noto Sans", "Helvetica Neue", Roboto, Arial, sans-serif';
const FONT = `11px ${FAMILY}`;
const FONT_BOLD = `700 11px ${FAMILY}`;
const FONT_SMALL = `10px ${FAMILY}`;

/** The first of the texts that fits, or nothing. */
function fitting(context: CanvasRenderingContext2D, texts: readonly string[], width: number): string {
  return texts.find((text) => context.measureText(text).width <= width) ?? '';
}

type Box = readonly [left: number, top: number, width: number, height: number];

/** Rounded corners cost a path; small boxes do without. */
function fillBox(context: CanvasRenderingContext2D, box: Box): void {
  const [left, top, width, height] = box;
  if (width < ROUNDED_CELL_WIDTH) {
    context.fillRect(left, top, width, height);
    return;
  }
  context.beginPath();
  context.roundRect(left, top, width, height, Math.min(CORNER, height / 2));
  context.fill();
}

function strokeBox(context: CanvasRenderingContext2D, box: Box): void {
  const [left, top, width, height] = box;
  if (width < ROUNDED_CELL_WIDTH) {
    context.strokeRect(left, top, width, height);
    return;
  }
  context.beginPath();
  context.roundRect(left, top, width, height, CORNER);
  context.stroke();
}

function snap(at: number, ratio: number): number {
  return Math.round(at * ratio) / ratio;
}
