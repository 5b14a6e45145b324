/** CloudWatch metrics of namespace AWS/DynamoDB as data: the names, dimensions and statistics under which CloudWatch keeps them, a point a minute. */

export type MetricUnit = 'Bytes' | 'Count' | 'Milliseconds' | 'Percent';

/** By name, `TableName` and so on. */
export type MetricDimensions = Readonly<Record<string, string>>;

/** One minute of one metric. Consumed units a second are `Sum` ÷ 60. */
export interface Datapoint {
  /** When the minute begins, in seconds since the epoch. */
  readonly Timestamp: number;
  readonly SampleCount: number;
  readonly Sum: number;
  readonly Average: number;
  readonly Minimum: number;
  readonly Maximum: number;
}

export interface MetricData {
  readonly MetricName: string;
  readonly Dimensions: MetricDimensions;
  readonly Unit: MetricUnit;
  /** Oldest first; minutes in which nothing was measured are left out, and the running one is in it. */
  readonly Datapoints: readonly Datapoint[];
}

/** What is left out is not asked for. */
export interface MetricQuery {
  readonly metricName?: string;
  /** Metrics that have at least these. */
  readonly dimensions?: MetricDimensions;
  /** Minutes that begin at or after, and before, in ms since the epoch. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

/**
 * A query from the parameters of a URL: `MetricName`, `StartTime` and `EndTime` (seconds since the epoch), and every
 * other one a dimension, `TableName=Orders&Operation=PutItem`. Times that are none are passed over.
 */
export function metricQueryOf(parameters: Iterable<readonly [string, string]>): MetricQuery {
  const { MetricName: metricName, StartTime, EndTime, ...dimensions } = Object.fromEntries(parameters);
  const [fromMs, toMs] = [timeMs(StartTime), timeMs(EndTime)];
  return {
    ...(metricName === undefined ? {} : { metricName }),
    dimensions,
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
  };
}

function timeMs(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
}
