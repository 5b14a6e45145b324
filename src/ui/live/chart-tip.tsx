/** The value under the pointer, for all live charts. */
import type { ReactNode } from 'react';
import { formatClock } from './quantity.ts';

/** What Recharts hands to a tooltip, as far as it is used here. */
export interface TipProps<P> {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: P }[];
}

export interface TipLine {
  readonly name: string;
  readonly value: string;
  readonly color?: string;
}

export function ChartTip<P extends { readonly atS: number }>(
  props: TipProps<P> & { readonly lines: (point: P) => readonly TipLine[] },
): ReactNode {
  const point = props.active === true ? props.payload?.[0]?.payload : undefined;
  if (point === undefined) return null;
  return (
    <div className="live-tip">
      <small>{formatClock(point.atS * 1000)}</small>
      {props.lines(point).map((line) => (
        <span key={line.name}>
          <i style={{ background: line.color ?? 'transparent' }} />
          {line.name} <b>{line.value}</b>
        </span>
      ))}
    </div>
  );
}
