/** The last five virtual minutes of every partition as heat: time across, partitions down. */
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Sample } from '../../host/api.ts';
import type { ResourceSnapshot } from '../../model/snapshot.ts';
import { heatRgb, hexToRgb } from '../tokens/heat.ts';
import { useTheme } from '../tokens/theme.ts';
import { PALETTES, type ThemeName } from '../tokens/tokens.ts';
import { windowOf } from './chart-data.ts';
import { StripMemory, type StripImage } from './strip-image.ts';
import { useWidth } from './use-width.ts';

export interface HeatStripProps {
  readonly resource: ResourceSnapshot;
  readonly samples: readonly Sample[];
}

/** CSS pixels. */
const ROW_HEIGHT = 10;
const MAX_HEIGHT = 60;

export function HeatStrip({ resource, samples }: HeatStripProps): ReactNode {
  const [boxRef, width] = useWidth<HTMLElement>();
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const [memory] = useState(() => new StripMemory());
  const theme = useTheme();
  // The ids change at a split only, the snapshot ten times a second.
  const idText = useMemo(() => partitionIds(resource).join(' '), [resource]);
  const count = resource.partitions.length;
  const height = Math.max(ROW_HEIGHT, Math.min(MAX_HEIGHT, count * ROW_HEIGHT));
  useEffect(() => {
    memory.remember(resource.partitions.map((partition) => partition.doc));
  }, [memory, resource]);

  useEffect(() => {
    const canvas = canvasRef.current;
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined || width === 0) return;
    const ratio = window.devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const image = memory.image(samples, {
      partitionIds: idText === '' ? [] : idText.split(' ').map(Number),
      endS: samples.at(-1)?.atS ?? 0,
      columns: windowOf(samples),
      maxRows: MAX_HEIGHT,
    });
    paintStrip(canvas, context, image, theme);
  }, [memory, samples, idText, width, height, theme]);

  return (
    <figure className="live-strip" ref={boxRef}>
      <figcaption className="hr-visually-hidden">
        Heat of {count === 1 ? '1 partition' : `${count} partitions`} over the last minutes. The table of
        partitions has the present numbers.
      </figcaption>
      <canvas ref={canvasRef} style={{ width, height }} aria-hidden="true" />
      <div className="live-axis" aria-hidden="true">
        <span>−{windowOf(samples) / 60} min</span>
        {samples.length === 0 ? <span>fills as the clock runs</span> : null}
        <span>now</span>
      </div>
    </figure>
  );
}

function partitionIds(resource: ResourceSnapshot): readonly number[] {
  return resource.partitions
    .toSorted((one, other) => one.doc.fromHash - other.doc.fromHash)
    .map((partition) => partition.doc.id);
}

/** One image pixel a second and partition, scaled up without smoothing; thin gaps part the rows where there is room. */
function paintStrip(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  image: StripImage,
  theme: ThemeName,
): void {
  const { columns, rows, use, throttled } = image;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (rows === 0) return;
  const pixels = new ImageData(columns, rows);
  const empty = hexToRgb(PALETTES[theme].soft);
  for (let i = 0; i < use.length; i += 1) {
    const heat = use[i] ?? Number.NaN;
    const [red, green, blue] = Number.isNaN(heat) ? empty : heatRgb(theme, throttled[i] === 1 ? 1 : heat);
    pixels.data.set([red, green, blue, Number.isNaN(heat) ? 110 : 255], i * 4);
  }
  const scratch = new OffscreenCanvas(columns, rows);
  scratch.getContext('2d')?.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(scratch, 0, 0, canvas.width, canvas.height);
  const rowHeight = canvas.height / rows;
  if (rowHeight < 5) return;
  context.fillStyle = PALETTES[theme].panel;
  for (let row = 1; row < rows; row += 1)
    context.fillRect(0, Math.round(row * rowHeight) - 1, canvas.width, 1);
}
