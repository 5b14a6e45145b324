/** What the user did since the run was opened, with virtual times, so that the run can be captured and replayed. */
import type { TimelineEntry } from '../workload/setup.ts';

/** With the run's own timeline; what comes later is left out and counted. */
export const MAX_JOURNAL_ENTRIES = 2000;
const MAX_JOURNAL_CHARS = 1_000_000;

export interface JournalState {
  readonly entries: readonly TimelineEntry[];
  readonly dropped: number;
}

export const EMPTY_JOURNAL: JournalState = { entries: [], dropped: 0 };

/** Operations that change nothing; whatever else a user calls goes into the journal. */
const READ_PATTERN = /^(?:Get|BatchGet|TransactGet|Describe|List|Query$|Scan$)/;
const PARTIQL_PATTERN = /^(?:ExecuteStatement|BatchExecuteStatement|ExecuteTransaction)$/;
const SELECT_PATTERN = /^\s*select\b/i;

/** `input` is the request body, already parsed. */
export function isMutating(operation: string, input: unknown): boolean {
  if (READ_PATTERN.test(operation)) return false;
  return !PARTIQL_PATTERN.test(operation) || statementsOf(input).some((text) => !SELECT_PATTERN.test(text));
}

export class Journal {
  readonly #entries: TimelineEntry[];
  readonly #timeline: readonly TimelineEntry[];
  #chars: number;
  #dropped: number;

  /** `timeline` is the run's own, as opened. */
  constructor(timeline: readonly TimelineEntry[], state: JournalState) {
    this.#timeline = timeline;
    this.#entries = [...state.entries];
    this.#dropped = state.dropped;
    this.#chars = state.entries.reduce((sum, entry) => sum + JSON.stringify(entry).length, 0);
  }

  get dropped(): number {
    return this.#dropped;
  }

  get state(): JournalState {
    return { entries: this.#entries, dropped: this.#dropped };
  }

  /** The entry's number and its JSON; undefined when there was no room for it. */
  add(entry: TimelineEntry): { readonly number: number; readonly json: string } | undefined {
    const isOpen =
      // Once something is missing, what follows would act on a state that the replay never had.
      this.#dropped === 0 && this.#entries.length + this.#timeline.length < MAX_JOURNAL_ENTRIES;
    const json = isOpen ? JSON.stringify(entry) : '';
    if (!isOpen || this.#chars + json.length > MAX_JOURNAL_CHARS) {
      this.#dropped += 1;
      return undefined;
    }
    this.#entries.push(entry);
    this.#chars += json.length;
    return { number: this.#entries.length - 1, json };
  }

  /** The run's own timeline with the journal, in time; at the same ms the run's own comes first, as it did. */
  merged(): readonly TimelineEntry[] {
    return [...this.#timeline, ...this.#entries].sort((a, b) => a.atMs - b.atMs);
  }
}

function statementsOf(input: unknown): readonly string[] {
  if (typeof input !== 'object' || input === null) return [];
  if ('Statement' in input && typeof input.Statement === 'string') return [input.Statement];
  const parts =
    'Statements' in input ? input.Statements : 'TransactStatements' in input ? input.TransactStatements : [];
  return Array.isArray(parts) ? parts.flatMap(statementsOf) : [];
}
