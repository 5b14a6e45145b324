/** Latency at the median and at the 99th percentile, with the number of items behind it. */
import { useMemo, type ReactNode } from 'react';
import { Area, ComposedChart, Line, Tooltip, YAxis } from 'recharts';
import type { Sample } from '../../host/api.ts';
import { useTheme } from '../tokens/theme.ts';
import { PALETTES } from '../tokens/tokens.ts';
import { ChartBox, heightOf } from './chart-box.tsx';
import { statePoints, type StatePoint } from './chart-data.ts';
import { ChartTip } from './chart-tip.tsx';
import { formatCount, formatSpan } from './quantity.ts';
import { paced } from './redraw-queue.ts';

export interface StateChartProps {
  readonly samples: readonly Sample[];
  readonly height: number;
}

const POINTS = 150;

export const StateChart = paced(function StateChart({ samples, height }: StateChartProps): ReactNode {
  const palette = PALETTES[useTheme()];
  const points = useMemo(() => statePoints(samples, POINTS), [samples]);
  const last = points.findLast((point) => point.p99Ms !== null);
  const slowest = Math.max(1, ...points.map((point) => point.p99Ms ?? 0)) * 1.25;
  const most = Math.max(1, ...points.map((point) => point.items ?? 0)) * 1.1;
  const [p50Ms, p99Ms, items] = [last?.p50Ms ?? 0, last?.p99Ms ?? 0, last?.items ?? 0];
  return (
    <ChartBox
      height={height}
      summary={`Latency now: median ${formatSpan(p50Ms)}, 99th percentile ${formatSpan(p99Ms)}; ${formatCount(items)} items.`}
      labels={[
        {
          key: 'p99',
          text: `p99 ${formatSpan(p99Ms)}`,
          y: heightOf(p99Ms, slowest, height) - 13,
          side: 'right',
          color: palette.warn,
        },
        {
          key: 'p50',
          text: `p50 ${formatSpan(p50Ms)}`,
          y: heightOf(p50Ms, slowest, height) - 13,
          side: 'right',
          color: palette.read,
        },
        { key: 'items', text: `${formatCount(items)} items`, y: 0, side: 'left', color: palette.dim },
      ]}
      fromS={last === undefined ? undefined : points[0]?.atS}
      toS={last?.atS}
      empty="No request yet. Run a call or start a load."
    >
      {(width) => (
        <ComposedChart
          width={width}
          height={height}
          data={[...points]}
          margin={{ top: 1, right: 0, bottom: 1, left: 0 }}
          accessibilityLayer={false}
        >
          <YAxis yAxisId="latency" hide niceTicks="none" domain={[0, slowest]} />
          <YAxis yAxisId="items" hide niceTicks="none" domain={[0, most]} />
          <Area
            yAxisId="items"
            dataKey="items"
            stroke="none"
            fill={palette.dim}
            fillOpacity={0.12}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <Line
            yAxisId="latency"
            dataKey="p99Ms"
            stroke={palette.warn}
            strokeWidth={1.2}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <Line
            yAxisId="latency"
            dataKey="p50Ms"
            stroke={palette.read}
            strokeWidth={1.4}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: palette.dim, strokeWidth: 1 }}
            content={
              <ChartTip<StatePoint>
                lines={(point) => [
                  { name: 'p99', value: formatSpan(point.p99Ms ?? 0), color: palette.warn },
                  { name: 'p50', value: formatSpan(point.p50Ms ?? 0), color: palette.read },
                  { name: 'items', value: formatCount(point.items ?? 0) },
                ]}
              />
            }
          />
        </ComposedChart>
      )}
    </ChartBox>
  );
});
