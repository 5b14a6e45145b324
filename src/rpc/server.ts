/** The serving end of a port: runs an implementation's methods for one client at a time. */
import { CONNECTION_ID, deathNotice, isEnvelope, type Message } from './message.ts';
import { createOutbox } from './outbox.ts';
import { messageData, type Port, type Service } from './port.ts';
import { createPump, type Pump } from './stream-pump.ts';

export interface ServeOptions {
  /** The contract's version; a client that speaks another is refused in words. */
  readonly version: number;
}

export interface Server {
  /** Takes what a port delivered; what is no envelope of this protocol is ignored. */
  receive(data: unknown): void;
  /** Cancels what runs for the client. Says nothing to it. */
  close(): void;
}

/** Serves whichever client says hello on the port; a later hello replaces the earlier client. */
export function serve<Api extends Service<Api>>(
  port: Port,
  implementation: Api,
  options: ServeOptions,
): Server {
  const server = createServer(implementation, options, (data) => port.postMessage(data));
  const onMessage = (event: Event): void => server.receive(messageData(event));
  const onMessageError = (): void => {
    port.postMessage(deathNotice('messageerror', 'A message to the worker could not be read there.'));
  };
  port.addEventListener('message', onMessage);
  port.addEventListener('messageerror', onMessageError);
  port.start?.();
  return {
    receive: server.receive,
    close() {
      port.removeEventListener('message', onMessage);
      port.removeEventListener('messageerror', onMessageError);
      server.close();
    },
  };
}

/** As `serve`, for who receives and sends by other means than a port. */
export function createServer<Api extends Service<Api>>(
  implementation: Api,
  options: ServeOptions,
  send: (data: unknown) => void,
): Server {
  let client: ClientSession | undefined;

  return {
    receive(data) {
      if (!isEnvelope(data)) return;
      const [first] = data.messages;
      if (first?.kind === 'call' && first.id === CONNECTION_ID) {
        client?.close();
        client = createSession(implementation, data.session, send);
        client.greet(first.args[0], options.version);
      }
      if (client === undefined || data.session !== client.session) return;
      for (const message of data.messages) client.take(message);
    },
    close() {
      client?.close();
      client = undefined;
    },
  };
}

interface ClientSession {
  readonly session: number;
  greet(theirVersion: unknown, ourVersion: number): void;
  take(message: Message): void;
  close(): void;
}

/** What runs for a client under one id. */
interface Running {
  acknowledge(): void;
  cancel(): void;
}

type Call = Extract<Message, { readonly kind: 'call' }>;

function createSession(
  implementation: object,
  session: number,
  send: (data: unknown) => void,
): ClientSession {
  const running = new Map<number, Running>();
  let open = true;

  const outbox = createOutbox(
    (messages) => send({ session, messages }),
    (message, error) => push(faultOf(message.id, new Error(`The answer cannot be sent: ${String(error)}`))),
  );
  const push = (message: Message): void => {
    if (open) outbox.push(message);
  };
  const answer = async (call: Call): Promise<void> => {
    try {
      if (call.window === undefined) push({ kind: 'reply', id: call.id, value: await startCall(call) });
      else await startStream(call, call.window).finished;
    } catch (error) {
      // A client that cancelled has forgotten the id and drops this.
      push(faultOf(call.id, error));
    } finally {
      running.delete(call.id);
    }
  };
  const startCall = (call: Call): unknown => {
    if (call.abortable !== true) return invoke(implementation, call.method, call.args);
    const controller = new AbortController();
    running.set(call.id, { acknowledge: () => undefined, cancel: () => controller.abort() });
    return invoke(implementation, call.method, [...call.args, controller.signal]);
  };
  const startStream = (call: Call, window: number): Pump => {
    const source = invoke(implementation, call.method, call.args);
    if (!isAsyncIterable(source)) throw new TypeError(`${call.method} is no stream.`);
    const pump = createPump(source, { id: call.id, window, push });
    running.set(call.id, pump);
    return pump;
  };
  const close = (): void => {
    open = false;
    for (const task of running.values()) task.cancel();
  };

  return {
    session,
    close,
    greet(theirVersion, ourVersion) {
      if (theirVersion === ourVersion) {
        push({ kind: 'reply', id: CONNECTION_ID, value: ourVersion });
        return;
      }
      const versions = `${String(theirVersion)} and ${ourVersion}`;
      const message = `The page and its worker are of different versions (${versions}). Reload the page.`;
      push({ kind: 'fault', id: CONNECTION_ID, reason: 'version', message, stack: '' });
      open = false;
    },
    take(message) {
      if (!open) return;
      if (message.kind === 'cancel' && message.id === CONNECTION_ID) close();
      else if (message.kind === 'cancel') running.get(message.id)?.cancel();
      else if (message.kind === 'next') running.get(message.id)?.acknowledge();
      else if (message.kind === 'call' && message.id !== CONNECTION_ID) void answer(message);
    },
  };
}

/** Calls a method of the implementation, never one that every object has. */
function invoke(implementation: object, name: string, args: readonly unknown[]): unknown {
  const method: unknown = name in Object.prototype ? undefined : Reflect.get(implementation, name);
  if (typeof method !== 'function') throw new TypeError(`There is no method ${name}.`);
  return Reflect.apply(method, implementation, args);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function faultOf(id: number, error: unknown): Message {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'fault', id, reason: 'fault', message, stack: stack ?? '' };
}
