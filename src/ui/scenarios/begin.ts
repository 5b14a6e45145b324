/** How the page begins: with the run in its link, else with the stored one, else with the gallery's first. */
import type { Hello } from '../../host/api.ts';
import { useApp } from '../state/store.ts';
import { readFragment } from './codec.ts';
import { openFirstRun } from './gallery-runs.ts';
import { openCarefully } from './open-carefully.ts';
import { measureLink } from './share.ts';

export async function begin(hello: Hello): Promise<void> {
  const opened = await openLink();
  // An attached tab shows what the owner opens.
  if (!opened && hello.run === undefined && !hello.attached) await openFirstRun();
  await measureLink();
}

/** Links opened while the page is there arrive as another fragment. */
export function listenForLinks(): void {
  addEventListener('hashchange', () => void openLink());
}

/** True when the address held a run and it was opened. */
async function openLink(): Promise<boolean> {
  const read = readFragment(location.hash);
  if (read.kind === 'none') return false;
  // Done with: a reload shall find the run as it has become, not as the link had it.
  history.replaceState(undefined, '', location.pathname + location.search);
  if (read.kind === 'damaged') {
    useApp.getState().tell({
      kind: 'error',
      text: `The link cannot be opened: ${read.reason} Nothing of yours was changed.`,
    });
    return false;
  }
  return openCarefully(read.run, 'link');
}
