/** Conflicts with what other clients' requests are doing to an item at the same time. */
import type { Context } from '../context.ts';
import type { Table } from '../storage/table.ts';

export const CONFLICT_MESSAGE = 'Transaction is ongoing for the item';

interface Target {
  readonly table: Table;
  /** Encoded. */
  readonly key: string;
}

/** Whether another client's transaction is busy with the item; if so, the conflict has been reported. */
export function isHeld(context: Context, target: Target): boolean {
  return reported(context, target, context.transactions.isHeld(target.table.doc.id, target.key, context));
}

/** As `isHeld`, for reads that no write of another client may overlap. */
export function isBeingWritten(context: Context, target: Target): boolean {
  return reported(
    context,
    target,
    context.transactions.isBeingWritten(target.table.doc.id, target.key, context),
  );
}

function reported(
  { emit, nowMs, operation, origin }: Context,
  { table }: Target,
  isConflict: boolean,
): boolean {
  if (isConflict) {
    emit({ kind: 'transaction-conflict', atMs: nowMs, table: table.doc.name, operation, origin });
  }
  return isConflict;
}
