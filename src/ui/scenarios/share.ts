/** The present run as a link: captured, compressed into the fragment, copied. It is never sent to a server. */
import type { Captured } from '../../host/api.ts';
import { scenarioToLink } from '../../scenarios/link.ts';
import { useApp } from '../state/store.ts';
import { captureRun } from './capture.ts';
import { scenarioOf } from './run-to-open.ts';
import { saveScenarioFile } from './save-file.ts';

export interface Shared {
  readonly captured: Captured;
  /** The whole address; undefined when it would be too long for a link. */
  readonly link: string | undefined;
  /** Characters that the link has or would have. */
  readonly length: number;
}

/** Undefined when the run could not be captured; the user has been told. */
export async function shareRun(): Promise<Shared | undefined> {
  const captured = await captureRun();
  if (captured === undefined) return undefined;
  const page = `${location.origin}${location.pathname}${location.search}`;
  const packed = scenarioToLink(scenarioOf(captured));
  const link = packed.ok ? page + packed.fragment : undefined;
  const length = page.length + (packed.ok ? packed.fragment.length : packed.chars);
  useApp.getState().setLinkLength(length);
  return { captured, link, length };
}

/** Tells the footer how long a link to this run is. */
export async function measureLink(): Promise<void> {
  await shareRun();
}

/** Copies the link and says so; one that is too long is offered as a file instead. */
export async function copyLink(): Promise<void> {
  const shared = await shareRun();
  if (shared === undefined) return;
  const { tell } = useApp.getState();
  if (shared.link === undefined) {
    tell({
      kind: 'error',
      text: 'This run is too long for a link.',
      action: { label: 'Save it as a file', run: () => void saveScenarioFile() },
    });
    return;
  }
  if (await copyText(shared.link)) {
    tell({ kind: 'success', text: 'Link copied. It holds the whole run; nothing was sent anywhere.' });
  } else {
    // The browser keeps the clipboard from the page: the dialog shows the link to copy by hand.
    useApp.getState().openDialog({ kind: 'share' });
  }
}

/** False where the browser refuses the clipboard. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refusal has no other sign; the callers offer another way.
    return false;
  }
}
