/** How the page begins: with the run in its link, else with the stored one, else with the gallery's first. */
import type { Hello } from '../../host/api.ts';
import { afterFirstScreen } from '../kit/first-screen.ts';

/** The fragment of a link that holds a run; `link.ts` reads it. */
const LINK_START = '#s=';

export async function begin(hello: Hello): Promise<void> {
  const opened = await openLink();
  // An attached tab shows what the owner opens.
  if (!opened && hello.run === undefined && !hello.attached) {
    const { openFirstRun } = await import('./gallery-runs.ts');
    await openFirstRun();
  }
  await afterFirstScreen();
  const { measureLink } = await import('./share.ts');
  await measureLink();
}

/** Links opened while the page is there arrive as another fragment. */
export function listenForLinks(): void {
  addEventListener('hashchange', () => void openLink());
}

/** True when the address held a run and it was opened. */
async function openLink(): Promise<boolean> {
  if (!location.hash.startsWith(LINK_START)) return false;
  const fragment = location.hash;
  // Done with: a reload shall find the run as it has become, not as the link had it.
  history.replaceState(undefined, '', location.pathname + location.search);
  const { openFragment } = await import('./open-link.ts');
  return openFragment(fragment);
}
