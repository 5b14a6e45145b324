/** Refused requests, stacked by the limit that refused them. */
import { useMemo, type ReactNode } from 'react';
import { Bar, BarChart, Tooltip, YAxis } from 'recharts';
import type { Sample } from '../../host/api.ts';
import type { ThrottleReason } from '../../model/command.ts';
import { useTheme } from '../tokens/theme.ts';
import { PALETTES, type Palette } from '../tokens/tokens.ts';
import { ChartBox } from './chart-box.tsx';
import { throttlePoints, throttleTotals, windowOf, type ThrottlePoint } from './chart-data.ts';
import { ChartTip, type TipLine } from './chart-tip.tsx';
import { formatCount } from './quantity.ts';
import { paced } from './redraw-queue.ts';

export interface ThrottleChartProps {
  readonly samples: readonly Sample[];
  readonly height: number;
}

const BARS = 60;

export const ThrottleChart = paced(function ThrottleChart({
  samples,
  height,
}: ThrottleChartProps): ReactNode {
  const palette = PALETTES[useTheme()];
  const points = useMemo(() => throttlePoints(samples, BARS), [samples]);
  const totals = useMemo(() => throttleTotals(samples), [samples]);
  const stacks = stacksOf(palette);
  const most = Math.max(
    1,
    ...points.map((point) => stacks.reduce((total, stack) => total + point[stack.key], 0)),
  );
  return (
    <>
      <ChartBox
        height={height}
        summary={summaryOf(totals)}
        labels={[
          {
            key: 'most',
            text: `${formatCount(most)} in ${windowOf(samples) / BARS} s`,
            y: 0,
            side: 'left',
            color: palette.dim,
          },
        ]}
        fromS={points[0]?.atS}
        toS={points.at(-1)?.atS}
        empty="Nothing was refused yet."
      >
        {(width) => (
          <BarChart
            width={width}
            height={height}
            data={[...points]}
            margin={{ top: 2, right: 0, bottom: 0, left: 0 }}
            barCategoryGap={1}
            accessibilityLayer={false}
          >
            <YAxis hide niceTicks="none" domain={[0, most * 1.05]} />
            {stacks.map((stack) => (
              <Bar
                key={stack.key}
                dataKey={stack.key}
                stackId="reason"
                fill={stack.color}
                isAnimationActive={false}
              />
            ))}
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: palette.soft }}
              content={<ChartTip<ThrottlePoint> lines={(point) => tipLines(point, stacks)} />}
            />
          </BarChart>
        )}
      </ChartBox>
      <ul className="live-legend">
        {totals.slice(0, 3).map(([reason, count]) => (
          <li key={reason} title={reason}>
            <i style={{ background: colorOf(reason, palette) }} aria-hidden="true" />
            <span>{reason.replace(/(?:Throughput)?Exceeded$/, '')}</span>
            <b>{formatCount(count)}</b>
          </li>
        ))}
      </ul>
    </>
  );
});

interface Stack {
  readonly key: 'keyRange' | 'provisioned' | 'onDemand' | 'account';
  readonly name: string;
  readonly color: string;
}

function stacksOf(palette: Palette): readonly Stack[] {
  return [
    { key: 'keyRange', name: 'KeyRange', color: palette.reasonKeyRange },
    { key: 'provisioned', name: 'Provisioned', color: palette.reasonProvisioned },
    { key: 'onDemand', name: 'MaxOnDemand', color: palette.reasonOnDemand },
    { key: 'account', name: 'AccountLimit', color: palette.reasonAccount },
  ];
}

function colorOf(reason: ThrottleReason, palette: Palette): string {
  if (reason.endsWith('KeyRangeThroughputExceeded')) return palette.reasonKeyRange;
  if (reason.endsWith('ProvisionedThroughputExceeded')) return palette.reasonProvisioned;
  if (reason.endsWith('MaxOnDemandThroughputExceeded')) return palette.reasonOnDemand;
  return palette.reasonAccount;
}

function tipLines(point: ThrottlePoint, stacks: readonly Stack[]): readonly TipLine[] {
  return stacks
    .filter((stack) => point[stack.key] > 0)
    .map((stack) => ({ name: stack.name, value: formatCount(point[stack.key]), color: stack.color }));
}

function summaryOf(totals: readonly (readonly [ThrottleReason, number])[]): string {
  if (totals.length === 0) return 'No request was refused in the last five minutes.';
  const parts = totals.map(([reason, count]) => `${formatCount(count)} for ${reason}`);
  return `Requests refused in the last five minutes: ${parts.join(', ')}.`;
}
