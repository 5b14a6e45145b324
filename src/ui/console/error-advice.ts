/** What DynamoDB's errors mean and what to try, beside its own words. */
import type { Throttle, ThrottleLimit } from '../../model/command.ts';
import { formatWhole } from '../kit/digits.ts';

export interface Advice {
  readonly means: string;
  readonly tries: string;
}

const BY_CODE: Readonly<Record<string, Advice>> = {
  ConditionalCheckFailedException: {
    means: 'The item is not as the condition demands. Nothing was written, yet the write was charged.',
    tries: 'Read the item, or ask for it with ReturnValuesOnConditionCheckFailure: ALL_OLD.',
  },
  ResourceNotFoundException: {
    means: 'There is no table, index or stream of that name in an ACTIVE state.',
    tries:
      'Compare the name with the tables on the left; a table that is CREATING needs a moment on the clock.',
  },
  ResourceInUseException: {
    means: 'The table exists already, or it is changing and takes no other change meanwhile.',
    tries: 'Let the clock run until its state is ACTIVE, or choose another name.',
  },
  LimitExceededException: {
    means:
      'An account, table or request limit stands against it, such as the number of indexes being made at once.',
    tries: 'Let the change under way finish first.',
  },
  ItemCollectionSizeLimitExceededException: {
    means: 'A table with a local secondary index keeps all items of one partition key within 10 GB.',
    tries: 'Spread the items over more partition keys, or use a global secondary index.',
  },
  SerializationException: {
    means: 'The request is JSON, but a value has another type than the API expects there.',
    tries: 'Hover over the member to see its type.',
  },
  DuplicateItemException: {
    means: 'INSERT never replaces, and an item with this key exists.',
    tries: 'Use UPDATE, or PutItem in the API.',
  },
  TransactionCanceledException: {
    means:
      'One of the transaction’s actions could not be done, so none was. CancellationReasons says which, in their order.',
    tries: 'Look for the reason that is not None.',
  },
  UnknownOperationException: {
    means: 'This playground has no operation of that name.',
    tries: 'Ctrl+Space at the start of a line lists those that there are.',
  },
  ExpiredIteratorException: {
    means: 'A shard iterator serves for 15 minutes.',
    tries: 'Get a new one with GetShardIterator.',
  },
  TrimmedDataAccessException: {
    means: 'A stream keeps its records for 24 hours, and these are older.',
    tries: 'Read on from TRIM_HORIZON.',
  },
};

const VALIDATION: Advice = {
  means: 'The request itself is wrong; it was refused before anything was read, and costs nothing.',
  tries: 'The message names the member or the place in the expression.',
};

const BY_LIMIT: Readonly<Record<ThrottleLimit, Advice>> = {
  ProvisionedThroughputExceeded: {
    means: 'The table or index has used up its provisioned throughput and the burst it had saved.',
    tries: 'Raise its capacity, switch to on-demand, or retry with back-off.',
  },
  KeyRangeThroughputExceeded: {
    means:
      'One partition is at the most that a partition gives (1,000 write units, 3,000 read units a second), whatever the table has.',
    tries: 'Spread the hot key over several; more table capacity does not help.',
  },
  MaxOnDemandThroughputExceeded: {
    means: 'The maximum that was set for this on-demand table is reached.',
    tries: 'Raise or remove OnDemandThroughput.',
  },
  AccountLimitExceeded: {
    means: 'The throughput quota for on-demand tables is reached.',
    tries: 'Retry with back-off; on AWS, ask for a higher quota.',
  },
};

export function adviceFor(code: string, throttle: Throttle | undefined): Advice | undefined {
  if (throttle === undefined) return code === 'ValidationException' ? VALIDATION : BY_CODE[code];
  const limit = limitOf(throttle.reason);
  return limit === undefined ? undefined : BY_LIMIT[limit];
}

/** The refusal's arithmetic: who refused, what was asked and what was there. */
export function throttleArithmetic(throttle: Throttle): string {
  const resource = throttle.index === undefined ? throttle.table : `${throttle.index} of ${throttle.table}`;
  return `Partition ${throttle.partition} of ${resource}: ${units(throttle.unitsAsked)} asked, ${units(
    throttle.unitsAvailable,
  )} there, ${formatWhole(throttle.unitsPerSecond)} a second flow in.`;
}

function units(value: number): string {
  return `${Math.round(value * 10) / 10} unit${value === 1 ? '' : 's'}`;
}

function limitOf(reason: string): ThrottleLimit | undefined {
  const limits: readonly ThrottleLimit[] = [
    'ProvisionedThroughputExceeded',
    'KeyRangeThroughputExceeded',
    'MaxOnDemandThroughputExceeded',
    'AccountLimitExceeded',
  ];
  return limits.find((limit) => reason.endsWith(limit));
}
