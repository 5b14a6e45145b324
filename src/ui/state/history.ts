/** The page's memory of a run: the last samples of each table and index, and the last lines of the event log, bounded. */
import type { LogLine, Sample } from '../../host/api.ts';

/** Samples kept for each table or index: five virtual minutes, and the most points a chart may draw. */
export const MAX_SAMPLES = 300;

/** Event log lines kept. */
export const MAX_LOG_LINES = 2000;

/** The last samples of each table and GSI, oldest first, by `resourceKey`. */
export type History = ReadonlyMap<string, readonly Sample[]>;

export const EMPTY_HISTORY: History = new Map();

/** Table and index names hold no space, so the pair reads back unambiguously. */
export function resourceKey(table: string, index?: string): string {
  return index === undefined ? table : `${table} ${index}`;
}

/**
 * Folds a frame's samples into the history. A sample that is not newer than the last one kept is an earlier second told
 * again (a stream that was opened anew repeats its history) and is left out. Resources without news keep their array.
 */
export function appendSamples(history: History, samples: readonly Sample[]): History {
  if (samples.length === 0) return history;
  const fresh = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = resourceKey(sample.table, sample.index);
    const added = fresh.get(key);
    const last = added?.at(-1) ?? history.get(key)?.at(-1);
    if (last !== undefined && sample.atS <= last.atS) continue;
    if (added === undefined) fresh.set(key, [sample]);
    else added.push(sample);
  }
  if (fresh.size === 0) return history;
  const next = new Map(history);
  for (const [key, added] of fresh) {
    next.set(key, [...(history.get(key) ?? []), ...added].slice(-MAX_SAMPLES));
  }
  return next;
}

/** Drops the histories of tables and indexes that no longer exist. */
export function keepResources(history: History, keys: ReadonlySet<string>): History {
  if ([...history.keys()].every((key) => keys.has(key))) return history;
  return new Map([...history].filter(([key]) => keys.has(key)));
}

/** Adds log lines, oldest first; a line whose id is already there is a repetition. */
export function appendLog(log: readonly LogLine[], lines: readonly LogLine[]): readonly LogLine[] {
  const lastId = log.at(-1)?.id ?? -1;
  const fresh = lines.filter((line) => line.id > lastId);
  return fresh.length === 0 ? log : [...log, ...fresh].slice(-MAX_LOG_LINES);
}
