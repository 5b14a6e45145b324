/** The `runtime` document: what no other document holds, as it was at the last checkpoint. */
import { assert } from '../base/assert.ts';
import type { JsonValue } from '../base/json.ts';
import type { RandomState } from '../base/random.ts';
import type { IndexCounters } from './storage/catalog.ts';
import type { FlightDocs } from './transactions/create-transactions.ts';

export const RUNTIME_DOC = 'runtime';
/** Raised when the document changes; older ones are then brought forward here. */
const RUNTIME_VERSION = 1;

export interface Runtime {
  readonly nowMs: number;
  readonly random: RandomState;
  readonly capacity: JsonValue;
  /** Absent in documents from before there were metrics. */
  readonly metrics?: JsonValue;
  readonly indexes: IndexCounters;
  /** Absent from before there were transactions. */
  readonly inFlight?: FlightDocs;
}

export function runtimeJson(runtime: Runtime): string {
  return JSON.stringify({ version: RUNTIME_VERSION, ...runtime });
}

export function readRuntime(json: string): Runtime {
  const { version, ...runtime } = JSON.parse(json) as Runtime & { readonly version: number };
  assert(version === RUNTIME_VERSION, 'the runtime document has a known version');
  return runtime;
}
