/** DescribeLimits: the quotas of provisioned throughput, for the account and for a table. */
import { MAX_ACCOUNT_UNITS, MAX_TABLE_UNITS } from './control-plane-limits.ts';

export function describeLimits(): string {
  return JSON.stringify({
    AccountMaxReadCapacityUnits: MAX_ACCOUNT_UNITS,
    AccountMaxWriteCapacityUnits: MAX_ACCOUNT_UNITS,
    TableMaxReadCapacityUnits: MAX_TABLE_UNITS,
    TableMaxWriteCapacityUnits: MAX_TABLE_UNITS,
  });
}
