/** Stream events by kind, with the age of the oldest record that readers have not passed yet. */
import { memo, useMemo, type ReactNode } from 'react';
import { Bar, ComposedChart, Line, Tooltip, YAxis } from 'recharts';
import type { Sample } from '../../host/api.ts';
import { useTheme } from '../tokens/theme.ts';
import { PALETTES, type Palette } from '../tokens/tokens.ts';
import { ChartBox } from './chart-box.tsx';
import { streamPoints, type StreamPoint } from './chart-data.ts';
import { ChartTip, type TipLine } from './chart-tip.tsx';
import { formatCount, formatSpan } from './quantity.ts';
import { usePacedValue } from './redraw-queue.ts';

export interface StreamChartProps {
  readonly samples: readonly Sample[];
  readonly height: number;
}

const BARS = 60;

export const StreamChart = memo(function StreamChart({ samples, height }: StreamChartProps): ReactNode {
  const paced = usePacedValue(samples);
  const palette = PALETTES[useTheme()];
  const points = useMemo(() => streamPoints(paced, BARS), [paced]);
  const kinds = kindsOf(palette);
  const most = Math.max(1, ...points.map((point) => point.inserts + point.modifies + point.removes));
  const oldest = Math.max(1000, ...points.map((point) => point.iteratorAgeMs ?? 0));
  const age = points.at(-1)?.iteratorAgeMs ?? 0;
  return (
    <ChartBox
      height={height}
      summary={summaryOf(points)}
      labels={[
        ...kinds.map((kind, place) => ({
          key: kind.key,
          text: `${kind.mark} ${kind.name} ${formatCount(points.at(-1)?.[kind.key] ?? 0)}`,
          y: place * 12,
          side: 'left' as const,
          color: kind.color,
        })),
        { key: 'age', text: `iterator age ${formatSpan(age)}`, y: 0, side: 'right', color: palette.text },
      ]}
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
          <YAxis yAxisId="events" hide domain={[0, most * 1.5]} />
          <YAxis yAxisId="age" hide domain={[0, oldest * 1.2]} />
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
  );
});

interface Kind {
  readonly key: 'inserts' | 'modifies' | 'removes';
  readonly name: string;
  /** Told apart without colour. */
  readonly mark: string;
  readonly color: string;
}

function kindsOf(palette: Palette): readonly Kind[] {
  return [
    { key: 'inserts', name: 'INSERT', mark: '+', color: palette.ok },
    { key: 'modifies', name: 'MODIFY', mark: '~', color: palette.write },
    { key: 'removes', name: 'REMOVE', mark: '−', color: palette.bad },
  ];
}

function tipLines(point: StreamPoint, kinds: readonly Kind[]): readonly TipLine[] {
  return [
    ...kinds.map((kind) => ({ name: kind.name, value: formatCount(point[kind.key]), color: kind.color })),
    { name: 'iterator age', value: point.iteratorAgeMs === null ? 'unknown' : formatSpan(point.iteratorAgeMs) },
  ];
}

function summaryOf(points: readonly StreamPoint[]): string {
  const total = (key: Kind['key']): string => formatCount(points.reduce((sum, point) => sum + point[key], 0));
  const age = points.at(-1)?.iteratorAgeMs ?? 0;
  return `Stream events of the last five minutes: ${total('inserts')} INSERT, ${total('modifies')} MODIFY, ${total('removes')} REMOVE; iterator age ${formatSpan(age)}.`;
}
