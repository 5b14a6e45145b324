/** What the user's controls ask of the host. A refusal becomes a notice; a dead host is told by the session. */
import type { HostApi, RunLabel } from '../../host/api.ts';
import type { Load } from '../../workload/load.ts';
import type { Setup } from '../../workload/setup.ts';
import type { Physics } from '../../model/physics.ts';
import { scenarioTexts } from './console-texts.ts';
import { reasonOf } from './session.ts';
import { useApp } from './store.ts';

/** Undefined when there was no host or it refused; the user has then been told. */
export async function withHost<T>(what: string, act: (host: HostApi) => Promise<T>): Promise<T | undefined> {
  const { connection, tell } = useApp.getState();
  if (connection.kind !== 'ready') return undefined;
  try {
    return await act(connection.host);
  } catch (error) {
    tell({ kind: 'error', text: `${what}: ${reasonOf(error)}` });
    return undefined;
  }
}

export async function togglePlay(): Promise<void> {
  const running = useApp.getState().frame?.running === true;
  await (running ? pause() : play());
}

export async function play(): Promise<void> {
  await withHost('The clock did not start', (host) => host.play());
}

export async function pause(): Promise<void> {
  await withHost('The clock did not stop', (host) => host.pause());
}

export async function setSpeed(speed: number): Promise<void> {
  await withHost('The speed did not change', (host) => host.setSpeed(speed));
}

/** Resolves when the clock has arrived or was stopped on its way. */
export async function step(byMs: number): Promise<void> {
  const { frame, stepping, setStepping } = useApp.getState();
  if (stepping !== undefined) return;
  const controller = new AbortController();
  const { signal } = controller;
  // A run that is just being opened has told nothing yet: it goes without progress.
  if (frame !== undefined) {
    const stop = (): void => controller.abort();
    setStepping({ fromMs: frame.nowMs, untilMs: frame.nowMs + byMs, stop });
  }
  await withHost('The clock did not move', async (host) => {
    try {
      await host.step(byMs, signal);
    } catch (error) {
      // Stopped by the user: it stays where it is.
      if (!signal.aborted) throw error;
    }
  });
  setStepping(undefined);
}

export async function setLoad(load: Load): Promise<void> {
  await withHost('The load did not change', (host) => host.setLoad(load));
}

export async function setPhysics(physics: Physics): Promise<void> {
  await withHost('The physics did not change', (host) => host.setPhysics(physics));
}

/** Throws away the present run and plays this one from its start. True when it runs. */
export async function openRun(setup: Setup, label: RunLabel): Promise<boolean> {
  const opened = await withHost(`“${label.name}” did not open`, async (host) => {
    await host.open(setup, label);
    startAfresh(label);
    await host.play();
    return true;
  });
  return opened === true;
}

function startAfresh(label: RunLabel): void {
  const { forgetRun, setLabel, setResumed, replaceTexts } = useApp.getState();
  forgetRun();
  setLabel(label);
  setResumed(false);
  replaceTexts(scenarioTexts(label));
  useApp.setState({ openTables: [], selected: undefined, workTab: 'console' });
}
