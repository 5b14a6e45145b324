/** One engine for all tabs: whichever worker gets the lock owns it, the others attach and wait for the lock. */
import type { HostApi } from '../host/api.ts';
import { attach, ownerChanged } from './attach.ts';
import { ENGINE_LOCK, type Meeting } from './lobby.ts';
import { serveAttached, serveOwnPage } from './own-engine.ts';
import type { Page } from './page.ts';

/** `start` is called once, if and when this worker owns the engine. Settles never: who owns the engine owns it for life. */
export async function joinTabs(page: Page, meeting: Meeting, start: () => Promise<HostApi>): Promise<void> {
  let taken = false;
  await meeting.locks.request(ENGINE_LOCK, { ifAvailable: true }, async (lock) => {
    taken = lock === null;
    if (!taken) await own(page, meeting, start);
  });
  if (!taken) return;

  const attachment = attach(page, meeting);
  await meeting.locks.request(ENGINE_LOCK, () => {
    attachment.detach();
    page.send(ownerChanged('This tab runs it now.'));
    return own(page, meeting, start);
  });
}

function own(page: Page, meeting: Meeting, start: () => Promise<HostApi>): Promise<void> {
  const starting = start();
  serveAttached(meeting, starting);
  void serveOwnPage(page, starting);
  return new Promise(() => undefined);
}
