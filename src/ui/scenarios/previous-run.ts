/** The run before the present one, kept as its scenario's text: opened again, it replays from its start. */
import { textToScenario } from '../../scenarios/scenario.ts';
import { readSavedText, writeSavedText } from '../state/saved.ts';
import { runOf, type RunToOpen } from './run-to-open.ts';

/** As last read, so that asking for its name again does not read all of it again. */
let lastRead: { readonly text: string; readonly run: RunToOpen | undefined } | undefined;

/** True when it fits and the browser kept it. */
export function keepPreviousRun(text: string): boolean {
  return writeSavedText('previous-run', text);
}

export function readPreviousRun(): RunToOpen | undefined {
  const text = readSavedText('previous-run');
  if (text === undefined) return undefined;
  if (lastRead?.text !== text) {
    const read = textToScenario(text);
    lastRead = { text, run: read.ok ? runOf(read.scenario) : undefined };
  }
  return lastRead.run;
}

export function previousRunName(): string | undefined {
  return readPreviousRun()?.label.name;
}
