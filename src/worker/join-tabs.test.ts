/** Several tabs and one engine, with locks and channels of the test's own. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostApi } from '../host/api.ts';
import { HOST_API_VERSION } from '../host/api.ts';
import { createClient, type Client } from '../rpc/client.ts';
import { joinTabs } from './join-tabs.ts';
import type { Meeting } from './lobby.ts';
import { createPage } from './page.ts';
import { createBrowser, type TestBrowser } from './testing/test-browser.ts';

interface Tab {
  connect(): Client<HostApi>;
  /** As when the user closes it: locks go, nothing is said. */
  close(): void;
}

let browser: TestBrowser;
let engines: string[];
let openPorts: MessagePort[];

beforeEach(() => {
  browser = createBrowser();
  engines = [];
  openPorts = [];
});

afterEach(() => {
  browser.close();
  for (const port of openPorts) port.close();
});

/** A host that tells which tab runs it. */
function createTestHost(tab: string): HostApi {
  engines.push(tab);
  const unused = (): never => {
    throw new Error('not used here');
  };
  return {
    hello: async () => ({
      apiVersion: HOST_API_VERSION,
      engineVersion: tab,
      run: undefined,
      attached: false,
      storage: { kind: 'saved', sizeBytes: undefined },
    }),
    execute: ({ operation }) => (operation === 'Never' ? new Promise(() => undefined) : unused()),
    open: unused,
    capture: unused,
    setLoad: unused,
    setPhysics: unused,
    play: unused,
    pause: async () => undefined,
    setSpeed: unused,
    step: unused,
    frames: unused,
    metrics: unused,
    importItems: unused,
    exportStorage: async () => tab,
    resetStorage: unused,
  };
}

function openTab(name: string, start = async (): Promise<HostApi> => createTestHost(name)): Tab {
  const { port1, port2 } = new MessageChannel();
  openPorts.push(port1);
  const meeting: Meeting & { close(): void } = browser.openTab();
  const page = createPage((data) => port2.postMessage(data));
  port2.addEventListener('message', (event: MessageEvent) => page.receive(event.data));
  port2.start();
  void joinTabs(page, meeting, start);
  return {
    connect: () =>
      createClient<HostApi>(port1, { version: HOST_API_VERSION, streams: { frames: 1, importItems: 1 } }),
    close() {
      meeting.close();
      port2.close();
    },
  };
}

describe('tabs', () => {
  it('share the engine of the first, and the others know that they do', async () => {
    const first = openTab('first').connect();
    const second = openTab('second').connect();
    expect(await first.api.hello()).toMatchObject({ engineVersion: 'first', attached: false });
    expect(await second.api.hello()).toMatchObject({ engineVersion: 'first', attached: true });
    expect(await second.api.exportStorage()).toBe('first');
    expect(engines).toEqual(['first']);
  });

  it('wait for an engine that is still starting', async () => {
    let finish: (api: HostApi) => void = () => undefined;
    const starting = new Promise<HostApi>((resolve) => (finish = resolve));
    openTab('slow', () => starting);
    const hello = openTab('second').connect().api.hello();
    await openedBy(browser);
    finish(createTestHost('slow'));
    expect(await hello).toMatchObject({ engineVersion: 'slow', attached: true });
  });

  it('take over when the owner closes: each page connects again and finds one engine', async () => {
    const first = openTab('first');
    await first.connect().api.hello();
    const second = openTab('second');
    const secondClient = second.connect();
    await secondClient.api.hello();
    const third = openTab('third');
    const thirdClient = third.connect();
    await thirdClient.api.hello();
    const lost = thirdClient.api.execute({ operation: 'Never', body: '' });

    first.close();
    await expect(lost).rejects.toMatchObject({ kind: 'owner-changed' });
    expect(await secondClient.dead).toMatchObject({ kind: 'owner-changed' });
    expect(await thirdClient.dead).toMatchObject({ kind: 'owner-changed' });
    expect(await second.connect().api.hello()).toMatchObject({ engineVersion: 'second', attached: false });
    expect(await third.connect().api.hello()).toMatchObject({ engineVersion: 'second', attached: true });
    expect(engines).toEqual(['first', 'second']);
  });

  it('that close while attached disturb nobody', async () => {
    const first = openTab('first').connect();
    const second = openTab('second');
    await second.connect().api.hello();
    second.close();
    const third = openTab('third').connect();
    expect(await third.api.hello()).toMatchObject({ engineVersion: 'first' });
    expect(await first.api.exportStorage()).toBe('first');
  });

  it('all hear why when the engine cannot start', async () => {
    const first = openTab('first', () => Promise.reject(new Error('out of luck'))).connect();
    expect(await first.dead).toMatchObject({ kind: 'error', detail: expect.stringContaining('out of luck') });
    const second = openTab('second').connect();
    expect(await second.dead).toMatchObject({
      kind: 'error',
      detail: expect.stringContaining('out of luck'),
    });
  });
});

/** Lets everything that is ready run. */
async function openedBy(tabs: TestBrowser): Promise<void> {
  for (let i = 0; i < 5; i++) await tabs.turn();
}
