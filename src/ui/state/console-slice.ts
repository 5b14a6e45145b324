/** The console's texts, the outcomes of the last run and the calls made before it. */
import type { SliceCreator } from './slice.ts';
import type { JsonValue } from '../../base/json.ts';
import type { ExecuteReply } from '../../host/api.ts';
import { readSaved, writeSaved } from './saved.ts';

export type ConsoleLanguage = 'api' | 'partiql';

export const CONSOLE_LANGUAGES: readonly ConsoleLanguage[] = ['api', 'partiql'];

/** One call as it was written and as it went out. */
export interface Call {
  readonly language: ConsoleLanguage;
  /** The statement as the user wrote it. */
  readonly statement: string;
  readonly operation: string;
  /** The request body that was sent, JSON text. */
  readonly body: string;
}

export interface Outcome {
  readonly id: number;
  readonly call: Call;
  readonly reply: ExecuteReply;
}

/** A line of the history: enough to run the call again. */
export interface PastCall {
  readonly id: number;
  readonly call: Call;
  readonly atMs: number;
  readonly summary: string;
  readonly failed: boolean;
}

export interface ConsoleSlice {
  readonly language: ConsoleLanguage;
  readonly texts: Readonly<Record<ConsoleLanguage, string>>;
  /** Rises whenever the texts come from elsewhere than the editor. */
  readonly textsVersion: number;
  /** Shows the request body beside the statement. */
  readonly showSent: boolean;
  readonly running: boolean;
  /** The outcomes are those of the run before; they stay until the first answer of this one. */
  readonly stale: boolean;
  /** Why nothing was sent: position and reason, a line each. */
  readonly problems: readonly string[];
  /** Of the last run, in the order of its statements. */
  readonly outcomes: readonly Outcome[];
  readonly shown: number;
  readonly pastCalls: readonly PastCall[];
  setLanguage(language: ConsoleLanguage): void;
  edit(language: ConsoleLanguage, text: string): void;
  replaceTexts(texts: Readonly<Record<ConsoleLanguage, string>>): void;
  setShowSent(showSent: boolean): void;
  startRun(): void;
  finishRun(problems: readonly string[]): void;
  addOutcome(call: Call, reply: ExecuteReply, summary: string): void;
  showOutcome(index: number): void;
  clearHistory(): void;
}

const MAX_OUTCOMES = 200;
const MAX_PAST_CALLS = 200;
/** Longer statements are remembered in this page only. */
const MAX_SAVED_STATEMENT = 4_000;

export const createConsoleSlice: SliceCreator<ConsoleSlice> = (set, get) => ({
  language: 'api',
  texts: { api: '', partiql: '' },
  textsVersion: 0,
  showSent: false,
  running: false,
  stale: false,
  problems: [],
  outcomes: [],
  shown: 0,
  pastCalls: savedCalls(),
  setLanguage: (language) => set({ language, problems: [] }),
  edit: (language, text) => set(({ texts }) => ({ texts: { ...texts, [language]: text } })),
  replaceTexts: (texts) =>
    set(({ textsVersion }) => ({
      texts,
      textsVersion: textsVersion + 1,
      outcomes: [],
      shown: 0,
      problems: [],
    })),
  setShowSent: (showSent) => set({ showSent }),
  startRun: () => set({ running: true, problems: [], stale: true }),
  finishRun: (problems) => set({ running: false, problems }),
  addOutcome: (call, reply, summary) => {
    set(({ outcomes, stale, pastCalls }) => {
      const id = (pastCalls.at(-1)?.id ?? 0) + 1;
      const past: PastCall = { id, call, atMs: reply.atMs, summary, failed: reply.errorCode !== undefined };
      const nextOutcomes = [...(stale ? [] : outcomes), { id, call, reply }].slice(-MAX_OUTCOMES);
      return {
        outcomes: nextOutcomes,
        stale: false,
        shown: nextOutcomes.length - 1,
        pastCalls: [...pastCalls, past].slice(-MAX_PAST_CALLS),
      };
    });
    saveCalls(get().pastCalls);
  },
  showOutcome: (shown) => set({ shown }),
  clearHistory: () => {
    set({ pastCalls: [] });
    saveCalls([]);
  },
});

function saveCalls(calls: readonly PastCall[]): void {
  writeSaved(
    'call-history',
    calls
      .filter((past) => past.call.statement.length <= MAX_SAVED_STATEMENT)
      .map(({ id, call, atMs, summary, failed }) => ({ id, call: { ...call }, atMs, summary, failed })),
  );
}

function savedCalls(): readonly PastCall[] {
  const saved = readSaved('call-history');
  return Array.isArray(saved) ? saved.flatMap((value: JsonValue) => pastCallFrom(value)) : [];
}

/** The call that a saved value holds; none when it is not one. */
function pastCallFrom(value: JsonValue): readonly PastCall[] {
  if (typeof value !== 'object' || value === null || !('call' in value)) return [];
  const { id, call, atMs, summary, failed } = value;
  if (typeof call !== 'object' || call === null || !('statement' in call)) return [];
  const language = CONSOLE_LANGUAGES.find((known) => known === call.language);
  const { statement, operation, body } = call;
  if (language === undefined || typeof statement !== 'string') return [];
  if (typeof operation !== 'string' || typeof body !== 'string') return [];
  if (typeof id !== 'number' || typeof atMs !== 'number' || typeof summary !== 'string') return [];
  return [{ id, call: { language, statement, operation, body }, atMs, summary, failed: failed === true }];
}
