/** DescribeLimits, as data. */
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';

export const describeLimits = operation(
  "Shows the account's capacity quotas.",
  structure('DescribeLimitsInput', {}),
);
