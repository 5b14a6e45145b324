/** AWS JSON 1.0, outwards: a reply as an HTTP-like response. */
import { errorBody, type DynamoError } from '../model/errors.ts';

export interface WireResponse<Body = string> {
  readonly status: number;
  /** Without the body's length: whoever sends it counts the bytes. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

export interface ResponseParts {
  /** Unique among all responses. */
  readonly requestId: string;
  /** CRC-32, 0 … 2^32 - 1, of the text's UTF-8. Handed in, since the platform has it faster than any code here. */
  readonly crc32: (text: string) => number;
  /** The type of the request's body; the protocol's own if absent. */
  readonly contentType?: string | undefined;
}

/** What an answer of the engine needs here; `status` is absent when all went well. */
interface Answer {
  readonly status?: number;
  /** JSON text, sent as it is. */
  readonly body: string;
}

const JSON_TYPE = 'application/x-amz-json-1.0';
const PLAIN_JSON_TYPE = 'application/json';
const OK = 200;
const NOT_FOUND = 404;

export function responseTo({ status = OK, body }: Answer, parts: ResponseParts): WireResponse {
  const { requestId, crc32, contentType = JSON_TYPE } = parts;
  // Whoever asked in another type of JSON, or in none, is answered in the plain one.
  const type = contentType.startsWith(JSON_TYPE) ? JSON_TYPE : PLAIN_JSON_TYPE;
  return {
    status,
    headers: { 'Content-Type': type, 'x-amzn-RequestId': requestId, 'x-amz-crc32': String(crc32(body)) },
    body,
  };
}

export function refusalOf(error: DynamoError, parts: ResponseParts): WireResponse {
  return responseTo({ status: error.status, body: errorBody(error) }, parts);
}

/** The service's answer to what is not its protocol. */
export function foreignResponse({ requestId, crc32 }: ResponseParts): WireResponse {
  const body = '<UnknownOperationException/>\n';
  return {
    status: NOT_FOUND,
    headers: { 'x-amzn-RequestId': requestId, 'x-amz-crc32': String(crc32(body)) },
    body,
  };
}
