/** ExecuteStatement's NextToken: opaque text that carries on with the statement that made it, and no other. */
import { base64Length, base64ToLatin1, latin1ToBase64 } from '../../base/bytes.ts';
import { hash32 } from '../../base/hash.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';

/** Where a page of a SELECT ended. */
export interface Position {
  /** Which of the plan's reads; 0 for a scan. */
  readonly read: number;
  /** The last item's key, as LastEvaluatedKey; undefined at the start of a read. */
  readonly key: AttributeMap | undefined;
}

interface Token {
  readonly version: 1;
  readonly request: number;
  readonly read: number;
  readonly key?: AttributeMap;
}

export function encodeNextToken(
  position: Position,
  statement: string,
  parameters: readonly AttributeValue[],
): string {
  const { read, key } = position;
  const token: Token = {
    version: 1,
    request: requestHash(statement, parameters),
    read,
    ...(key === undefined ? {} : { key }),
  };
  return latin1ToBase64(inAscii(JSON.stringify(token)));
}

/** Throws ValidationException for a text that is no token, or another request's. */
export function decodeNextToken(
  text: string,
  statement: string,
  parameters: readonly AttributeValue[],
): Position {
  const token = readToken(text);
  if (token === undefined) throw new DynamoError('ValidationException', 'Invalid NextToken');
  if (token.request !== requestHash(statement, parameters)) {
    throw new DynamoError('ValidationException', 'NextToken does not match request');
  }
  return { read: token.read, key: token.key };
}

function readToken(text: string): Token | undefined {
  if (text === '' || base64Length(text) === undefined) return undefined;
  let token: unknown;
  try {
    token = JSON.parse(base64ToLatin1(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return isToken(token) ? token : undefined;
}

function isToken(token: unknown): token is Token {
  if (typeof token !== 'object' || token === null || !('version' in token) || token.version !== 1)
    return false;
  return 'request' in token && 'read' in token && typeof token.read === 'number';
}

function requestHash(statement: string, parameters: readonly AttributeValue[]): number {
  return hash32(`${statement}\0${JSON.stringify(parameters)}`);
}

/** JSON with every unit above 7E escaped. */
function inAscii(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
