/** The attached side: relays a page's messages to the worker that owns the engine, and back. */
import { deathNotice } from '../rpc/message.ts';
import { clientName, drawId, enterLobby, type Meeting } from './lobby.ts';
import type { Page } from './page.ts';

export interface Attachment {
  /** Stops relaying; the page's messages are kept from then on. */
  detach(): void;
}

/** Asks the owner, and each next owner, to be served; tells the page when the owner changes. */
export function attach(page: Page, meeting: Meeting): Attachment {
  const clientId = drawId();
  const port = meeting.openChannel(clientName(clientId));
  let ownerId: string | undefined;
  let release: () => void = () => undefined;

  port.addEventListener('message', (event) => {
    if ('data' in event) page.send(event.data);
  });
  port.addEventListener('messageerror', () => {
    page.send(deathNotice('messageerror', 'A message from the tab that runs the engine could not be read.'));
  });
  const lobby = enterLobby(meeting, (message) => {
    if (message.kind === 'welcome' && message.clientId === clientId) {
      ownerId = message.ownerId;
      page.route((data) => port.postMessage(data));
    } else if (message.kind === 'owner') {
      if (ownerId !== undefined) {
        page.hold();
        page.send(ownerChanged('Another tab runs it now.'));
      }
      ownerId = undefined;
      lobby.say({ kind: 'attach', clientId });
    }
  });
  // Asked for only once the lock is held, so that the owner cannot take a waiting worker for a dead one.
  void meeting.locks.request(clientName(clientId), () => {
    lobby.say({ kind: 'attach', clientId });
    return new Promise((resolve) => (release = resolve));
  });

  return {
    detach() {
      page.hold();
      lobby.leave();
      port.close();
      release();
    },
  };
}

/** What a page hears when calls under way may or may not have been carried out, and it should connect again. */
export function ownerChanged(consequence: string): unknown {
  return deathNotice('owner-changed', `The tab that ran the engine has closed. ${consequence}`);
}
