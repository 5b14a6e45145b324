/** Where the workers of several tabs find one another: names of locks and channels, and what is said in the lobby. */

/** Held by the worker that owns the engine, for as long as it lives. */
export const ENGINE_LOCK = 'hashrange-engine';

export const LOBBY_CHANNEL = 'hashrange-lobby';

/** Names both an attached worker's channel to the owner and the lock that it holds while it lives. */
export function clientName(clientId: string): string {
  return `hashrange-client-${clientId}`;
}

export type LobbyMessage =
  /** A worker asks to be served on its channel. */
  | { readonly kind: 'attach'; readonly clientId: string }
  /** The owner serves that worker from now on. */
  | { readonly kind: 'welcome'; readonly clientId: string; readonly ownerId: string }
  /** A worker has become the owner. */
  | { readonly kind: 'owner'; readonly ownerId: string };

/** The parts of the platform that tabs meet through; tests bring their own. */
export interface Meeting {
  readonly locks: Locks;
  openChannel(name: string): Channel;
}

/** `LockManager`, as far as it is used. */
export interface Locks {
  request(name: string, hold: (lock: unknown) => Promise<void>): Promise<void>;
  request(
    name: string,
    options: { ifAvailable: true },
    hold: (lock: unknown) => Promise<void>,
  ): Promise<void>;
}

/** `BroadcastChannel`, as far as it is used. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: ChannelEvent, listener: (event: Event) => void): void;
  removeEventListener(type: ChannelEvent, listener: (event: Event) => void): void;
  close(): void;
}

type ChannelEvent = 'message' | 'messageerror' | 'error';

export interface Lobby {
  say(message: LobbyMessage): void;
  leave(): void;
}

export function enterLobby(meeting: Meeting, onMessage: (message: LobbyMessage) => void): Lobby {
  const port = meeting.openChannel(LOBBY_CHANNEL);
  port.addEventListener('message', (event) => {
    // Only workers of this origin and this build speak here.
    if ('data' in event) onMessage(event.data as LobbyMessage);
  });
  return {
    say: (message) => port.postMessage(message),
    leave: () => port.close(),
  };
}

export function drawId(): string {
  return Math.random().toString(36).slice(2);
}
