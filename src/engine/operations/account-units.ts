/** The account's quota of provisioned throughput, over all its tables and global indexes. */
import { DynamoError } from '../../model/errors.ts';
import type { TableDoc } from '../../model/table.ts';
import type { Context } from '../context.ts';
import { MAX_ACCOUNT_UNITS } from './control-plane-limits.ts';

/** Throws LimitExceededException when the account would have too many units once this document is in effect. */
export function assertAccountUnits({ catalog }: Context, after: TableDoc): void {
  const before = catalog.byId(after.id)?.doc;
  const others = catalog
    .all()
    .map(({ doc }) => doc)
    .filter(({ id }) => id !== after.id);
  for (const unit of ['rcu', 'wcu'] as const) {
    const units = unitsOf(after, unit);
    if (before !== undefined && units <= unitsOf(before, unit)) continue;
    const all = others.reduce((sum, doc) => sum + unitsOf(doc, unit), units);
    if (all <= MAX_ACCOUNT_UNITS) continue;
    throw new DynamoError(
      'LimitExceededException',
      `Subscriber limit exceeded: The account may have at most ${MAX_ACCOUNT_UNITS} ` +
        `${unit === 'rcu' ? 'read' : 'write'} capacity units over all tables and indexes; this would be ${all}`,
    );
  }
}

/** What is asked for already counts, in effect or not. */
function unitsOf({ throughput, pendingThroughput, indexes }: TableDoc, unit: 'rcu' | 'wcu'): number {
  let units = (pendingThroughput ?? throughput)[unit];
  for (const index of indexes) units += (index.pendingThroughput ?? index.throughput)?.[unit] ?? 0;
  return units;
}
