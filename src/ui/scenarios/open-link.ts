/** Runs opened from links, as copies. */
import { linkToScenario } from '../../scenarios/link.ts';
import { useApp } from '../state/store.ts';
import { openCarefully } from './open-carefully.ts';
import { runOf } from './run-to-open.ts';

/** True when the fragment held a run and it was opened; what cannot be read is told. */
export async function openFragment(fragment: string): Promise<boolean> {
  const read = linkToScenario(fragment);
  if (read === undefined) return false;
  if (!read.ok) {
    useApp.getState().tell({
      kind: 'error',
      text: `The link cannot be opened: ${read.reason} Nothing of yours was changed.`,
    });
    return false;
  }
  return openCarefully(runOf(read.scenario), 'link');
}
