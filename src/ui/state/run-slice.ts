/** What the host has told the page: connection, the latest frame, and what is remembered of earlier ones. */
import type { SliceCreator } from './slice.ts';
import type { Frame, Hello, HostApi, LogLine, RunLabel } from '../../host/api.ts';
import {
  appendLog,
  appendSamples,
  EMPTY_HISTORY,
  keepResources,
  resourceKey,
  type History,
} from './history.ts';

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready'; readonly host: HostApi; readonly hello: Hello }
  | { readonly kind: 'dead'; readonly reason: string };

/** A line the page says to its user, until dismissed or replaced. */
export interface Notice {
  readonly id: number;
  readonly kind: 'info' | 'success' | 'error';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** The clock on its way ahead at the user's wish, in virtual ms. */
export interface Stepping {
  readonly fromMs: number;
  readonly untilMs: number;
  stop(): void;
}

export interface RunSlice {
  readonly connection: Connection;
  /** The run's name, notes and console text. */
  readonly label: RunLabel | undefined;
  readonly frame: Frame | undefined;
  readonly history: History;
  readonly log: readonly LogLine[];
  /** Lines that the host left out of the log since the run began. */
  readonly logDropped: number;
  /** True from a reload that found a run until its clock runs again. */
  readonly resumed: boolean;
  readonly stepping: Stepping | undefined;
  /** Characters of the last link made of this run. */
  readonly linkLength: number | undefined;
  readonly notices: readonly Notice[];
  setConnection(connection: Connection): void;
  setLabel(label: RunLabel | undefined): void;
  setResumed(resumed: boolean): void;
  setStepping(stepping: Stepping | undefined): void;
  setLinkLength(length: number | undefined): void;
  receiveFrame(frame: Frame): void;
  /** Forgets what frames have told: another run begins. */
  forgetRun(): void;
  tell(notice: Omit<Notice, 'id'>): void;
  dismiss(id: number): void;
}

const MAX_NOTICES = 3;

type Told = Pick<RunSlice, 'frame' | 'history' | 'log' | 'logDropped' | 'resumed'>;

const NOTHING_TOLD: Pick<RunSlice, 'history' | 'log' | 'logDropped'> = {
  history: EMPTY_HISTORY,
  log: [],
  logDropped: 0,
};

export const createRunSlice: SliceCreator<RunSlice> = (set) => ({
  connection: { kind: 'connecting' },
  label: undefined,
  frame: undefined,
  ...NOTHING_TOLD,
  resumed: false,
  stepping: undefined,
  linkLength: undefined,
  notices: [],
  setConnection: (connection) => set({ connection }),
  setLabel: (label) => set({ label }),
  setResumed: (resumed) => set({ resumed }),
  setStepping: (stepping) => set({ stepping }),
  setLinkLength: (linkLength) => set({ linkLength }),
  receiveFrame: (frame) => set((state) => foldFrame(state, frame)),
  forgetRun: () => set({ frame: undefined, ...NOTHING_TOLD }),
  tell: (notice) =>
    set(({ notices }) => ({
      notices: [...notices, { ...notice, id: (notices.at(-1)?.id ?? 0) + 1 }].slice(-MAX_NOTICES),
    })),
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
});

/** One frame folded in. A clock that went back belongs to another run, so what was remembered goes. */
export function foldFrame(told: Told, frame: Frame): Told {
  const another = told.frame !== undefined && frame.nowMs < told.frame.nowMs;
  const kept = another ? NOTHING_TOLD : told;
  return {
    frame,
    history: keepResources(appendSamples(kept.history, frame.samples), resourceKeys(frame)),
    log: appendLog(kept.log, frame.log),
    logDropped: kept.logDropped + frame.logDropped,
    resumed: told.resumed && !frame.running,
  };
}

function resourceKeys(frame: Frame): ReadonlySet<string> {
  return new Set(
    frame.tables.flatMap((table) =>
      table.resources.map((resource) => resourceKey(table.doc.name, resource.index)),
    ),
  );
}
