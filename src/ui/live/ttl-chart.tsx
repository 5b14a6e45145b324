/** Items deleted by time to live, against items that have expired and wait for the sweep. */
import { useMemo, type ReactNode } from 'react';
import { Area, Bar, ComposedChart, Tooltip, YAxis } from 'recharts';
import type { Sample } from '../../host/api.ts';
import { useTheme } from '../tokens/theme.ts';
import { PALETTES } from '../tokens/tokens.ts';
import { ChartBox } from './chart-box.tsx';
import { ttlPoints, type TtlPoint } from './chart-data.ts';
import { ChartTip } from './chart-tip.tsx';
import { formatCount } from './quantity.ts';
import { paced } from './redraw-queue.ts';

export interface TtlChartProps {
  readonly samples: readonly Sample[];
  readonly height: number;
}

const BARS = 30;

export const TtlChart = paced(function TtlChart({ samples, height }: TtlChartProps): ReactNode {
  const palette = PALETTES[useTheme()];
  const points = useMemo(() => ttlPoints(samples, BARS), [samples]);
  const deleted = points.reduce((total, point) => total + point.deleted, 0);
  const waiting = points.at(-1)?.waiting ?? 0;
  const most = Math.max(1, ...points.map((point) => Math.max(point.deleted, point.waiting ?? 0)));
  return (
    <ChartBox
      height={height}
      summary={`Time to live in the last five minutes: ${formatCount(deleted)} items deleted, ${formatCount(waiting)} expired and waiting.`}
      labels={[
        {
          key: 'waiting',
          text: `waiting ${formatCount(waiting)}`,
          y: 0,
          side: 'left',
          color: palette.warn,
        },
        { key: 'deleted', text: `▮ deleted ${formatCount(deleted)}`, y: 0, side: 'right', color: palette.ok },
      ]}
      fromS={points[0]?.atS}
      toS={points.at(-1)?.atS}
      empty="Nothing expired yet. Items whose TTL attribute lies in the past wait here for the sweep."
    >
      {(width) => (
        <ComposedChart
          width={width}
          height={height}
          data={[...points]}
          margin={{ top: 2, right: 0, bottom: 0, left: 0 }}
          barCategoryGap={1}
          accessibilityLayer={false}
        >
          <YAxis hide niceTicks="none" domain={[0, most * 1.3]} />
          <Area
            dataKey="waiting"
            type="stepAfter"
            stroke={palette.warn}
            strokeWidth={1.2}
            fill={palette.warn}
            fillOpacity={0.14}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <Bar dataKey="deleted" fill={palette.ok} isAnimationActive={false} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: palette.soft }}
            content={
              <ChartTip<TtlPoint>
                lines={(point) => [
                  { name: 'deleted', value: formatCount(point.deleted), color: palette.ok },
                  {
                    name: 'expired, waiting',
                    value: point.waiting === null ? 'unknown' : formatCount(point.waiting),
                    color: palette.warn,
                  },
                ]}
              />
            }
          />
        </ComposedChart>
      )}
    </ChartBox>
  );
});
