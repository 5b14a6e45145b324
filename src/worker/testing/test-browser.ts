/** Web Locks and BroadcastChannels among tabs of one process, which a test opens and closes. */
import type { Channel, Locks, Meeting } from '../lobby.ts';

export interface TestBrowser {
  openTab(): Meeting & { close(): void };
  /** Lets everything that is ready run. */
  turn(): Promise<void>;
  close(): void;
}

interface Request {
  readonly tab: number;
  readonly hold: (lock: unknown) => Promise<void>;
  readonly done: () => void;
}

export function createBrowser(): TestBrowser {
  const held = new Map<string, Request>();
  const queues = new Map<string, Request[]>();
  const closers: (() => void)[] = [];
  let tabs = 0;

  const grantNext = (name: string): void => {
    const next = held.has(name) ? undefined : queues.get(name)?.shift();
    if (next !== undefined) grant(name, next);
  };
  const grant = (name: string, request: Request): void => {
    held.set(name, request);
    const release = (): void => {
      if (held.get(name) !== request) return;
      held.delete(name);
      request.done();
      grantNext(name);
    };
    queueMicrotask(() => void request.hold({ name }).finally(release));
  };
  const createLocks = (tab: number): Locks => ({
    request(name: string, ...rest: unknown[]) {
      const hold = rest.at(-1) as Request['hold'];
      if (rest.length > 1 && held.has(name)) return hold(null);
      return new Promise<void>((done) => {
        queues.set(name, [...(queues.get(name) ?? []), { tab, hold, done }]);
        grantNext(name);
      });
    },
  });
  const closeLocks = (tab: number): void => {
    for (const [name, queue] of queues) {
      queues.set(
        name,
        queue.filter((request) => request.tab !== tab),
      );
    }
    for (const [name, request] of held) {
      if (request.tab !== tab) continue;
      held.delete(name);
      grantNext(name);
    }
  };

  return {
    openTab() {
      tabs += 1;
      const tab = tabs;
      const channels: BroadcastChannel[] = [];
      const close = (): void => {
        for (const channel of channels) channel.close();
        closeLocks(tab);
      };
      closers.push(() => {
        for (const channel of channels) channel.close();
      });
      const openChannel = (name: string): Channel => {
        const channel = new BroadcastChannel(name);
        channels.push(channel);
        return channel;
      };
      return { locks: createLocks(tab), openChannel, close };
    },
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    close() {
      for (const close of closers) close();
    },
  };
}
