/** Table and index states over time: what is scheduled when a document changes, and what happens when it falls due. */
import type { TableDoc } from '../../model/table.ts';
import type { Clock, ClockEvent } from '../clock.ts';
import type { Context } from '../context.ts';

export type TableEvent = Extract<ClockEvent, { readonly kind: 'table-due' | 'index-due' | 'backfill-step' | 'ttl-due' }>;

/** Call for every document put (from `onTableChange`) and for every table after a restore. Events that have lost their meaning are ignored when due. */
export declare function scheduleTable(clock: Clock, doc: TableDoc, nowMs: number): void;

/** Carries out a due event; `context.batch` is applied by the caller. */
export declare function runTableEvent(context: Context, event: TableEvent): void;
