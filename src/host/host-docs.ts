/** The host's own documents beside the engine's: what a reload needs to take the run up again. */
import type { Change, StoredState } from '../model/changes.ts';
import type { Physics } from '../model/physics.ts';
import type { Setup, TimelineEntry } from '../workload/setup.ts';
import type { WorkloadState } from '../workload/workload.ts';
import type { LogLine, RunLabel } from './api.ts';
import type { JournalState } from './journal.ts';

/** Raised with an upgrader when a document's shape changes. */
export const HOST_DOCS_VERSION = 1;

/** Names are lasting. A journal entry that came after the last checkpoint has a document of its own. */
const NAMES = { run: 'host/run', now: 'host/now', journal: 'host/journal', log: 'host/log' } as const;
const HOST_PREFIX = 'host/';
const ENTRY_PREFIX = 'host/journal/';

/** Written once a run. */
export interface RunDoc {
  readonly version: number;
  readonly setup: Setup;
  /** Absent before the first scenario was opened. */
  readonly label?: RunLabel;
}

/** Written with every edit and a few times a second under load. */
export interface NowDoc {
  readonly nowMs: number;
  readonly speed: number;
  readonly physics: Physics;
  readonly workload: WorkloadState;
}

export interface HostState {
  readonly run: RunDoc;
  readonly now: NowDoc | undefined;
  readonly journal: JournalState;
  readonly log: readonly LogLine[];
}

type DocChange = Extract<Change, { readonly kind: 'doc' }>;

export function runChange(run: RunDoc): DocChange {
  return { kind: 'doc', name: NAMES.run, json: JSON.stringify(run) };
}

export function nowChange(now: NowDoc): DocChange {
  return { kind: 'doc', name: NAMES.now, json: JSON.stringify(now) };
}

export function entryChange(entry: { readonly number: number; readonly json: string }): DocChange {
  return { kind: 'doc', name: ENTRY_PREFIX + String(entry.number).padStart(6, '0'), json: entry.json };
}

/** For a checkpoint. */
export function hostDocs(state: HostState & { readonly now: NowDoc }): Readonly<Record<string, string>> {
  return {
    [NAMES.run]: JSON.stringify(state.run),
    [NAMES.now]: JSON.stringify(state.now),
    [NAMES.journal]: JSON.stringify(state.journal),
    [NAMES.log]: JSON.stringify(state.log),
  };
}

/** Parts stored state into the engine's and the host's. `host` is undefined when no run was ever stored. */
export function splitStored(stored: StoredState): {
  readonly engine: StoredState;
  readonly host: HostState | undefined;
} {
  const isHosts = (name: string): boolean => name.startsWith(HOST_PREFIX);
  const docs = new Map<string, string>();
  const engineDocs: [string, string][] = [];
  for (const [name, json] of Object.entries(stored.docs)) {
    if (isHosts(name)) docs.set(name, json);
    else engineDocs.push([name, json]);
  }
  const changes: Change[] = [];
  for (const change of stored.changes) {
    if (change.kind === 'doc' && isHosts(change.name)) docs.set(change.name, change.json);
    else changes.push(change);
  }
  return {
    engine: { ...stored, docs: Object.fromEntries(engineDocs), changes },
    host: readHostState(docs),
  };
}

/** The documents' checksums vouch that they are what was written, so that parsing is reading. */
function readHostState(docs: ReadonlyMap<string, string>): HostState | undefined {
  const read = <T>(name: string): T | undefined => {
    const json = docs.get(name);
    return json === undefined ? undefined : (JSON.parse(json) as T);
  };
  const run = read<RunDoc>(NAMES.run);
  if (run === undefined) return undefined;
  const kept = read<JournalState>(NAMES.journal) ?? { entries: [], dropped: 0 };
  const later = [...docs.keys()]
    .filter((name) => name.startsWith(ENTRY_PREFIX))
    .sort()
    .flatMap((name) => read<TimelineEntry>(name) ?? []);
  return {
    run,
    now: read<NowDoc>(NAMES.now),
    journal: { entries: [...kept.entries, ...later], dropped: kept.dropped },
    log: read<readonly LogLine[]>(NAMES.log) ?? [],
  };
}
