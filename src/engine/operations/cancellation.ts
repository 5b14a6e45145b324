/** TransactionCanceledException: a reason for each action, in the order of the request. */
import type { JsonObject } from '../../base/json.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { Throttle } from '../../model/command.ts';
import { DynamoError } from '../../model/errors.ts';
import type { BillingMode } from '../../model/table.ts';
import { ThrottledError } from './throttled-error.ts';

/** Codes as the API reference lists them under TransactionCanceledException; `DuplicateItem` and `ResourceNotFound` are PartiQL's. */
export interface Refusal {
  readonly code:
    | 'ConditionalCheckFailed'
    | 'DuplicateItem'
    | 'ItemCollectionSizeLimitExceeded'
    | 'ProvisionedThroughputExceeded'
    | 'ResourceNotFound'
    | 'ThrottlingError'
    | 'TransactionConflict'
    | 'ValidationError';
  readonly message: string;
  /** The item as it is, where the action asks for it. */
  readonly item?: AttributeMap;
  readonly throttle?: Throttle;
}

export class TransactionCanceledError extends DynamoError {
  /** The first of its throttles. */
  readonly throttle: Throttle | undefined;

  constructor(refusals: readonly (Refusal | undefined)[]) {
    const codes = refusals.map((refusal) => refusal?.code ?? 'None');
    super(
      'TransactionCanceledException',
      `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
      { CancellationReasons: refusals.map(reasonOf) },
    );
    this.throttle = refusals.find((refusal) => refusal?.throttle !== undefined)?.throttle;
  }
}

/** Throws unless every action may go ahead. */
export function cancelIfAny(refusals: readonly (Refusal | undefined)[]): void {
  if (refusals.some((refusal) => refusal !== undefined)) throw new TransactionCanceledError(refusals);
}

/** Carries all of them out. A ValidationException of one is its reason; of those `upFront`, and all others, the answer. */
export function eachOrCancel<T>(
  readers: readonly (() => T)[],
  upFront: (error: DynamoError) => boolean,
): readonly T[] {
  const results: T[] = [];
  const refusals = readers.map((read) =>
    refusalIn(() => {
      results.push(read());
    }, upFront),
  );
  cancelIfAny(refusals);
  return results;
}

/** The ValidationException that `run` throws, as a reason. */
export function refusalIn(
  run: () => void,
  upFront: (error: DynamoError) => boolean = isEmptyKeyValue,
): Refusal | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    const isReason = error instanceof DynamoError && error.code === 'ValidationException' && !upFront(error);
    if (!isReason) throw error;
    return { code: 'ValidationError', message: error.message };
  }
}

const EMPTY_KEY_VALUE = /^One or more parameter values are not valid\. .*cannot contain an empty/;

/**
 * Empty strings and binaries for a key, of the table or an index, are not left to the reasons: a write transaction is
 * refused for them as a whole. [captured]
 */
export function isEmptyKeyValue(error: DynamoError): boolean {
  return EMPTY_KEY_VALUE.test(error.message);
}

const ON_DEMAND_INDEX =
  'Throughput exceeds the current capacity for one or more global secondary indexes. ' +
  'DynamoDB is automatically scaling your index so please try again shortly.';

/** Codes and messages as the API reference has them under TransactionCanceledException. */
export function throttledRefusal(throttle: Throttle, billingMode: BillingMode): Refusal {
  const { code, message } = new ThrottledError(throttle, billingMode);
  if (code !== 'ThrottlingException') return { code: 'ProvisionedThroughputExceeded', message, throttle };
  const isOfIndex = throttle.index !== undefined && throttle.reason.endsWith('KeyRangeThroughputExceeded');
  return { code: 'ThrottlingError', message: isOfIndex ? ON_DEMAND_INDEX : message, throttle };
}

function reasonOf(refusal: Refusal | undefined): JsonObject {
  if (refusal === undefined) return { Code: 'None' };
  const { code, message, item } = refusal;
  return {
    Code: code,
    Message: message,
    ...(item === undefined ? {} : { Item: item }),
  };
}
