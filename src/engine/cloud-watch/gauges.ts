/** Metrics that say how things are set rather than what happened: capacity, maxima and how much of the quotas is used. */
import type { MetricDimensions, MetricUnit } from '../../model/metrics.ts';
import type { OnDemandLimits, TableDoc, Throughput } from '../../model/table.ts';

/** Default quotas of an account and of one table or index, units a second. Guide, "quotas". */
const ACCOUNT_QUOTA = 80_000;
const TABLE_QUOTA = 40_000;

export interface Gauge {
  readonly name: string;
  readonly dimensions: MetricDimensions;
  readonly unit: MetricUnit;
  readonly value: number;
}

/** Tables that are being deleted still count. */
export function gaugesOf(docs: readonly TableDoc[]): readonly Gauge[] {
  return [...docs.flatMap(tableGauges), ...accountGauges(docs)];
}

function tableGauges({ name, billingMode, throughput, onDemandLimits, indexes }: TableDoc): readonly Gauge[] {
  const isProvisioned = billingMode === 'PROVISIONED';
  const gauges = (dimensions: MetricDimensions, own: Throughput | undefined, limits: OnDemandLimits = {}) =>
    isProvisioned ? provisioned(dimensions, own) : maxima(dimensions, limits);
  return [
    ...gauges({ TableName: name }, throughput, onDemandLimits),
    ...indexes
      .filter(({ kind }) => kind === 'GSI')
      .flatMap((index) =>
        gauges(
          { TableName: name, GlobalSecondaryIndexName: index.name },
          index.throughput,
          index.onDemandLimits,
        ),
      ),
  ];
}

function provisioned(dimensions: MetricDimensions, throughput: Throughput | undefined): readonly Gauge[] {
  return [
    { name: 'ProvisionedReadCapacityUnits', dimensions, unit: 'Count', value: throughput?.rcu ?? 0 },
    { name: 'ProvisionedWriteCapacityUnits', dimensions, unit: 'Count', value: throughput?.wcu ?? 0 },
  ];
}

function maxima(dimensions: MetricDimensions, { read, write }: OnDemandLimits): readonly Gauge[] {
  const gauge = (name: string, value: number | undefined): readonly Gauge[] =>
    value === undefined ? [] : [{ name, dimensions, unit: 'Count', value }];
  return [...gauge('OnDemandMaxReadRequestUnits', read), ...gauge('OnDemandMaxWriteRequestUnits', write)];
}

function accountGauges(docs: readonly TableDoc[]): readonly Gauge[] {
  const provisionedDocs = docs.filter(({ billingMode }) => billingMode === 'PROVISIONED');
  const sides = [
    ['Read', 'rcu'],
    ['Write', 'wcu'],
  ] as const;
  return sides.flatMap(([action, unit]): readonly Gauge[] => {
    const units = provisionedDocs.flatMap(({ throughput, indexes }) =>
      [throughput, ...indexes.map((index) => index.throughput)].map((own) => own?.[unit] ?? 0),
    );
    const all = units.reduce((sum, one) => sum + one, 0);
    const most = Math.max(0, ...units);
    const of = (name: string, value: number, kind: MetricUnit): Gauge => ({
      name,
      dimensions: {},
      unit: kind,
      value,
    });
    return [
      of(`AccountMax${action}s`, ACCOUNT_QUOTA, 'Count'),
      of(`AccountMaxTableLevel${action}s`, TABLE_QUOTA, 'Count'),
      of(`AccountProvisioned${action}CapacityUtilization`, (100 * all) / ACCOUNT_QUOTA, 'Percent'),
      of(`MaxProvisionedTable${action}CapacityUtilization`, (100 * most) / TABLE_QUOTA, 'Percent'),
    ];
  });
}
