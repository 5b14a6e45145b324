/** What a load is: rows of requests with their rate, keys and shape. Data only, part of a shared scenario. */
import type { AttributeValue } from '../model/attribute-value.ts';

export type LoadOperation = 'PutItem' | 'GetItem' | 'UpdateItem' | 'DeleteItem' | 'Query' | 'Scan';

/** Which of the keys 0 … keys-1 a request is for. */
export type KeyChoice =
  | { readonly kind: 'uniform'; readonly keys: number }
  | { readonly kind: 'zipf'; readonly keys: number; readonly exponent: number }
  /** `share` (0 … 1) of the requests go to key 0, the rest evenly to all others. */
  | { readonly kind: 'hot'; readonly keys: number; readonly share: number }
  | { readonly kind: 'sequential'; readonly keys: number };

/** How the value of one attribute is made. */
export type ValueSpec =
  /** The drawn key's number, `customer-0042` with prefix `customer-` and pad 4. */
  | { readonly from: 'key'; readonly prefix?: string; readonly pad?: number; readonly type?: 'S' | 'N' }
  /** Counts up by one a request over the life of the row. */
  | { readonly from: 'counter'; readonly prefix?: string; readonly pad?: number; readonly type?: 'S' | 'N' }
  | { readonly from: 'number'; readonly min: number; readonly max: number; readonly decimals?: number }
  | { readonly from: 'pick'; readonly values: readonly string[] }
  /** Words, about `bytes` bytes of them. */
  | { readonly from: 'text'; readonly bytes: number }
  /** Virtual now in seconds or ms, plus a draw from [min, max] seconds: TTL stamps, sort keys. */
  | { readonly from: 'clock'; readonly unit: 's' | 'ms' | 'iso'; readonly plusS?: readonly [number, number] }
  | { readonly from: 'constant'; readonly value: AttributeValue };

export interface RetryPolicy {
  /** Attempts in all, the first included; 1 never retries. */
  readonly attempts: number;
  /** Full jitter: a draw from 0 … min(baseMs × 2^n, 20,000). */
  readonly baseMs: number;
}

export interface LoadRow {
  readonly id: string;
  readonly enabled: boolean;
  readonly operation: LoadOperation;
  readonly table: string;
  readonly index?: string;
  readonly ratePerS: number;
  /** Factor on the rate over time since the start of the load, in between linear; constant 1 when absent. */
  readonly ramp?: readonly { readonly atS: number; readonly factor: number }[];
  readonly keys: KeyChoice;
  /** The item for PutItem, the key and the attributes to set for UpdateItem, the key for the rest. */
  readonly attributes: Readonly<Record<string, ValueSpec>>;
  readonly consistentRead?: boolean;
  /** Limit of a Query or Scan. */
  readonly limit?: number;
  readonly retry: RetryPolicy;
}

export interface Load {
  readonly rows: readonly LoadRow[];
}
