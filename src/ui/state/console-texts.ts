/** The console's texts, kept by scenario over a reload. */
import type { JsonValue } from '../../base/json.ts';
import type { RunLabel } from '../../host/api.ts';
import type { ConsoleLanguage } from './console-slice.ts';
import { readSaved, writeSaved } from './saved.ts';
import { useApp } from './store.ts';

type Texts = Readonly<Record<ConsoleLanguage, string>>;

const MAX_SCENARIOS = 12;
const WRITE_DELAY_MS = 400;

/** What was written for this run, else its scenario's own text. */
export function keptTexts(label: RunLabel): Texts {
  const own = scenarioTexts(label);
  const kept = keptEntries().find(([name]) => name === label.name)?.[1];
  return kept ?? own;
}

export function scenarioTexts(label: RunLabel): Texts {
  return { api: label.console['api'] ?? '', partiql: label.console['partiql'] ?? '' };
}

/** Starts writing the texts shortly after each change, and at once when the page goes. */
export function keepTexts(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const { label, texts } = useApp.getState();
    if (label !== undefined) writeTexts(label.name, texts);
  };
  useApp.subscribe((state, previous) => {
    if (state.texts === previous.texts) return;
    timer ??= setTimeout(write, WRITE_DELAY_MS);
  });
  addEventListener('pagehide', () => {
    if (timer !== undefined) write();
  });
}

function writeTexts(name: string, texts: Texts): void {
  const others = keptEntries().filter(([other]) => other !== name);
  const entries = [...others, [name, texts] as const].slice(-MAX_SCENARIOS);
  writeSaved(
    'console',
    entries.map(([scenario, { api, partiql }]) => [scenario, api, partiql]),
  );
}

function keptEntries(): readonly (readonly [string, Texts])[] {
  const saved = readSaved('console');
  return Array.isArray(saved) ? saved.flatMap(entryFrom) : [];
}

function entryFrom(value: JsonValue): readonly (readonly [string, Texts])[] {
  if (!Array.isArray(value)) return [];
  const [name, api, partiql]: readonly JsonValue[] = value;
  if (typeof name !== 'string' || typeof api !== 'string' || typeof partiql !== 'string') return [];
  return [[name, { api, partiql }]];
}
