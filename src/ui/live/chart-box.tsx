/** The box around a live chart: its size, its spoken summary, direct labels over the plot, and the time under it. */
import type { ReactNode } from 'react';
import { formatClock } from './quantity.ts';
import { useWidth } from './use-width.ts';

/** A label that stands beside what it names. `y` in CSS pixels from the top of the plot. */
export interface ChartLabel {
  readonly key: string;
  readonly text: string;
  readonly y: number;
  readonly side: 'left' | 'right';
  readonly color: string;
}

export interface ChartBoxProps {
  /** Height of the plot in CSS pixels, without the line of times below it. */
  readonly height: number;
  /** What a reader hears instead of the drawing. */
  readonly summary: string;
  readonly labels: readonly ChartLabel[];
  /** First and last second drawn; undefined while there is nothing to draw. */
  readonly fromS: number | undefined;
  readonly toS: number | undefined;
  readonly empty: string;
  readonly children: (width: number) => ReactNode;
}

/** Room that a label needs, and keeps from its neighbours. */
const LABEL_HEIGHT = 12;

export function ChartBox(props: ChartBoxProps): ReactNode {
  const { height, summary, labels, fromS, toS, empty, children } = props;
  const [ref, width] = useWidth<HTMLElement>();
  const isEmpty = fromS === undefined || toS === undefined;
  return (
    <figure className="live-chart" ref={ref}>
      <figcaption className={isEmpty ? 'live-empty' : 'hr-visually-hidden'}>
        {isEmpty ? empty : summary}
      </figcaption>
      {isEmpty ? null : (
        <div aria-hidden="true">
          <div className="live-plot" style={{ height }}>
            {width === 0 ? null : children(width)}
            {spread(labels, height).map((label) => (
              <span
                key={label.key}
                className={`live-label live-label-${label.side}`}
                style={{ top: label.y, color: label.color }}
              >
                {label.text}
              </span>
            ))}
          </div>
          <div className="live-axis">
            <span>{formatClock(fromS * 1000)}</span>
            <span>{formatClock(toS * 1000)}</span>
          </div>
        </div>
      )}
    </figure>
  );
}

/** Labels of one side stand apart; the later one in the list gives way. */
export function spread(labels: readonly ChartLabel[], height: number): readonly ChartLabel[] {
  const placed: ChartLabel[] = [];
  for (const label of labels) {
    const rivals = placed.filter((other) => other.side === label.side).map((other) => other.y);
    placed.push({ ...label, y: freePlace(label.y, rivals, height) });
  }
  return placed;
}

function freePlace(wanted: number, rivals: readonly number[], height: number): number {
  const highest = Math.max(0, height - LABEL_HEIGHT);
  const within = (y: number): number => Math.min(highest, Math.max(0, y));
  const isFree = (y: number): boolean => rivals.every((rival) => Math.abs(rival - y) >= LABEL_HEIGHT);
  const places = [wanted, ...rivals.flatMap((rival) => [rival + LABEL_HEIGHT, rival - LABEL_HEIGHT])].map(
    within,
  );
  const free = places
    .filter(isFree)
    .toSorted((one, other) => Math.abs(one - wanted) - Math.abs(other - wanted));
  return free[0] ?? within(wanted);
}

/** Where a value stands in a plot of this height, whose top is `top`. */
export function heightOf(value: number, top: number, height: number): number {
  return top <= 0 ? height : height * (1 - Math.min(1, value / top));
}
