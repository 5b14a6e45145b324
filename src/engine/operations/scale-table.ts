/** Auto scaling at work: once a minute each scaled side of a table and its indexes is looked at, and capacity follows. */
import { DynamoError } from '../../model/errors.ts';
import type { AutoScaledEvent } from '../../model/events.ts';
import type { IndexDoc, ScalingDoc, TableDoc, Throughput } from '../../model/table.ts';
import { IN_MINUTES } from '../auto-scaling/limits.ts';
import { decide } from '../auto-scaling/target-tracking.ts';
import type { Context } from '../context.ts';
import { assertAccountUnits } from './account-units.ts';
import { NO_THROUGHPUT } from './index-definitions.ts';
import { changeThroughput } from './throughput-decreases.ts';

const MINUTE_MS = 60_000;

const SIDES = [
  ['read', 'rcu'],
  ['write', 'wcu'],
] as const;

/** A table or GSI that may be scaled. */
type Scalable = Pick<TableDoc | IndexDoc, 'throughput' | 'pendingThroughput' | 'autoScaling'>;

/** When the table is to be looked at next. */
export function nextScalingMs(nowMs: number): number {
  return (Math.floor(nowMs / MINUTE_MS) + 1) * MINUTE_MS;
}

/**
 * The document with the capacity that consumption asks for pending; the same one when nothing is to change. A change
 * that a quota forbids is left for a later minute, and the others are made.
 */
export function scaleTable(context: Context, doc: TableDoc): TableDoc {
  if (doc.status !== 'ACTIVE' || doc.billingMode !== 'PROVISIONED') return doc;
  let scaled = scale(context, doc, { doc, index: undefined, apply: (change) => ({ ...doc, ...change }) });
  for (const index of doc.indexes) {
    if (index.kind === 'LSI' || index.status !== 'ACTIVE') continue;
    const before = scaled;
    const apply = (change: Partial<Scalable>): TableDoc => ({
      ...before,
      indexes: before.indexes.map((other) =>
        other.id === index.id ? Object.assign({}, other, change, { status: 'UPDATING' }) : other,
      ),
    });
    scaled = scale(context, before, { doc: index, index: index.name, apply });
  }
  return scaled;
}

interface Target {
  readonly doc: Scalable;
  readonly index: string | undefined;
  readonly apply: (change: Partial<Scalable>) => TableDoc;
}

function scale(context: Context, table: TableDoc, { doc, index, apply }: Target): TableDoc {
  const { metrics, nowMs, emit } = context;
  const before = doc.throughput ?? NO_THROUGHPUT;
  let throughput: Throughput = before;
  const scaled: { read?: ScalingDoc; write?: ScalingDoc } = { ...doc.autoScaling };
  const events: AutoScaledEvent[] = [];
  for (const [action, unit] of SIDES) {
    const scaling = scaled[action];
    if (scaling === undefined) continue;
    const minute = Math.floor(nowMs / MINUTE_MS);
    const consumed = metrics.consumedByMinute({ table: table.name, index, action }, minute, IN_MINUTES);
    const decision = decide(scaling, { nowMs, provisioned: before[unit], consumed });
    if (decision === undefined) continue;
    const { units, direction, utilizationPercent } = decision;
    const changed = attempt(() => changeThroughput(throughput, { ...throughput, [unit]: units }, nowMs));
    if (changed === undefined) continue;
    throughput = changed;
    scaled[action] = scaledAt(scaling, direction, nowMs);
    events.push({
      kind: 'auto-scaled',
      atMs: nowMs,
      table: table.name,
      index,
      action,
      fromUnits: before[unit],
      toUnits: units,
      utilizationPercent,
      targetPercent: scaling.targetPercent,
    });
  }
  if (events.length === 0) return table;
  const next = apply({ pendingThroughput: throughput, autoScaling: scaled });
  if (attempt(() => assertAccountUnits(context, next) ?? true) === undefined) return table;
  for (const event of events) emit(event);
  return next;
}

function scaledAt(scaling: ScalingDoc, direction: 'out' | 'in', nowMs: number): ScalingDoc {
  return direction === 'out' ? { ...scaling, scaledOutMs: nowMs } : { ...scaling, scaledInMs: nowMs };
}

/** Undefined when a quota forbids it. */
function attempt<Result>(change: () => Result): Result | undefined {
  try {
    return change();
  } catch (error) {
    if (error instanceof DynamoError && error.code === 'LimitExceededException') return undefined;
    throw error;
  }
}
