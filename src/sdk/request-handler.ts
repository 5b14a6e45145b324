/** The AWS SDK's way to a host: an HTTP handler that sends nothing, but asks the host. */
import type { HttpHandlerOptions, HttpRequest, HttpResponse, RequestHandler } from '@smithy/types';
import type { HostApi } from '../host/api.ts';
import { readRequest } from '../wire/request.ts';
import { foreignResponse, refusalOf, responseTo, type ResponseParts } from '../wire/response.ts';
import { crc32 } from './crc32.ts';

/** All that is asked of a host. */
export type ExecutingHost = Pick<HostApi, 'execute'>;

/** What the SDK's clients take as their `requestHandler`; there is nothing about it to configure. */
export interface HostRequestHandler extends RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions> {
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
}

export interface ClientSettings {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly requestHandler: HostRequestHandler;
}

/** The region of the engine's ARNs. The host has one database, so that any region and any credentials would do. */
const REGION = 'eu-west-2';
/** Never asked: `.invalid` is no address (RFC 2606). */
const ENDPOINT = 'https://dynamodb.invalid';
const CREDENTIALS = { accessKeyId: 'hashrange', secretAccessKey: 'hashrange' };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
/** DynamoDB's request ids have 52 letters and digits. */
const REQUEST_ID_LENGTH = 52;
let requests = 0;

/** For `new DynamoDBClient(clientSettings(host))` and `new DynamoDBStreamsClient(…)`. */
export function clientSettings(host: ExecutingHost): ClientSettings {
  return {
    region: REGION,
    endpoint: ENDPOINT,
    credentials: CREDENTIALS,
    requestHandler: createRequestHandler(host),
  };
}

/**
 * Answers each request by one call of the host's. Rejects with an `AbortError` when the call's signal says so, and with
 * the host's own error when the host cannot be asked; DynamoDB's errors are answers.
 */
export function createRequestHandler(host: ExecutingHost): HostRequestHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, { abortSignal } = {}) {
      if (abortSignal?.aborted === true) throw abortError(abortSignal);
      return { response: await untilAborted(answer(host, request), abortSignal) };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}

async function answer(host: ExecutingHost, request: HttpRequest): Promise<HttpResponse> {
  const parts: ResponseParts = { requestId: nextRequestId(), crc32 };
  const body = bodyText(request.body);
  const read = readRequest({ method: request.method, headers: withLowerCaseNames(request.headers), body });
  if (read.kind === 'foreign') return toHttpResponse(foreignResponse(parts));
  if (read.kind === 'refused') return toHttpResponse(refusalOf(read.error, parts));
  const reply = await host.execute({ operation: read.operation, body: body ?? '', explain: false });
  return toHttpResponse(responseTo(reply, parts));
}

/** Undefined for bytes that are not UTF-8. */
function bodyText(body: unknown): string | undefined {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  if (!(body instanceof ArrayBuffer) && !ArrayBuffer.isView(body)) {
    throw new TypeError('A request whose body is a stream cannot be answered here.');
  }
  try {
    return decoder.decode(body);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The SDK reads header names in lower case and a body of bytes as it is. */
function toHttpResponse(response: ReturnType<typeof responseTo>): HttpResponse {
  const { status, headers, body } = response;
  return { statusCode: status, headers: withLowerCaseNames(headers), body: encoder.encode(body) };
}

function withLowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function nextRequestId(): string {
  requests += 1;
  return requests.toString(36).toUpperCase().padStart(REQUEST_ID_LENGTH, '0');
}

type Signal = NonNullable<HttpHandlerOptions['abortSignal']>;

async function untilAborted<T>(work: Promise<T>, signal: Signal | undefined): Promise<T> {
  // The deprecated kind of signal, which no client of today makes, is looked at before the call only.
  if (signal === undefined || !('addEventListener' in signal)) return work;
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(abortError(signal));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Named as the SDK's own handlers name it. */
function abortError(signal: Signal): Error {
  const cause: unknown = 'reason' in signal ? signal.reason : undefined;
  const error = new Error('Request aborted', cause === undefined ? {} : { cause });
  error.name = 'AbortError';
  return error;
}
