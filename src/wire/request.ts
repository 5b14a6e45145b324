/** AWS JSON 1.0, inwards: an HTTP-like request as the operation it asks for, or as its refusal. */
import type { JsonValue } from '../base/json.ts';
import { DynamoError } from '../model/errors.ts';
import { OPERATIONS, isOperationName, type OperationName } from '../model/operations.ts';
import { credentialOf, readAuthorization, type Credential } from './authorization.ts';
import { parseBody } from './json-body.ts';
import { checkSignature, type SignatureCheck } from './signature.ts';

export interface WireRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Undefined when its bytes were not UTF-8. */
  readonly body: string | undefined;
  /** Path and query; the root if absent. */
  readonly url?: string;
}

/** What a server needs that lets in only who signs with its key pair. */
export interface RequiredSignature extends SignatureCheck {
  /** SHA-256 of the body's bytes as they came, in hex digits. */
  readonly bodySha256: () => string;
}

export type ReadRequest =
  | {
      readonly kind: 'call';
      readonly service: 'DynamoDB' | 'DynamoDBStreams';
      readonly operation: OperationName;
      /** Parsed, not checked against the operation's shape. */
      readonly input: JsonValue;
      readonly credential: Credential;
    }
  | { readonly kind: 'refused'; readonly error: DynamoError }
  /** Not the protocol at all: another method, or a body of another type. */
  | { readonly kind: 'foreign' };

const JSON_TYPES = new Set(['application/x-amz-json-1.0', 'application/json']);
const TARGET = /^(DynamoDB|DynamoDBStreams)_20120810\.(\w+)$/;

/**
 * The service looks at the method and type, then the body's JSON, the target, the signature, and for a body at all.
 * Without `required` any signature will do, but one there has to be.
 */
export function readRequest(request: WireRequest, required?: RequiredSignature): ReadRequest {
  const { method, headers, body } = request;
  if (method !== 'POST' || (body !== '' && !isJsonType(textOf(headers['content-type'])))) {
    return { kind: 'foreign' };
  }
  try {
    if (body === undefined) throw new DynamoError('SerializationException', '');
    const input = body === '' ? undefined : parseBody(body);
    const target = readTarget(textOf(headers['x-amz-target']));
    const credential = readCredential(request, required);
    if (input === undefined) throw new DynamoError('SerializationException', '');
    return { kind: 'call', ...target, input, credential };
  } catch (error) {
    if (error instanceof DynamoError) return { kind: 'refused', error };
    throw error;
  }
}

function readCredential(
  { method, headers, url = '/' }: WireRequest,
  required: RequiredSignature | undefined,
): Credential {
  const queryAt = url.indexOf('?');
  const headerOf = (name: string): string | undefined => textOf(headers[name]);
  const authorization = readAuthorization({
    authorization: headerOf('authorization'),
    date: headerOf('x-amz-date') ?? headerOf('date'),
    query: queryAt === -1 ? undefined : new URLSearchParams(url.slice(queryAt)),
  });
  if (required !== undefined) {
    checkSignature(authorization, { method, url, headerOf, bodySha256: required.bodySha256() }, required);
  }
  return credentialOf(authorization.scope);
}

/** Whether the type, parameters aside, is one that the protocol goes by. */
function isJsonType(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  if (JSON_TYPES.has(contentType)) return true;
  const semicolon = contentType.indexOf(';');
  return semicolon !== -1 && JSON_TYPES.has(contentType.slice(0, semicolon).trim());
}

function readTarget(
  target: string | undefined,
): Pick<ReadRequest & { kind: 'call' }, 'service' | 'operation'> {
  const [, service, operation] = TARGET.exec(target ?? '') ?? [];
  if (operation === undefined || !isOperationName(operation) || OPERATIONS[operation].service !== service) {
    throw new DynamoError('UnknownOperationException', '');
  }
  return { service: OPERATIONS[operation].service, operation };
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.join(', ');
}
