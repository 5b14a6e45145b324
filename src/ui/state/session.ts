/** Keeps the page connected to its host: says hello, reads frames, connects anew when the engine changes hands. */
import type { Hello, HostApi } from '../../host/api.ts';
import { keptTexts } from './console-texts.ts';
import { useApp } from './store.ts';

export interface HostLink {
  readonly api: HostApi;
  /** Resolves once, when the link has become useless. `owner-changed` asks for a new one. */
  readonly dead: Promise<{ readonly kind: string; readonly detail: string }>;
}

export interface SessionOptions {
  readonly connect: () => HostLink;
  /** Called once, when the host is there and its storage readable; opens the first run or the one in a link. */
  readonly begin: (host: HostApi, hello: Hello) => Promise<void>;
}

/** Never rejects: what goes wrong becomes the connection's state. */
export async function runSession({ connect, begin }: SessionOptions): Promise<void> {
  let begun = false;
  for (;;) {
    const link = connect();
    const working = useLink(link, async (host, hello) => {
      if (begun) return;
      begun = true;
      await begin(host, hello);
    });
    const death = await Promise.race([
      link.dead,
      working.then((reason) => ({ kind: 'failed', detail: reason })),
    ]);
    // A call that fails because the link died says less than the death itself, which resolves in the same turn.
    const told = death.kind === 'failed' ? await Promise.race([link.dead, Promise.resolve(death)]) : death;
    if (told.kind !== 'owner-changed') {
      useApp.getState().setConnection({ kind: 'dead', reason: told.detail });
      return;
    }
    useApp.getState().setConnection({ kind: 'connecting' });
  }
}

/** Resolves with the reason when the link can no longer be used. */
async function useLink(
  { api }: HostLink,
  ready: (host: HostApi, hello: Hello) => Promise<void>,
): Promise<string> {
  try {
    const hello = await api.hello();
    adopt(api, hello);
    if (hello.storage.kind !== 'failed') void ready(api, hello).catch(tellBroken);
    for await (const frame of api.frames()) {
      const { receiveFrame, frame: previous } = useApp.getState();
      // A clock that went back without this page's doing: another tab opened another run.
      if (previous !== undefined && frame.nowMs < previous.nowMs) await relabel(api);
      receiveFrame(frame);
    }
    return 'The engine stopped sending.';
  } catch (error) {
    return reasonOf(error);
  }
}

/** Beginning runs beside the frames; what the host refuses has been told, so this is a fault of the page. */
function tellBroken(error: unknown): void {
  useApp.getState().tell({ kind: 'error', text: `The page could not begin: ${reasonOf(error)}` });
}

function adopt(host: HostApi, hello: Hello): void {
  const { setConnection, setLabel, setResumed, replaceTexts, label } = useApp.getState();
  setConnection({ kind: 'ready', host, hello });
  if (hello.run === undefined) return;
  setLabel(hello.run);
  // An engine that was loaded from the store stands still: after a reload, or when this tab takes over from another.
  setResumed(!hello.attached);
  if (label === undefined) replaceTexts(keptTexts(hello.run));
}

async function relabel(host: HostApi): Promise<void> {
  const { run } = await host.hello();
  const { label, setLabel, replaceTexts } = useApp.getState();
  if (run === undefined || run.name === label?.name) return;
  setLabel(run);
  replaceTexts(keptTexts(run));
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
