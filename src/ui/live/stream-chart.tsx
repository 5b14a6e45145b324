/** Stream events by kind, with the age of the oldest record that readers have not passed yet. */
import { useMemo, type ReactNode } from 'react';
import { Bar, ComposedChart, Line, Tooltip, YAxis } from 'recharts';
import type { Sample } from '../../host/api.ts';
import { useTheme } from '../tokens/theme.ts';
import { PALETTES, type Palette } from '../tokens/tokens.ts';
import { ChartBox } from './chart-box.tsx';
import { streamPoints, windowOf, type StreamPoint } from './chart-data.ts';
import { ChartTip, type TipLine } from './chart-tip.tsx';
import { formatCount, formatSpan } from './quantity.ts';
import { paced } from './redraw-queue.ts';

export interface StreamChartProps {
  readonly samples: readonly Sample[];
  readonly height: number;
}

const BARS = 30;

export const StreamChart = paced(function StreamChart({ samples, height }: StreamChartProps): ReactNode {
  const palette = PALETTES[useTheme()];
  const points = useMemo(() => streamPoints(samples, BARS), [samples]);
  const kinds = kindsOf(palette);
  const barS = windowOf(samples) / BARS;
  const most = Math.max(1, ...points.map((point) => point.inserts + point.modifies + point.removes));
  const oldest = Math.max(1000, ...points.map((point) => point.iteratorAgeMs ?? 0));
  return (
    <>
      <ul className="live-legend">
        {kinds.map((kind) => (
          <li key={kind.key}>
            <i style={{ background: kind.color }} aria-hidden="true" />
            <span>{kind.name}</span>
            <b>{formatCount(recent(points, kind.key) / barS)}</b>
          </li>
        ))}
      </ul>
      <ChartBox
        height={height}
        summary={summaryOf(points)}
        labels={[]}
        fromS={points[0]?.atS}
        toS={points.at(-1)?.atS}
        empty="No stream record yet. Write an item, or start a load that writes."
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
            <YAxis yAxisId="events" hide niceTicks="none" domain={[0, most * 1.1]} />
            <YAxis yAxisId="age" hide niceTicks="none" domain={[0, oldest * 1.2]} />
            {kinds.map((kind) => (
              <Bar
                key={kind.key}
                yAxisId="events"
                dataKey={kind.key}
                stackId="kind"
                fill={kind.color}
                isAnimationActive={false}
              />
            ))}
            <Line
              yAxisId="age"
              dataKey="iteratorAgeMs"
              stroke={palette.text}
              strokeWidth={1.2}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: palette.soft }}
              content={<ChartTip<StreamPoint> lines={(point) => tipLines(point, kinds)} />}
            />
          </ComposedChart>
        )}
      </ChartBox>
    </>
  );
});

interface Kind {
  readonly key: 'inserts' | 'modifies' | 'removes';
  readonly name: string;
  readonly color: string;
}

function kindsOf(palette: Palette): readonly Kind[] {
  return [
    { key: 'inserts', name: 'INSERT', color: palette.ok },
    { key: 'modifies', name: 'MODIFY', color: palette.write },
    { key: 'removes', name: 'REMOVE', color: palette.bad },
  ];
}

/** Events of the last whole bar; the newest bar is still filling. */
function recent(points: readonly StreamPoint[], key: Kind['key']): number {
  const whole = points.at(-2) ?? points.at(-1);
  return whole?.[key] ?? 0;
}

function tipLines(point: StreamPoint, kinds: readonly Kind[]): readonly TipLine[] {
  return [
    ...kinds.map((kind) => ({ name: kind.name, value: formatCount(point[kind.key]), color: kind.color })),
    {
      name: 'iterator age',
      value: point.iteratorAgeMs === null ? 'unknown' : formatSpan(point.iteratorAgeMs),
    },
  ];
}

function summaryOf(points: readonly StreamPoint[]): string {
  const total = (key: Kind['key']): string => formatCount(points.reduce((sum, point) => sum + point[key], 0));
  const age = points.at(-1)?.iteratorAgeMs ?? 0;
  return `Stream events of the last minutes: ${total('inserts')} INSERT, ${total('modifies')} MODIFY, ${total('removes')} REMOVE; iterator age ${formatSpan(age)}.`;
}
