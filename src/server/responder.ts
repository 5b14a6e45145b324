/** Answers requests of the API, however they came: reads them, asks the database, and packs the answer. */
import { randomBytes } from 'node:crypto';
import { crc32, gzip } from 'node:zlib';
import type { Reply } from '../model/command.ts';
import { DynamoError } from '../model/errors.ts';
import { readRequest, type ReadRequest, type WireRequest } from '../wire/request.ts';
import { foreignResponse, refusalOf, responseTo, type WireResponse } from '../wire/response.ts';
import type { SignatureCheck } from '../wire/signature.ts';
import type { Databases } from './databases.ts';
import { sha256 } from './key-pair.ts';
import { textOf, unpackBody } from './request-body.ts';
import { createRequestIds } from './request-ids.ts';

export interface ResponderOptions {
  readonly databases: Databases;
  /** Whose signatures are let in; any if undefined. */
  readonly signature?: SignatureCheck | undefined;
  /** Told of every broken invariant and failing storage; its request is answered with a 500. */
  readonly onFault: (error: unknown, operation: string) => void;
}

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: WireRequest['headers'];
  /** As they came. */
  readonly body: Buffer;
  /** Sends no request before its last one is answered. */
  readonly client: string;
}

export type Answered = WireResponse<string | Buffer>;

/** Never throws and never rejects. Answers at once unless something has to be stored, packed or unpacked before. */
export type Responder = (asked: Asked) => Answered | Promise<Answered>;

/** Below this packing costs more than it saves. */
const PACK_FROM_CHARS = 4096;
/** The quickest: on one machine or in one building bytes are cheaper than time. */
const PACK_LEVEL = 1;
const PACKED = 'gzip';

export const TOO_LARGE = 413;

export function createResponder({ databases, signature, onFault }: ResponderOptions): Responder {
  const nextRequestId = createRequestIds(randomBytes(40));

  const respond = (asked: Asked, body: string | undefined): WireResponse | Promise<WireResponse> => {
    const { headers, method, url } = asked;
    const contentType = headers['content-type'] ?? '';
    const parts = { requestId: nextRequestId(), crc32, contentType: String(contentType) };
    const required =
      signature === undefined ? undefined : { ...signature, bodySha256: () => sha256(asked.body) };
    const read = readRequest({ method, headers, body, url }, required);
    if (read.kind === 'foreign') return foreignResponse(parts);
    if (read.kind === 'refused') return refusalOf(read.error, parts);
    const refuse = (error: unknown): WireResponse => refusalOf(refusalFor(error, read, onFault), parts);
    try {
      const reply = call(databases, read, asked.client);
      if (!(reply instanceof Promise)) return responseTo(reply, parts);
      return reply.then((settled) => responseTo(settled, parts), refuse);
    } catch (error) {
      return refuse(error);
    }
  };
  const respondUnpacked = async (asked: Asked): Promise<Answered> => {
    const { isTooLarge, text } = await unpackBody(asked.body);
    if (isTooLarge) return { status: TOO_LARGE, headers: {}, body: '' };
    return packFor(asked, await respond(asked, text));
  };

  return (asked) => {
    if (asked.headers['content-encoding'] === PACKED) return respondUnpacked(asked);
    const answer = respond(asked, textOf(asked.body));
    return answer instanceof Promise
      ? answer.then((settled) => packFor(asked, settled))
      : packFor(asked, answer);
  };
}

function call(
  databases: Databases,
  { credential, operation, input }: ReadRequest & { kind: 'call' },
  client: string,
): Reply | Promise<Reply> {
  const database = databases.of(credential);
  if (database instanceof Promise) return database.then((opened) => opened.call(operation, input, client));
  return database.call(operation, input, client);
}

/** A DynamoDB error is an answer; anything else is a fault, told to whoever watches and nobody else. */
function refusalFor(
  error: unknown,
  { operation }: ReadRequest & { kind: 'call' },
  onFault: ResponderOptions['onFault'],
): DynamoError {
  if (error instanceof DynamoError) return error;
  onFault(error, operation);
  return new DynamoError('InternalServerError', 'Internal server error');
}

/** The checksum is that of the bytes sent: clients check it before they unpack. */
function packFor({ headers }: Asked, answer: WireResponse): Answered | Promise<Answered> {
  if (answer.body.length < PACK_FROM_CHARS || !takesPacked(headers['accept-encoding'])) return answer;
  return new Promise((resolve) => {
    gzip(answer.body, { level: PACK_LEVEL }, (error, body) => {
      // Sent as it is, it is just as right.
      if (error !== null) return resolve(answer);
      const packed = { 'Content-Encoding': PACKED, 'x-amz-crc32': String(crc32(body)) };
      resolve({ status: answer.status, headers: { ...answer.headers, ...packed }, body });
    });
  });
}

function takesPacked(accepted: string | readonly string[] | undefined): boolean {
  return typeof accepted === 'string' && /(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))/.test(accepted);
}
