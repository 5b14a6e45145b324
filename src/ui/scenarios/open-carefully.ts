/** Opens another run without losing the present one: it is kept aside first, or the user decides. */
import type { Captured } from '../../host/api.ts';
import { scenarioToText } from '../../scenarios/scenario.ts';
import { openRun } from '../state/actions.ts';
import { useApp } from '../state/store.ts';
import { captureRun } from './capture.ts';
import { keepPreviousRun, readPreviousRun } from './previous-run.ts';
import { scenarioOf, type RunToOpen } from './run-to-open.ts';

export type OpenedFrom = 'gallery' | 'file' | 'link' | 'previous';

/** True when the run was opened; false when the user is being asked, or it failed and was told. */
export async function openCarefully(run: RunToOpen, from: OpenedFrom): Promise<boolean> {
  const { label, openDialog } = useApp.getState();
  // Nothing to lose on a first visit.
  if (label === undefined) return openRun(run.setup, run.label);
  const captured = await captureRun();
  const doubt = doubtAbout(captured) ?? keepAside(captured);
  if (doubt !== undefined) {
    openDialog({ kind: 'ask-open', run, from, doubt });
    return false;
  }
  return openAndOffer(run, from, label.name);
}

/** After the user has agreed; what can be kept of the present run is. */
export async function openAnyway(run: RunToOpen, from: OpenedFrom): Promise<boolean> {
  const kept = keepAside(await captureRun()) === undefined;
  return kept ? openAndOffer(run, from, useApp.getState().label?.name ?? '') : openRun(run.setup, run.label);
}

async function openAndOffer(run: RunToOpen, from: OpenedFrom, previousName: string): Promise<boolean> {
  const opened = await openRun(run.setup, run.label);
  if (opened && from !== 'gallery') {
    useApp.getState().tell({
      kind: 'info',
      text:
        from === 'previous'
          ? `“${run.label.name}” replays from its start. The run before it, “${previousName}”, is kept.`
          : `“${run.label.name}” was opened as a copy. Your own run, “${previousName}”, is kept.`,
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

/** Why the user has to decide. */
function doubtAbout(captured: Captured | undefined): string | undefined {
  const { connection } = useApp.getState();
  if (connection.kind === 'ready' && connection.hello.attached) {
    return 'Another tab works with the same engine: it would show the other run, too.';
  }
  if (captured !== undefined && captured.callsDropped > 0) {
    return `Your present run can be kept from its start, but ${captured.callsDropped} of your calls were too many to remember.`;
  }
  return undefined;
}

/** Undefined when the run is kept; else why it is not. */
function keepAside(captured: Captured | undefined): string | undefined {
  if (captured === undefined) return 'Your present run could not be captured.';
  return keepPreviousRun(scenarioToText(scenarioOf(captured)))
    ? undefined
    : 'Your present run is too large to be kept aside in this browser.';
}
