/** Units consumed against units provisioned, with the burst that is left. */
import { useMemo, type ReactNode } from 'react';
import { Area, ComposedChart, Line, Tooltip, YAxis } from 'recharts';
import type { Sample } from '../../host/api.ts';
import { useTheme } from '../tokens/theme.ts';
import { MAX_CHART_POINTS, PALETTES } from '../tokens/tokens.ts';
import { ChartBox, heightOf, type ChartLabel } from './chart-box.tsx';
import { unitPoints, type UnitPoint } from './chart-data.ts';
import { ChartTip, type TipLine } from './chart-tip.tsx';
import { formatCount, formatSpan } from './quantity.ts';
import { paced } from './redraw-queue.ts';

export interface UnitChartProps {
  readonly samples: readonly Sample[];
  readonly action: 'read' | 'write';
  /** On demand there is a limit that moves, and nothing is kept for bursts. */
  readonly isProvisioned: boolean;
  readonly height: number;
}

/** DynamoDB keeps up to this much unused capacity for bursts. */
const BURST_S = 300;

/** A limit this many times the load is out of the picture. */
const FAR_ABOVE = 4;

/** What a label and its distance from a line take. */
const LABEL_ROOM = 14;

/** CSS pixels a point; more points than that cannot be seen. */
const POINT_WIDTH = 2;

export const UnitChart = paced(function UnitChart(props: UnitChartProps): ReactNode {
  const { samples, action, height, isProvisioned } = props;
  const palette = PALETTES[useTheme()];
  const points = useMemo(
    () => unitPoints(samples, action, { points: MAX_CHART_POINTS / POINT_WIDTH, isProvisioned }),
    [samples, action, isProvisioned],
  );
  const scale = useMemo(() => scaleOf(points, isProvisioned), [points, isProvisioned]);
  const color = action === 'read' ? palette.read : palette.write;
  const burstColor = palette.burst;
  const { last, top, burstTop } = scale;
  const labels: readonly ChartLabel[] =
    last === undefined
      ? []
      : labelsOf(last, { top, burstTop, height, text: palette.text, dim: palette.dim, burstColor });
  return (
    <ChartBox
      height={height}
      summary={summaryOf(points, action)}
      labels={labels}
      fromS={last === undefined ? undefined : points[0]?.atS}
      toS={last?.atS}
      empty={`No ${action}s yet. Run a call or start a load, and let the clock run.`}
    >
      {(width) => (
        <ComposedChart
          width={width}
          height={height}
          data={[...points]}
          margin={{ top: 1, right: 0, bottom: 1, left: 0 }}
          accessibilityLayer={false}
        >
          <YAxis yAxisId="units" hide niceTicks="none" domain={[0, top]} allowDataOverflow />
          <YAxis yAxisId="burst" hide niceTicks="none" domain={[0, burstTop]} allowDataOverflow />
          <Area
            yAxisId="burst"
            dataKey="burst"
            stroke={burstColor}
            strokeWidth={1.1}
            fill={burstColor}
            fillOpacity={0.07}
            isAnimationActive={false}
            dot={false}
            activeDot={false}
          />
          <Area
            yAxisId="units"
            dataKey="consumed"
            stroke={color}
            strokeWidth={1.6}
            fill={color}
            fillOpacity={0.2}
            isAnimationActive={false}
            dot={false}
            activeDot={{ r: 2.5 }}
          />
          <Line
            yAxisId="units"
            dataKey="provisioned"
            type="stepAfter"
            stroke={palette.dim}
            strokeDasharray="4 3"
            isAnimationActive={false}
            dot={false}
            activeDot={false}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: palette.dim, strokeWidth: 1 }}
            content={<ChartTip<UnitPoint> lines={(point) => tipLines(point, color, burstColor)} />}
          />
        </ComposedChart>
      )}
    </ChartBox>
  );
});

interface Scale {
  readonly last: UnitPoint | undefined;
  readonly top: number;
  readonly burstTop: number;
}

/** An on-demand limit is far above most loads: the scale follows the load then, and the limit is named only. */
function scaleOf(points: readonly UnitPoint[], isProvisioned: boolean): Scale {
  const consumed = Math.max(1, ...points.map((point) => point.consumed ?? 0));
  const limit = Math.max(0, ...points.map((point) => point.provisioned ?? 0));
  const last = points.findLast((point) => point.consumed !== null);
  const burst = Math.max(
    1,
    ...points.map((point) => Math.max(point.burst ?? 0, (point.provisioned ?? 0) * BURST_S)),
  );
  const highest = isProvisioned || limit < consumed * FAR_ABOVE ? Math.max(consumed, limit) : consumed * 1.4;
  return { last, top: highest * 1.18, burstTop: burst * 1.05 };
}

interface LabelScene {
  readonly top: number;
  readonly burstTop: number;
  readonly height: number;
  readonly text: string;
  readonly dim: string;
  readonly burstColor: string;
}

function labelsOf(last: UnitPoint, scene: LabelScene): readonly ChartLabel[] {
  const { top, burstTop, height, text, dim, burstColor } = scene;
  const consumed = last.consumed ?? 0;
  const labels: ChartLabel[] = [
    {
      key: 'consumed',
      text: formatCount(consumed),
      y: heightOf(consumed, top, height) - LABEL_ROOM,
      side: 'right',
      color: text,
    },
  ];
  if (last.provisioned === null) return labels;
  const provisionedY = heightOf(last.provisioned, top, height);
  labels.push({
    key: 'provisioned',
    text: `${last.burst === null ? 'limit' : 'provisioned'} ${formatCount(last.provisioned)}`,
    y: provisionedY - 13,
    side: 'left',
    color: dim,
  });
  if (last.burst === null) return labels;
  const burstY = heightOf(last.burst, burstTop, height);
  labels.push({
    key: 'burst',
    text: `burst ${formatSpan((last.burst / last.provisioned) * 1000)}`,
    // A full bucket's line lies above the provisioned one: the label goes below both. Over an empty one's it is above.
    y:
      burstY > height - LABEL_ROOM
        ? burstY - LABEL_ROOM
        : Math.max(burstY, last.burst > 0.7 * burstTop ? provisionedY : 0) + 1,
    side: 'right',
    color: burstColor,
  });
  return labels;
}

function tipLines(point: UnitPoint, color: string, burstColor: string): readonly TipLine[] {
  const lines: TipLine[] = [
    {
      name: 'consumed',
      value: point.consumed === null ? 'unknown' : `${formatCount(point.consumed)}/s`,
      color,
    },
  ];
  if (point.provisioned !== null) {
    lines.push({
      name: point.burst === null ? 'limit' : 'provisioned',
      value: `${formatCount(point.provisioned)}/s`,
    });
  }
  if (point.burst !== null) {
    lines.push({ name: 'burst left', value: `${formatCount(point.burst)} units`, color: burstColor });
  }
  return lines;
}

function summaryOf(points: readonly UnitPoint[], action: 'read' | 'write'): string {
  const last = points.findLast((point) => point.consumed !== null);
  const peak = Math.max(0, ...points.map((point) => point.consumed ?? 0));
  const provisioned = last?.provisioned ?? undefined;
  const limit = provisioned === undefined ? '' : ` of ${formatCount(provisioned)}`;
  const burst = last?.burst ?? undefined;
  const left = burst === undefined ? '' : `, ${formatCount(burst)} units of burst left`;
  return `Consumed ${action} units over the last five minutes: now ${formatCount(last?.consumed ?? 0)} a second${limit}, at most ${formatCount(peak)}${left}.`;
}
