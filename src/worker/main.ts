/** The worker's composition root: one host over IndexedDB for all tabs, served to this worker's page. */
import type { HostApi } from '../host/api.ts';
import { createHost } from '../host/host.ts';
import { createDexiePersistence } from '../persistence/dexie.ts';
import { createMemoryPersistence } from '../persistence/memory.ts';
import { deathNotice } from '../rpc/message.ts';
import type { Port } from '../rpc/port.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { joinTabs } from './join-tabs.ts';
import type { Meeting } from './lobby.ts';
import { serveOwnPage } from './own-engine.ts';
import { createPage } from './page.ts';
import { createSchedule } from './schedule.ts';

const DATABASE_NAME = 'hashrange';

/** The host that outlives a reload. Where storage refuses or is damaged, it says so itself. */
async function startHost(): Promise<HostApi> {
  return createHost({ ...surroundings(), persistence: createDexiePersistence({ name: DATABASE_NAME }) });
}

/** Two tabs that cannot meet would write over one another: then nothing is written at all. */
async function startForgetfulHost(memoryOnlyWhy: string): Promise<HostApi> {
  return createHost({ ...surroundings(), persistence: createMemoryPersistence(), memoryOnlyWhy });
}

function surroundings(): Omit<Parameters<typeof createHost>[0], 'persistence'> {
  return { engineVersion: ENGINE_VERSION, nowRealMs: () => performance.now(), schedule: createSchedule() };
}

/** What keeps tabs from meeting here, in words for the user; undefined when nothing does. */
function whyNoMeeting(): string | undefined {
  if (!('locks' in navigator) || navigator.locks === undefined) {
    return self.isSecureContext
      ? 'This browser has no Web Locks, which keep two tabs from writing over one another.'
      : 'This address is not secure, so the browser offers no locks between tabs. Use https or localhost.';
  }
  return 'BroadcastChannel' in self
    ? undefined
    : 'This browser has no BroadcastChannel, by which tabs share one engine.';
}

const port: Port = self;
const page = createPage((data) => port.postMessage(data));
self.addEventListener('message', (event) => page.receive(event.data));
self.addEventListener('unhandledrejection', ({ reason }) => {
  page.send(
    deathNotice('error', reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
  );
});

const meeting: Meeting = {
  locks: navigator.locks,
  openChannel: (name) => new BroadcastChannel(name),
};
const why = whyNoMeeting();
if (why !== undefined) void serveOwnPage(page, startForgetfulHost(why));
else {
  joinTabs(page, meeting, startHost).catch((error: unknown) =>
    serveOwnPage(page, startForgetfulHost(`This browser refuses locks between tabs: ${String(error)}`)),
  );
}
