/** The present run, whole, with what stands in the console. */
import type { Captured } from '../../host/api.ts';
import { withHost } from '../state/actions.ts';
import { useApp } from '../state/store.ts';

/** Undefined when the host could not tell; the user knows then. */
export async function captureRun(): Promise<Captured | undefined> {
  const captured = await withHost('The run could not be captured', (host) => host.capture());
  if (captured === undefined) return undefined;
  const { texts } = useApp.getState();
  return { ...captured, label: { ...captured.label, console: texts } };
}
