/** The run before the present one, kept as its scenario's text: opened again, it replays from its start. */
import { readSavedText, writeSavedText } from '../state/saved.ts';
import { readScenarioText, type RunToOpen } from './codec.ts';

/** True when it fits and the browser kept it. */
export function keepPreviousRun(text: string): boolean {
  return writeSavedText('previous-run', text);
}

export function readPreviousRun(): RunToOpen | undefined {
  const text = readSavedText('previous-run');
  if (text === undefined) return undefined;
  const read = readScenarioText(text);
  return read.kind === 'run' ? read.run : undefined;
}
