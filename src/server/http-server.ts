/** The API over HTTP: connections that ask plainly are answered by connection.ts, all else goes by way of node:http. */
import { once } from 'node:events';
import { createServer as createWebServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { Connection } from './connection.ts';
import { MAX_BODY_BYTES } from './request-body.ts';
import { createResponder, TOO_LARGE, type Answered, type ResponderOptions } from './responder.ts';

export interface HttpServerOptions extends ResponderOptions {
  /** The origin whose pages may call; undefined for none. */
  readonly cors: string | undefined;
}

export interface HttpServer {
  readonly server: Server;
  /** Takes no more, finishes what was accepted, and resolves when all of it is answered and stored. */
  stop(): Promise<void>;
}

/** SDKs keep connections for a minute; closing sooner would cut off a request just being sent. */
const KEEP_ALIVE_MS = 65_000;
/** Whoever has not sent the rest of a request by then is cut off when the server stops. */
const STOP_GRACE_MS = 5000;
const PREFLIGHT_SECONDS = '7200';
const EXPOSED_HEADERS = 'x-amzn-RequestId, x-amz-crc32';

const NO_CONTENT = 204;
const OK = 200;

export function createHttpServer({ cors, databases, ...options }: HttpServerOptions): HttpServer {
  const respond = createResponder({ databases, ...options });
  const corsHeaders = cors === undefined ? {} : headersForPagesOf(cors);
  const plain = new Map<Socket, Connection>();
  /** Those that were handed over. */
  const others = new Map<Socket, string>();
  let connections = 0;
  let stopping = false;
  let pending = 0;

  const send = (response: ServerResponse, { status, headers, body }: Answered): void => {
    const extra = stopping ? { ...corsHeaders, Connection: 'close' } : corsHeaders;
    const length = status === NO_CONTENT ? {} : { 'Content-Length': Buffer.byteLength(body) };
    response.writeHead(status, { ...headers, ...extra, ...length });
    response.end(body);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers, socket } = request;
    if (method === 'GET' && url === '/health') {
      return send(response, { status: OK, headers: { 'Content-Type': 'text/plain' }, body: 'healthy\n' });
    }
    if (method === 'OPTIONS' && cors !== undefined) {
      return send(response, { status: NO_CONTENT, headers: preflightHeaders(request), body: '' });
    }
    const body = await collectBody(request);
    if (body === 'gone') return undefined;
    if (body === 'too large') {
      // The rest of the body is not read, so the connection is of no more use.
      return send(response, { status: TOO_LARGE, headers: { Connection: 'close' }, body: '' });
    }
    send(response, await respond({ method, url, headers, body, client: others.get(socket) ?? '' }));
  };
  const web = createWebServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    pending++;
    response.on('close', () => {
      pending--;
      closeWhenDone();
    });
    void answer(request, response);
  });
  web.timeout = KEEP_ALIVE_MS;

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    connections++;
    const client = `connection ${connections}`;
    const handOver = (_socket: Socket, bytes: Buffer): void => {
      plain.delete(socket);
      others.set(socket, client);
      socket.unshift(bytes);
      web.emit('connection', socket);
      socket.resume();
    };
    const connection = { respond, client, extraHeaders: corsHeaders, idleMs: KEEP_ALIVE_MS, handOver };
    plain.set(socket, new Connection(socket, connection));
    socket.on('close', () => {
      plain.delete(socket);
      others.delete(socket);
    });
  });

  const closeWhenDone = (): void => {
    if (stopping && pending === 0) for (const socket of others.keys()) socket.destroySoon();
  };
  const stop = async (): Promise<void> => {
    stopping = true;
    const grace = setTimeout(() => {
      for (const socket of [...plain.keys(), ...others.keys()]) socket.destroy();
    }, STOP_GRACE_MS);
    const closed = once(server, 'close');
    server.close();
    for (const connection of plain.values()) connection.close();
    closeWhenDone();
    await closed;
    clearTimeout(grace);
    await databases.close();
  };
  return { server, stop };
}

/** Resolves with the whole body, or as soon as it is too large, or when the client goes away before its end. */
function collectBody(request: IncomingMessage): Promise<Buffer | 'too large' | 'gone'> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= MAX_BODY_BYTES) {
        chunks.push(chunk);
      } else {
        chunks = [];
        resolve('too large');
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('close', () => resolve('gone'));
  });
}

function headersForPagesOf(origin: string): Readonly<Record<string, string>> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': EXPOSED_HEADERS,
    ...(origin === '*' ? {} : { Vary: 'Origin' }),
  };
}

/** Whatever headers the page wants to send: SDKs differ in theirs. */
function preflightHeaders({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return {
    'Access-Control-Allow-Methods': 'POST, GET',
    'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? 'content-type',
    'Access-Control-Max-Age': PREFLIGHT_SECONDS,
  };
}
