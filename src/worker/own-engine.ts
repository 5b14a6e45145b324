/** The owner's side: serves the engine to its own page and, each on a channel of its own, to the attached workers. */
import type { HostApi } from '../host/api.ts';
import { HOST_API_VERSION } from '../host/api.ts';
import { deathNotice } from '../rpc/message.ts';
import { createServer, serve, type Server } from '../rpc/server.ts';
import { clientName, drawId, enterLobby, type Channel, type Meeting } from './lobby.ts';
import type { Page } from './page.ts';

const CONTRACT = { version: HOST_API_VERSION };

/** Serves the page of this worker alone; where tabs cannot meet, that is all. */
export async function serveOwnPage(page: Page, starting: Promise<HostApi>): Promise<void> {
  try {
    page.route(createServer(await starting, CONTRACT, page.send).receive);
  } catch (error) {
    page.send(startFailure(error));
  }
}

/** Serves every worker that asks in the lobby. Announces itself at once; who asks is welcomed when the engine runs. */
export function serveAttached(meeting: Meeting, starting: Promise<HostApi>): void {
  const ownerId = drawId();
  const servers = new Map<string, Promise<Server | undefined>>();

  const lobby = enterLobby(meeting, (message) => {
    if (message.kind === 'attach') void admit(message.clientId);
  });
  const admit = async (clientId: string): Promise<void> => {
    const known = servers.get(clientId);
    const serving = known ?? serveClient(starting, meeting.openChannel(clientName(clientId)));
    servers.set(clientId, serving);
    const server = await serving;
    if (server === undefined) return;
    lobby.say({ kind: 'welcome', clientId, ownerId });
    if (known !== undefined) return;
    // The worker holds this lock while it lives; to get it is to know that its tab has closed.
    await meeting.locks.request(clientName(clientId), async () => server.close());
    servers.delete(clientId);
  };
  lobby.say({ kind: 'owner', ownerId });
}

/** Undefined when there is no engine to serve, which the page at the other end has then been told. */
async function serveClient(starting: Promise<HostApi>, port: Channel): Promise<Server | undefined> {
  try {
    const server = serve(port, asAttached(await starting), CONTRACT);
    return {
      receive: server.receive,
      close() {
        server.close();
        port.close();
      },
    };
  } catch (error) {
    port.postMessage(startFailure(error));
    return undefined;
  }
}

/** The same host, which says hello to a page of another tab. */
function asAttached(api: HostApi): HostApi {
  return new Proxy(api, {
    get(target, name) {
      if (name === 'hello') return async () => ({ ...(await target.hello()), attached: true });
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

function startFailure(error: unknown): unknown {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return deathNotice('error', `The engine could not be started: ${detail}`);
}
