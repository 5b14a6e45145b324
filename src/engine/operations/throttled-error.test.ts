import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import type { ThrottleReason } from '../../model/command.ts';
import { errorBody } from '../../model/errors.ts';
import type { BillingMode } from '../../model/table.ts';
import { ThrottledError } from './throttled-error.ts';

const TABLE = 'arn:aws:dynamodb:eu-west-2:000000000000:table/Orders';

function thrown(
  reason: ThrottleReason,
  mode: BillingMode,
): { readonly code: string; readonly body: JsonObject } {
  const isIndex = reason.startsWith('Index');
  const error = new ThrottledError(
    {
      reason,
      resourceArn: isIndex ? `${TABLE}/index/by-owner` : TABLE,
      table: 'Orders',
      ...(isIndex ? { index: 'by-owner' } : {}),
      partition: 0,
      unitsAsked: 1,
      unitsAvailable: 0,
      unitsPerSecond: 1,
      keyText: '{}',
    },
    mode,
  );
  return { code: error.code, body: JSON.parse(errorBody(error)) as JsonObject };
}

const PROVISIONED = 'ProvisionedThroughputExceededException';
const THROTTLING = 'ThrottlingException';
const ALL = ['TableRead', 'TableWrite', 'IndexRead', 'IndexWrite'] as const;

describe('each of the sixteen reasons', () => {
  it.each(
    ALL.flatMap(
      (what) =>
        [
          [
            `${what}ProvisionedThroughputExceeded`,
            'PROVISIONED',
            PROVISIONED,
            'The level of configured provisioned throughput',
          ],
          [
            `${what}KeyRangeThroughputExceeded`,
            'PROVISIONED',
            what.startsWith('Table') ? PROVISIONED : THROTTLING,
            what.startsWith('Table') ? 'The level of configured' : 'Throughput exceeds the current capacity',
          ],
          [
            `${what}KeyRangeThroughputExceeded`,
            'PAY_PER_REQUEST',
            THROTTLING,
            'Throughput exceeds the current capacity',
          ],
          [
            `${what}MaxOnDemandThroughputExceeded`,
            'PAY_PER_REQUEST',
            THROTTLING,
            'Throughput exceeds the maximum OnDemand',
          ],
          [
            `${what}AccountLimitExceeded`,
            'PAY_PER_REQUEST',
            THROTTLING,
            'Throughput exceeds the current throughput limit',
          ],
        ] as const,
    ),
  )('%s of a %s table is a %s', (reason, mode, code, message) => {
    const { code: found, body } = thrown(reason, mode);
    expect(found).toBe(code);
    expect(body['message']).toContain(message);
    const reasons = code === THROTTLING ? body['throttlingReasons'] : body['ThrottlingReasons'];
    const resource = reason.startsWith('Index') ? `${TABLE}/index/by-owner` : TABLE;
    expect(reasons).toEqual([{ reason, resource }]);
  });
});
