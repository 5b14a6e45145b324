/** The API over node:http: collects a request's body, has it answered, and sends the answer. */
import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import { DynamoError } from '../model/errors.ts';
import { readRequest, type ReadRequest } from '../wire/request.ts';
import { foreignResponse, refusalOf, responseTo, type WireResponse } from '../wire/response.ts';
import type { Databases } from './databases.ts';
import { createRequestIds } from './request-ids.ts';

export interface HttpServerOptions {
  readonly databases: Databases;
  /** The origin whose pages may call; undefined for none. */
  readonly cors: string | undefined;
  /** Told of every broken invariant; its request is answered with a 500. */
  readonly onFault: (error: unknown, operation: string) => void;
}

export interface HttpServer {
  readonly server: Server;
  /** Takes no more, finishes what was accepted, and resolves when all of it is answered. */
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** SDKs keep connections for a minute; closing sooner would cut off a request just being sent. */
const KEEP_ALIVE_MS = 65_000;
/** Whoever has not sent the rest of a request by then is cut off when the server stops. */
const STOP_GRACE_MS = 5000;
const PREFLIGHT_SECONDS = '7200';
const EXPOSED_HEADERS = 'x-amzn-RequestId, x-amz-crc32';

const NO_CONTENT = 204;
const OK = 200;
const TOO_LARGE = 413;

export function createHttpServer({ databases, cors, onFault }: HttpServerOptions): HttpServer {
  const nextRequestId = createRequestIds(randomBytes(40));
  const corsHeaders = cors === undefined ? {} : headersForPagesOf(cors);
  let stopping = false;
  let pending = 0;

  const send = (response: ServerResponse, { status, headers, body }: WireResponse): void => {
    const extra = stopping ? { ...corsHeaders, Connection: 'close' } : corsHeaders;
    response.writeHead(status, { ...headers, ...extra, 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
  };
  const answer = (request: IncomingMessage, body: string | undefined): WireResponse => {
    const parts = { requestId: nextRequestId(), crc32 };
    const read = readRequest({ method: request.method ?? '', headers: request.headers, body });
    if (read.kind === 'foreign') return foreignResponse(parts);
    if (read.kind === 'refused') return refusalOf(read.error, parts);
    try {
      return responseTo(databases.of(read.credential).call(read.operation, read.input), parts);
    } catch (error) {
      return refusalOf(refusalFor(error, read, onFault), parts);
    }
  };

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    pending++;
    response.on('close', () => {
      pending--;
      closeWhenDone();
    });
    if (request.method === 'GET' && request.url === '/health') {
      return send(response, { status: OK, headers: { 'Content-Type': 'text/plain' }, body: 'healthy\n' });
    }
    if (request.method === 'OPTIONS' && cors !== undefined) {
      response.writeHead(NO_CONTENT, { ...corsHeaders, ...preflightHeaders(request) });
      return response.end();
    }
    collectBody(request, (body) => {
      if (body !== 'too large') return send(response, answer(request, textOf(body)));
      // The rest of the body is not read, so the connection is of no more use.
      response.writeHead(TOO_LARGE, { 'Content-Length': 0, ...corsHeaders, Connection: 'close' });
      response.end();
    });
  });

  /** Node calls a connection on which nothing was asked yet busy, and would wait for it. */
  const closeWhenDone = (): void => {
    if (stopping && pending === 0) server.closeAllConnections();
  };
  const stop = async (): Promise<void> => {
    stopping = true;
    const grace = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
    const closed = once(server, 'close');
    server.close();
    closeWhenDone();
    await closed;
    clearTimeout(grace);
    databases.close();
  };
  return { server, stop };
}

/** A DynamoDB error is an answer; anything else is a fault, told to whoever watches and nobody else. */
function refusalFor(
  error: unknown,
  { operation }: ReadRequest & { kind: 'call' },
  onFault: HttpServerOptions['onFault'],
): DynamoError {
  if (error instanceof DynamoError) return error;
  onFault(error, operation);
  return new DynamoError('InternalServerError', 'Internal server error');
}

/** Calls back once with the whole body, or as soon as it is too large; never when the client goes away before its end. */
function collectBody(request: IncomingMessage, done: (body: readonly Buffer[] | 'too large') => void): void {
  let chunks: Buffer[] = [];
  let sizeBytes = 0;
  request.on('data', (chunk: Buffer) => {
    if (sizeBytes > MAX_BODY_BYTES) return;
    sizeBytes += chunk.length;
    if (sizeBytes <= MAX_BODY_BYTES) {
      chunks.push(chunk);
    } else {
      chunks = [];
      done('too large');
    }
  });
  request.on('end', () => {
    if (sizeBytes <= MAX_BODY_BYTES) done(chunks);
  });
}

/** Undefined for bytes that are not UTF-8. */
function textOf(chunks: readonly Buffer[]): string | undefined {
  const [first] = chunks;
  const bytes = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
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
