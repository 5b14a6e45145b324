/** Spreads the redraws of charts over time: one chart a turn, so that no frame has to draw two. */
import {
  createElement,
  memo,
  startTransition,
  useEffect,
  useId,
  useState,
  type FunctionComponent,
} from 'react';
import { CHART_REDRAW_MS } from '../tokens/tokens.ts';

/** Four turns fit into the time between two redraws of the same chart. */
const TURN_MS = CHART_REDRAW_MS / 4;

const waiting = new Map<string, () => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The same chart, which is not even looked at again until its turn to redraw has come. */
export function paced<Props extends { readonly samples: unknown }>(
  chart: FunctionComponent<Props>,
): FunctionComponent<Props> {
  const Chart = memo(chart) as unknown as FunctionComponent<Props>;
  return function Paced(props: Props) {
    const samples = usePacedValue(props.samples);
    return createElement(Chart, { ...props, samples });
  };
}

/** Gives back `value` late: the newest one whenever this chart's turn comes, at most every `CHART_REDRAW_MS`. */
export function usePacedValue<T>(value: T): T {
  const id = useId();
  const [paced, setPaced] = useState(value);
  useEffect(() => {
    if (Object.is(paced, value)) return;
    enqueue(id, () => startTransition(() => setPaced(value)));
  }, [id, value, paced]);
  useEffect(() => () => void waiting.delete(id), [id]);
  return paced;
}

function enqueue(id: string, draw: () => void): void {
  // A chart that waits already keeps its place and draws the newer value.
  waiting.set(id, draw);
  timer ??= setTimeout(takeTurn, TURN_MS);
}

function takeTurn(): void {
  timer = undefined;
  const next = waiting.entries().next().value;
  if (next === undefined) return;
  const [id, draw] = next;
  waiting.delete(id);
  draw();
  if (waiting.size > 0) timer = setTimeout(takeTurn, TURN_MS);
}
