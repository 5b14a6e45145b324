/** All that a page may ask of a host. One interface, two transports: a worker's port, later a socket. */
import type { Receipt, Throttle, ThrottleReason } from '../model/command.ts';
import type { MetricData, MetricQuery } from '../model/metrics.ts';
import type { Physics } from '../model/physics.ts';
import type { TableSnapshot } from '../model/snapshot.ts';
import type { Load } from '../workload/load.ts';
import type { Setup } from '../workload/setup.ts';

/** Raised when this file changes in a way that an older page or worker cannot follow. */
export const HOST_API_VERSION = 1;

export interface HostApi {
  hello(): Promise<Hello>;
  /** One API call at the present virtual time. Resolves after its changes are durable. DynamoDB's errors come inside the reply. */
  execute(request: ExecuteRequest): Promise<ExecuteReply>;
  /** Throws away what there is and starts this run, paused at its start. */
  open(setup: Setup, label: RunLabel): Promise<void>;
  /** The present run as a setup that replays it: as opened, with the load edits and the mutating user calls since. */
  capture(): Promise<Captured>;
  setLoad(load: Load): Promise<void>;
  setPhysics(physics: Physics): Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  setSpeed(speed: number): Promise<void>;
  /** Runs the clock forward by this much at once, load included; resolves when done. Cancelling stops where it is. */
  step(byMs: number, signal?: AbortSignal): Promise<void>;
  /** Frames, at most 10 a second, for as long as the stream is read. The first one carries the history. */
  frames(): AsyncIterable<Frame>;
  /** CloudWatch metrics of about the last three virtual hours, a point a minute. */
  metrics(query: MetricQuery): Promise<readonly MetricData[]>;
  /** Writes items under the table's throughput with back-off in virtual time. Leaving the stream cancels. */
  importItems(request: ImportRequest): AsyncIterable<ImportProgress>;
  /** What is kept, as text to save; works when storage is corrupt. */
  exportStorage(): Promise<string>;
  /** Forgets everything stored and starts empty. */
  resetStorage(): Promise<void>;
}

/** Names the run for the page; the host stores it and gives it back. */
export interface RunLabel {
  readonly name: string;
  readonly notes: string;
  /** The scenario's own console text, by tab. */
  readonly console: Readonly<Record<string, string>>;
}

export interface Hello {
  readonly apiVersion: number;
  readonly engineVersion: string;
  /** Undefined on a first visit: the page then opens its first scenario. */
  readonly run: RunLabel | undefined;
  /** True when this page shares an engine that another tab owns. */
  readonly attached: boolean;
  readonly storage: StorageStatus;
}

export type StorageStatus =
  | { readonly kind: 'saved'; readonly sizeBytes: number | undefined }
  | { readonly kind: 'memory-only'; readonly why: string }
  /** Nothing was loaded and nothing is written until the user exports or resets. */
  | {
      readonly kind: 'failed';
      readonly fault: 'refused' | 'quota' | 'corrupt' | 'newer-format';
      readonly detail: string;
    };

export interface ExecuteRequest {
  readonly operation: string;
  /** The request body as JSON text. Malformed text is answered with SerializationException. */
  readonly body: string;
  /** False spares the receipt, for callers that would not show it. */
  readonly explain?: boolean;
}

export interface ExecuteReply {
  readonly status: number;
  /** Response JSON text. */
  readonly body: string;
  /** Short code of a DynamoDB error. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly receipt?: Receipt;
  readonly throttle?: Throttle;
  readonly latencyMs: number;
  /** Virtual time at which it was answered. */
  readonly atMs: number;
}

export interface Captured {
  readonly setup: Setup;
  readonly label: RunLabel;
  /** User calls that were left out because the journal is full. */
  readonly callsDropped: number;
}

export interface Frame {
  readonly nowMs: number;
  readonly running: boolean;
  readonly speed: number;
  /** True when the wanted speed cannot be kept on this machine. */
  readonly behind: boolean;
  readonly requestsPerS: number;
  readonly seed: number;
  readonly physics: Physics;
  readonly load: Load;
  readonly storage: StorageStatus;
  readonly tables: readonly TableSnapshot[];
  /** Whole virtual seconds since the last frame, oldest first; the last 300 in the first frame. */
  readonly samples: readonly Sample[];
  /** New lines for the event log, oldest first, at most 50 a frame; `logDropped` says how many more there were. */
  readonly log: readonly LogLine[];
  readonly logDropped: number;
  readonly loadCounters: LoadCounters;
}

/** Totals since the load began. */
export interface LoadCounters {
  readonly sent: number;
  readonly admitted: number;
  readonly throttled: number;
  readonly retried: number;
  readonly givenUp: number;
}

/** One virtual second of one table or index. Units are sums over the second. */
export interface Sample {
  readonly atS: number;
  readonly table: string;
  readonly index?: string;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly provisionedRead: number;
  readonly provisionedWrite: number;
  readonly burstRead: number;
  readonly burstWrite: number;
  readonly throttles: Readonly<Partial<Record<ThrottleReason, number>>>;
  readonly requests: number;
  readonly errors: number;
  readonly latencyP50Ms: number;
  readonly latencyP99Ms: number;
  readonly streamInserts: number;
  readonly streamModifies: number;
  readonly streamRemoves: number;
  readonly iteratorAgeMs: number;
  readonly ttlDeleted: number;
  readonly ttlWaiting: number;
  readonly items: number;
  readonly sizeBytes: number;
  /** Per partition, in hash order: [id, read units, write units, throttled]. */
  readonly partitions: readonly (readonly [number, number, number, number])[];
}

export interface LogLine {
  readonly id: number;
  readonly atMs: number;
  readonly kind:
    | 'throttled'
    | 'split'
    | 'table'
    | 'index'
    | 'stream'
    | 'ttl'
    | 'call'
    | 'error'
    | 'load'
    | 'clock';
  readonly text: string;
  readonly table?: string;
  readonly index?: string;
  /** The refusal behind a `throttled` line. */
  readonly throttle?: Throttle;
  /** How many like it this line stands for. */
  readonly count: number;
}

export interface ImportRequest {
  readonly table: string;
  /** Items as DynamoDB JSON text, each with the line it came from. */
  readonly items: readonly { readonly line: number; readonly json: string }[];
}

export interface ImportProgress {
  readonly total: number;
  readonly written: number;
  readonly throttled: number;
  readonly rejected: readonly { readonly line: number; readonly why: string }[];
  /** `waiting` while the clock is paused: back-off passes in virtual time. */
  readonly state: 'writing' | 'backing-off' | 'waiting' | 'done';
}
