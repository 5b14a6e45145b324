/** The calling end of a port: a typed proxy whose methods are calls and streams. */
import { ANY_SESSION, CONNECTION_ID, isEnvelope, type Message } from './message.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { messageData, type Port, type Service, type StreamMethod } from './port.ts';
import { RpcError, type Death } from './rpc-error.ts';
import { createStreamReader, type Receiver } from './stream-reader.ts';

export interface ClientOptions<Api> {
  /** The contract's version; the serving side refuses another. */
  readonly version: number;
  /** Every method that returns an AsyncIterable, with how many values may be under way unread (at least 1). */
  readonly streams: { readonly [Method in StreamMethod<Api>]: number };
}

export interface Client<Api> {
  readonly api: Api;
  /** Resolves once, when the client has become useless; every pending call and stream has then been rejected. */
  readonly dead: Promise<Death>;
  /** Ends the client: its streams and calls are cancelled on the serving side. */
  close(): void;
}

/** Connects at once. Calls may be made before the serving side has answered the hello. */
export function createClient<Api extends Service<Api>>(port: Port, options: ClientOptions<Api>): Client<Api> {
  const connection = createConnection(port, options.version);
  const windows = new Map<string, number>(Object.entries<number>(options.streams));
  const methods = new Map<string, (...args: unknown[]) => unknown>();

  const methodOf = (name: string): ((...args: unknown[]) => unknown) => {
    const window = windows.get(name);
    return window === undefined
      ? (...args) => callMethod(connection, name, args)
      : (...args) => openStream(connection, { method: name, args, window });
  };

  const api = new Proxy({} as Api, {
    get(_target, name) {
      // Awaiting the proxy asks for `then`; a method of that name would make it a promise that never settles.
      if (typeof name !== 'string' || name === 'then') return undefined;
      const method = methods.get(name) ?? methodOf(name);
      methods.set(name, method);
      return method;
    },
  });
  return { api, dead: connection.dead, close: connection.close };
}

interface Connection {
  readonly outbox: Outbox;
  readonly dead: Promise<Death>;
  /** Registers who hears the answers to a new id; throws when the client is dead. */
  register(receiver: Receiver): number;
  forget(id: number): void;
  close(): void;
}

function createConnection(port: Port, version: number): Connection {
  const session = 1 + Math.floor(Math.random() * (Number.MAX_SAFE_INTEGER - 1));
  const receivers = new Map<number, Receiver>();
  const { promise: dead, resolve: announceDeath } = withResolvers<Death>();
  let lastId = CONNECTION_ID;
  let death: Death | undefined;

  const die = (kind: Death['kind'], detail: string): void => {
    if (death !== undefined) return;
    death = { kind, detail };
    port.removeEventListener('message', onMessage);
    port.removeEventListener('messageerror', onMessageError);
    port.removeEventListener('error', onError);
    for (const receiver of receivers.values()) receiver.fail(new RpcError(kind, detail));
    receivers.clear();
    announceDeath(death);
  };
  const onMessage = (event: Event): void => {
    const data = messageData(event);
    if (!isEnvelope(data) || (data.session !== session && data.session !== ANY_SESSION)) return;
    for (const message of data.messages) deliver(message);
  };
  const deliver = (message: Message): void => {
    if (message.id === CONNECTION_ID) {
      if (message.kind === 'fault' && message.reason !== 'fault') die(message.reason, message.message);
      return;
    }
    deliverTo(receivers, message);
  };
  const onMessageError = (): void => die('messageerror', 'A message from the worker could not be read.');
  const onError = (event: Event): void => die('error', describeErrorEvent(event));

  const outbox = createOutbox(
    (messages) => port.postMessage({ session, messages }),
    (message, error) => {
      receivers.get(message.id)?.fail(new RpcError('fault', `The call cannot be sent: ${String(error)}`));
      receivers.delete(message.id);
    },
  );
  port.addEventListener('message', onMessage);
  port.addEventListener('messageerror', onMessageError);
  port.addEventListener('error', onError);
  port.start?.();
  outbox.push({ kind: 'call', id: CONNECTION_ID, method: 'hello', args: [version] });

  return {
    outbox,
    dead,
    register(receiver) {
      if (death !== undefined) throw new RpcError(death.kind, death.detail);
      lastId += 1;
      receivers.set(lastId, receiver);
      return lastId;
    },
    forget(id) {
      receivers.delete(id);
    },
    close() {
      if (death !== undefined) return;
      outbox.push({ kind: 'cancel', id: CONNECTION_ID });
      die('closed', 'The connection was closed.');
    },
  };
}

function deliverTo(receivers: Map<number, Receiver>, message: Message): void {
  const receiver = receivers.get(message.id);
  // Answers to what was cancelled may still be under way.
  if (receiver === undefined) return;
  switch (message.kind) {
    case 'next':
      receiver.next(message.value);
      return;
    case 'reply':
      receivers.delete(message.id);
      receiver.end(message.value);
      return;
    case 'end':
      receivers.delete(message.id);
      receiver.end(undefined);
      return;
    case 'fault':
      receivers.delete(message.id);
      receiver.fail(new RpcError(message.reason, message.message, message.stack));
      return;
    case 'call':
    case 'cancel':
      return;
  }
}

async function callMethod(
  connection: Connection,
  method: string,
  args: readonly unknown[],
): Promise<unknown> {
  const { promise, resolve, reject } = withResolvers<unknown>();
  const id = connection.register({ next: () => undefined, end: resolve, fail: reject });
  const signal = args.at(-1);
  if (!(signal instanceof AbortSignal)) {
    connection.outbox.push({ kind: 'call', id, method, args });
    return promise;
  }
  const cancel = (): void => connection.outbox.push({ kind: 'cancel', id });
  connection.outbox.push({ kind: 'call', id, method, args: args.slice(0, -1), abortable: true });
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

interface StreamCall {
  readonly method: string;
  readonly args: readonly unknown[];
  readonly window: number;
}

/** Nothing is sent before the first value is asked for; each `for await` over it is a call of its own. */
function openStream(connection: Connection, call: StreamCall): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator]: () =>
      createStreamReader((receiver) => {
        const id = connection.register(receiver);
        connection.outbox.push({ kind: 'call', id, ...call });
        return {
          acknowledge: () => connection.outbox.push({ kind: 'next', id }),
          cancel() {
            connection.forget(id);
            connection.outbox.push({ kind: 'cancel', id });
          },
        };
      }),
  };
}

/** A worker's `error` event carries what was thrown, or nothing when its script could not be loaded. */
function describeErrorEvent(event: Event): string {
  if (!('message' in event) || typeof event.message !== 'string' || event.message === '') {
    return 'The worker could not be started.';
  }
  const place =
    'filename' in event && 'lineno' in event ? ` (${String(event.filename)}:${String(event.lineno)})` : '';
  return `${event.message}${place}`;
}

interface Resolvers<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

function withResolvers<T>(): Resolvers<T> {
  let resolve: Resolvers<T>['resolve'] = () => undefined;
  let reject: Resolvers<T>['reject'] = () => undefined;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
