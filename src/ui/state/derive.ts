/** What the frame shows of a host's frame: short, stable values that change seldom, so that little re-renders. */
import type { Frame } from '../../host/api.ts';
import type { ResourceStatus, TableDoc } from '../../model/table.ts';
import type { Load, LoadRow } from '../../workload/load.ts';
import { formatWhole } from '../kit/digits.ts';
import type { SelectedResource } from './view-slice.ts';

/** What the live column shows: what was chosen while it exists, else the table that the load asks most of. */
export function shownResource(
  selected: SelectedResource | undefined,
  frame: Frame | undefined,
): SelectedResource | undefined {
  if (frame === undefined) return undefined;
  const chosen = frame.tables.find(({ doc }) => doc.name === selected?.table);
  if (selected === undefined || chosen === undefined) return busiestTable(frame);
  const known = chosen.resources.some(({ index }) => index === selected.index);
  return known ? selected : { table: selected.table };
}

function busiestTable({ tables, load }: Frame): SelectedResource | undefined {
  const rateOf = (name: string): number =>
    loadRatePerS({ rows: load.rows.filter((row) => row.table === name) });
  const [busiest] = tables.map(({ doc }) => doc.name).toSorted((one, other) => rateOf(other) - rateOf(one));
  return busiest === undefined ? undefined : { table: busiest };
}

export interface NavTable {
  readonly name: string;
  readonly status: ResourceStatus;
  /** Throttled somewhere in the last whole second. */
  readonly hot: boolean;
  /** `4,000 WCU`, `on-demand`. */
  readonly capacity: string;
  readonly badges: readonly string[];
  readonly indexes: readonly NavIndex[];
}

export interface NavIndex {
  readonly name: string;
  readonly kind: 'GSI' | 'LSI';
  readonly status: ResourceStatus;
  readonly hot: boolean;
}

export function navTables(frame: Frame): readonly NavTable[] {
  return frame.tables.map(({ doc, resources }) => {
    const hotResources = new Set(
      resources
        .filter((resource) => resource.partitions.some((partition) => partition.throttledPerS > 0))
        .map((resource) => resource.index),
    );
    return {
      name: doc.name,
      status: doc.status,
      hot: hotResources.has(undefined),
      capacity: capacityText(doc),
      badges: badgesOf(doc),
      indexes: doc.indexes.map(({ name, kind, status }) => ({
        name,
        kind,
        status,
        hot: hotResources.has(name),
      })),
    };
  });
}

export function capacityText(doc: TableDoc): string {
  return doc.billingMode === 'PAY_PER_REQUEST' ? 'on-demand' : `${formatWhole(doc.throughput.wcu)} WCU`;
}

function badgesOf(doc: TableDoc): readonly string[] {
  const ttl = doc.ttl?.status === 'ENABLED' || doc.ttl?.status === 'ENABLING';
  const stream = doc.streams.some(({ enabled }) => enabled);
  return [...(ttl ? ['TTL'] : []), ...(stream ? ['stream'] : [])];
}

/** Requests a second that the enabled rows ask for, ramps aside. */
export function loadRatePerS(load: Load): number {
  return load.rows.filter((row) => row.enabled).reduce((sum, row) => sum + row.ratePerS, 0);
}

/** The load with every row on or off. */
export function withAllRows(load: Load, enabled: boolean): Load {
  return { rows: load.rows.map((row) => ({ ...row, enabled })) };
}

/** A row with which to begin: writes, evenly over 100 keys, the sort key counting up. */
export function firstRow(doc: TableDoc, id: string): LoadRow {
  const keyAttributes = [
    ...doc.key.pk.map(({ name, type }) => [
      name,
      { from: 'key', prefix: type === 'N' ? '' : `${name}-`, type: type === 'N' ? 'N' : 'S' } as const,
    ]),
    ...doc.key.sk.map(({ name, type }) => [
      name,
      { from: 'counter', type: type === 'N' ? 'N' : 'S' } as const,
    ]),
  ];
  return {
    id,
    enabled: true,
    operation: 'PutItem',
    table: doc.name,
    ratePerS: 10,
    keys: { kind: 'uniform', keys: 100 },
    attributes: { ...Object.fromEntries(keyAttributes), text: { from: 'text', bytes: 200 } },
    retry: { attempts: 4, baseMs: 25 },
  };
}

/** `12:04:31`, UTC. */
export function clockText(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(11, 19);
}

/** `2026-11-22`, UTC. */
export function dateText(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}

const SIZE_UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** `12.4 MB`; KB is 1,024 bytes, as in DynamoDB's limits. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < SIZE_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${SIZE_UNITS[unit] ?? ''}`;
}
