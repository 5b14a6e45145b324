/** Opens another run without losing the present one: it is kept aside first, or the user decides. */
import type { Captured } from '../../host/api.ts';
import { openRun } from '../state/actions.ts';
import { useApp } from '../state/store.ts';
import { scenarioText, type RunToOpen } from './codec.ts';
import { keepPreviousRun, readPreviousRun } from './previous-run.ts';
import { captureRun } from './share.ts';

export type OpenedFrom = 'gallery' | 'file' | 'link' | 'previous';

/** True when the run was opened; false when the user is being asked, or it failed and was told. */
export async function openCarefully(run: RunToOpen, from: OpenedFrom): Promise<boolean> {
  const { label, connection, openDialog } = useApp.getState();
  // Nothing to lose on a first visit.
  if (label === undefined) return openRun(run.setup, run.label);
  const captured = await captureRun();
  const doubt = doubtAbout(captured, connection.kind === 'ready' && connection.hello.attached);
  if (doubt !== undefined) {
    openDialog({ kind: 'ask-open', run, from, doubt });
    return false;
  }
  return openAndOffer(run, from, label.name);
}

/** After the user has agreed. */
export async function openAnyway(run: RunToOpen, from: OpenedFrom): Promise<boolean> {
  return openAndOffer(run, from, useApp.getState().label?.name ?? '');
}

async function openAndOffer(run: RunToOpen, from: OpenedFrom, previousName: string): Promise<boolean> {
  const opened = await openRun(run.setup, run.label);
  if (opened && from !== 'gallery') {
    useApp.getState().tell({
      kind: 'info',
      text: `“${run.label.name}” was opened as a copy. Your own run, “${previousName}”, is kept.`,
      action: { label: 'Back to it', run: () => void openPreviousRun() },
    });
  }
  return opened;
}

export async function openPreviousRun(): Promise<void> {
  const previous = readPreviousRun();
  if (previous === undefined) {
    useApp.getState().tell({ kind: 'error', text: 'The previous run is no longer kept in this browser.' });
    return;
  }
  await openCarefully(previous, 'previous');
}

/** Why the present run cannot be kept aside without the user's word; undefined when it has been kept. */
function doubtAbout(captured: Captured | undefined, attached: boolean): string | undefined {
  if (captured === undefined) return 'Your present run could not be captured.';
  const kept = keepPreviousRun(scenarioText(captured));
  if (attached) return 'Another tab works with the same engine: it would show the other run, too.';
  if (captured.callsDropped > 0) {
    return `Your present run is kept from its start, but ${captured.callsDropped} of your calls were too many to remember.`;
  }
  return kept ? undefined : 'Your present run is too large to be kept aside in this browser.';
}
