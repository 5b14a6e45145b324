/** A refusal for want of throughput: DynamoDB's error with its reasons, and the arithmetic behind it. */
import type { Throttle } from '../../model/command.ts';
import type { ErrorCode } from '../../model/errors.ts';
import { DynamoError } from '../../model/errors.ts';
import type { BillingMode } from '../../model/table.ts';
import type { Context } from '../context.ts';

export class ThrottledError extends DynamoError {
  readonly throttle: Throttle;

  constructor(throttle: Throttle, billingMode: BillingMode) {
    const code = codeOf(throttle, billingMode);
    const reasons = [{ reason: throttle.reason, resource: throttle.resourceArn }];
    super(
      code,
      messageOf(throttle, code),
      code === 'ThrottlingException' ? { throttlingReasons: reasons } : { ThrottlingReasons: reasons },
    );
    this.throttle = throttle;
  }
}

/** Reports the refusal; every one is an event, whether or not it becomes an answer. */
export function emitThrottled(context: Context, throttle: Throttle): void {
  const { nowMs, operation, origin } = context;
  context.emit({ kind: 'throttled', atMs: nowMs, operation, origin, throttle });
}

/**
 * Developer guide, "Diagnosing throttling": by limit and billing mode. For the quota of the account the API reference
 * names RequestLimitExceeded where the guide's examples have ThrottlingException: the guide is followed.
 */
function codeOf({ reason, index }: Throttle, billingMode: BillingMode): ErrorCode {
  if (billingMode === 'PAY_PER_REQUEST') return 'ThrottlingException';
  const isOfIndexRange = index !== undefined && reason.endsWith('KeyRangeThroughputExceeded');
  return isOfIndexRange ? 'ThrottlingException' : 'ProvisionedThroughputExceededException';
}

function messageOf({ reason, index }: Throttle, code: ErrorCode): string {
  if (reason.endsWith('MaxOnDemandThroughputExceeded')) {
    return 'Throughput exceeds the maximum OnDemandThroughput configured on table or index';
  }
  if (reason.endsWith('AccountLimitExceeded')) {
    return (
      'Throughput exceeds the current throughput limit for your account. ' +
      'Please contact AWS Support at https://aws.amazon.com/support request a limit increase'
    );
  }
  if (code === 'ThrottlingException') {
    return (
      'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table ' +
      'or index so please try again shortly. If exceptions persist, check if you have a hot key: ' +
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html'
    );
  }
  if (index === undefined) {
    return (
      'The level of configured provisioned throughput for the table was exceeded. ' +
      'Consider increasing your provisioning level with the UpdateTable API.'
    );
  }
  return (
    'The level of configured provisioned throughput for one or more global secondary indexes of the table was ' +
    'exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with ' +
    'the UpdateTable API.'
  );
}
