/** DynamoDB's errors: one table of codes, the exception that carries one, and its body on the wire. */
import type { JsonObject } from '../base/json.ts';

export interface ErrorShape {
  readonly status: 400 | 409 | 500 | 503;
  /** Namespace of `__type` on the wire, without the `#`. */
  readonly namespace: string;
  /** The member that holds the message; services disagree on its first letter. */
  readonly messageMember: 'message' | 'Message';
  /** Modelled members beside the message. */
  readonly members: readonly string[];
}

const DYNAMODB = 'com.amazonaws.dynamodb.v20120810';
const CORAL_SERVICE = 'com.amazon.coral.service';
const CORAL_AVAILABILITY = 'com.amazon.coral.availability';

function modelled(...members: string[]): ErrorShape {
  return { status: 400, namespace: DYNAMODB, messageMember: 'message', members };
}

/** The three transaction errors spell their member `Message` (the API model says so). */
function transactional(...members: string[]): ErrorShape {
  return { status: 400, namespace: DYNAMODB, messageMember: 'Message', members };
}

/** Errors of the service's front end, which the API model leaves out. */
function frontEnd(messageMember: 'message' | 'Message'): ErrorShape {
  return { status: 400, namespace: CORAL_SERVICE, messageMember, members: [] };
}

/** Every error that can be answered. Status and members as the API model; namespaces as seen on the wire. */
export const ERRORS = {
  AccessDeniedException: frontEnd('Message'),
  BackupInUseException: modelled(),
  BackupNotFoundException: modelled(),
  ConditionalCheckFailedException: modelled('Item'),
  ContinuousBackupsUnavailableException: modelled(),
  DuplicateItemException: modelled(),
  ExpiredIteratorException: modelled(),
  IdempotentParameterMismatchException: transactional(),
  IncompleteSignatureException: frontEnd('message'),
  IndexNotFoundException: modelled(),
  InternalServerError: { ...modelled(), status: 500 },
  InvalidRestoreTimeException: modelled(),
  InvalidSignatureException: frontEnd('message'),
  ItemCollectionSizeLimitExceededException: modelled(),
  LimitExceededException: modelled(),
  MissingAuthenticationTokenException: frontEnd('message'),
  PointInTimeRecoveryUnavailableException: modelled(),
  PolicyNotFoundException: modelled(),
  ProvisionedThroughputExceededException: modelled('ThrottlingReasons'),
  ReplicatedWriteConflictException: { ...modelled(), status: 409 },
  RequestLimitExceeded: modelled('ThrottlingReasons'),
  ResourceInUseException: modelled(),
  ResourceNotFoundException: modelled(),
  SerializationException: frontEnd('Message'),
  ServiceUnavailable: { ...modelled(), status: 503 },
  TableAlreadyExistsException: modelled(),
  TableInUseException: modelled(),
  TableNotFoundException: modelled(),
  ThrottlingException: {
    status: 400,
    namespace: CORAL_AVAILABILITY,
    messageMember: 'message',
    members: ['throttlingReasons'],
  },
  TransactionCanceledException: transactional('CancellationReasons'),
  TransactionConflictException: modelled(),
  TransactionInProgressException: transactional(),
  TrimmedDataAccessException: modelled(),
  UnknownOperationException: frontEnd('message'),
  UnrecognizedClientException: frontEnd('message'),
  ValidationException: {
    status: 400,
    namespace: 'com.amazon.coral.validate',
    messageMember: 'message',
    members: [],
  },
} as const satisfies Record<string, ErrorShape>;

export type ErrorCode = keyof typeof ERRORS;

/** Where the engine's host keeps how many frames of a stack to take. */
const stacks = Error as { stackTraceLimit?: number | undefined };

/** An answer that is an error. Thrown anywhere in the engine, caught in one place, which drops the write batch. */
export class DynamoError extends Error {
  readonly code: ErrorCode;
  /** Modelled members beside the message: `Item`, `CancellationReasons`, `ThrottlingReasons` … */
  readonly extra: JsonObject | undefined;

  constructor(code: ErrorCode, message: string, extra?: JsonObject) {
    // An answer needs no stack, and taking one costs twice what the rest of a refusal does.
    const { stackTraceLimit } = stacks;
    stacks.stackTraceLimit = 0;
    super(message);
    stacks.stackTraceLimit = stackTraceLimit;
    this.name = 'DynamoError';
    this.code = code;
    this.extra = extra;
  }

  get status(): ErrorShape['status'] {
    return ERRORS[this.code].status;
  }
}

/** The error's response body as JSON text; an error without a message has none on the wire either. */
export function errorBody(error: DynamoError): string {
  const shape: ErrorShape = ERRORS[error.code];
  const message = error.message === '' ? {} : { [shape.messageMember]: error.message };
  return JSON.stringify({ __type: `${shape.namespace}#${error.code}`, ...message, ...error.extra });
}
