/** What goes into the engine and what comes out: one command, one reply, and the reply's explanation. */
import type { JsonValue } from '../base/json.ts';

/** Who asked; it tells user calls from generated ones in events and never changes an answer. */
export type Origin = 'user' | 'load' | 'import' | 'setup';

export interface Command {
  /** The API's operation name, `PutItem`. An unknown one is answered with UnknownOperationException. */
  readonly operation: string;
  /** The request body, parsed. */
  readonly input: JsonValue;
  /** Virtual time in ms since the epoch; never before an earlier command's. */
  readonly atMs: number;
  readonly origin: Origin;
  /**
   * Who waits for the reply before asking again: requests of one client never overlap. Without it each request of the
   * load is a client of its own, and each other origin is one.
   */
  readonly client?: string;
  /** True asks for a receipt and a plan; they cost a little, so the load does without. */
  readonly explain?: boolean;
}

/** A DynamoDB answer as data. `body` is the response's JSON text, error bodies included. */
export type Reply =
  | { readonly kind: 'ok'; readonly body: string; readonly latencyMs: number; readonly receipt?: Receipt }
  | {
      readonly kind: 'error';
      readonly status: 400 | 409 | 500 | 503;
      /** Short code, `ValidationException`. */
      readonly code: string;
      readonly message: string;
      /** With `__type` and every modelled member, as on the wire. */
      readonly body: string;
      readonly latencyMs: number;
      readonly throttle?: Throttle;
      readonly receipt?: Receipt;
    };

export type ThrottleLimit =
  | 'ProvisionedThroughputExceeded'
  | 'KeyRangeThroughputExceeded'
  | 'MaxOnDemandThroughputExceeded'
  | 'AccountLimitExceeded';

/** One of AWS's 16 reasons, `TableWriteKeyRangeThroughputExceeded`. */
export type ThrottleReason = `${'Table' | 'Index'}${'Read' | 'Write'}${ThrottleLimit}`;

/** Why a request was refused, with the arithmetic. */
export interface Throttle {
  readonly reason: ThrottleReason;
  readonly resourceArn: string;
  readonly table: string;
  readonly index?: string;
  /** The partition that refused, or that the request was bound for. */
  readonly partition: number;
  readonly unitsAsked: number;
  /** What the refusing bucket held, and the rate in units/s that fills it. */
  readonly unitsAvailable: number;
  readonly unitsPerSecond: number;
  /** The partition key asked for, as DynamoDB JSON text. */
  readonly keyText: string;
}

/** The arithmetic of one call. */
export interface Receipt {
  readonly operation: string;
  readonly lines: readonly ReceiptLine[];
  readonly plan: Plan;
}

/** One table or index touched: bytes → rounded → units. */
export interface ReceiptLine {
  readonly table: string;
  readonly index?: string;
  readonly indexKind?: 'GSI' | 'LSI' | 'VECTOR';
  readonly action: 'read' | 'write';
  /** Why this line is here: `item read`, `entry moved: delete and insert`, `condition failed, still charged` … */
  readonly what: string;
  /** Items or entries measured, and their bytes. */
  readonly items: number;
  readonly bytes: number;
  /** Bytes a unit: 4096 for reads, 1024 for writes. */
  readonly unitBytes: number;
  /** Whole units after rounding up, before `factor`. */
  readonly roundedUnits: number;
  /** 0.5 eventual, 1 strong or write, 2 transactional. */
  readonly factor: number;
  readonly units: number;
  /** Present where units are metered bytes, as vector indexes have them, and no read or write units. */
  readonly metered?: 'bytes';
  /** The rule in one sentence, for the learner. */
  readonly rule: string;
  readonly billingMode: 'PROVISIONED' | 'PAY_PER_REQUEST';
}

/** How the request was carried out. */
export interface Plan {
  readonly access: 'key' | 'query' | 'scan' | 'batch' | 'control' | 'search';
  readonly table?: string;
  readonly index?: string;
  /** Partition ids of the table or index that were asked. */
  readonly partitions: readonly number[];
  readonly itemsWalked: number;
  readonly itemsFiltered: number;
  readonly itemsReturned: number;
  /** Set when there was a better way, in a sentence. */
  readonly remark?: string;
}
