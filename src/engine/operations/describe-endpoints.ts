/** DescribeEndpoints: the service's address in this region. */
import type { Context } from '../context.ts';

/** How long a client may remember it, as the service says. */
const CACHE_MINUTES = 1440;

export function describeEndpoints({ region }: Context): string {
  return JSON.stringify({
    Endpoints: [{ Address: `dynamodb.${region}.amazonaws.com`, CachePeriodInMinutes: CACHE_MINUTES }],
  });
}
