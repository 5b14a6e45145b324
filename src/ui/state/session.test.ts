import { beforeEach, describe, expect, it } from 'vitest';
import type { Frame, Hello, HostApi, RunLabel } from '../../host/api.ts';
import { runSession, type HostLink } from './session.ts';
import { useApp } from './store.ts';
import { frame } from './testing/frames.ts';

const RUN: RunLabel = { name: 'Mine', notes: '', console: { api: 'ListTables {}' } };

function hello(change: Partial<Hello> = {}): Hello {
  return {
    apiVersion: 1,
    engineVersion: '1',
    run: RUN,
    attached: false,
    storage: { kind: 'saved', sizeBytes: 1 },
    ...change,
  };
}

interface Scripted {
  readonly hello: Hello;
  readonly frames: readonly Frame[];
  readonly death: { readonly kind: string; readonly detail: string };
}

/** A link that answers hello, sends its frames, and then dies. */
function scriptedLink(script: Scripted): HostLink {
  let die = (): void => {};
  const dead = new Promise<Scripted['death']>((resolve) => {
    die = () => resolve(script.death);
  });
  async function* frames(): AsyncIterable<Frame> {
    yield* script.frames;
    die();
    await dead;
    throw new Error('the link is dead');
  }
  const api: Partial<HostApi> = { hello: async () => script.hello, frames };
  return { api: api as HostApi, dead };
}

async function runScripts(...scripts: Scripted[]): Promise<number> {
  const links = scripts.map(scriptedLink).values();
  let begun = 0;
  await runSession({
    connect: () => links.next().value ?? scriptedLink({ hello: hello(), frames: [], death: CRASH }),
    begin: async () => {
      begun += 1;
    },
  });
  return begun;
}

const CRASH = { kind: 'error', detail: 'out of memory' };
const OWNER_LEFT = { kind: 'owner-changed', detail: 'the other tab closed' };

beforeEach(() => {
  useApp.setState(useApp.getInitialState());
});

describe('the session', () => {
  it('takes over the stored run, paused, with its console text', async () => {
    await runScripts({ hello: hello(), frames: [frame(1000)], death: CRASH });
    expect(useApp.getState()).toMatchObject({
      label: RUN,
      resumed: true,
      texts: { api: 'ListTables {}', partiql: '' },
    });
    expect(useApp.getState().frame?.nowMs).toBe(1000);
  });

  it('shows why the worker died', async () => {
    await runScripts({ hello: hello(), frames: [], death: CRASH });
    expect(useApp.getState().connection).toEqual({ kind: 'dead', reason: 'out of memory' });
  });

  it('connects anew when the engine changes hands, and begins only once', async () => {
    const begun = await runScripts(
      { hello: hello({ attached: true }), frames: [frame(1000)], death: OWNER_LEFT },
      { hello: hello(), frames: [frame(2000)], death: CRASH },
    );
    expect(begun).toBe(1);
    expect(useApp.getState().frame?.nowMs).toBe(2000);
    expect(useApp.getState().resumed).toBe(true);
  });

  it('keeps what is being written when it connects anew', async () => {
    const first = scriptedLink({ hello: hello(), frames: [frame(1000)], death: OWNER_LEFT });
    const second = scriptedLink({ hello: hello(), frames: [frame(1100)], death: CRASH });
    const links = [first, second].values();
    await runSession({
      connect: () => {
        useApp.getState().edit('api', useApp.getState().label === undefined ? '' : 'Scan { }');
        return links.next().value ?? second;
      },
      begin: async () => {},
    });
    expect(useApp.getState().texts.api).toBe('Scan { }');
  });

  it('opens nothing when the storage failed', async () => {
    const storage = { kind: 'failed', fault: 'corrupt', detail: 'record 7' } as const;
    expect(await runScripts({ hello: hello({ run: undefined, storage }), frames: [], death: CRASH })).toBe(0);
  });

  it('asks for the label again when another tab opened another run', async () => {
    const names = ['One', 'Two'].values();
    const link = scriptedLink({ hello: hello(), frames: [frame(9000), frame(1000)], death: CRASH });
    const api = {
      ...link.api,
      hello: async () => hello({ run: { ...RUN, name: names.next().value ?? '' } }),
    };
    await runSession({ connect: () => ({ ...link, api }), begin: async () => {} });
    expect(useApp.getState().label?.name).toBe('Two');
  });
});
