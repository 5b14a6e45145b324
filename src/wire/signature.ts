/** Checks a request's Signature Version 4 against the one key pair that is let in. */
import { DynamoError } from '../model/errors.ts';
import { scopePartsOf, type Authorization } from './authorization.ts';

/** The key pair that is let in, and what of the platform is needed to check a signature against it. */
export interface SignatureCheck {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Real time, ms since the epoch. */
  readonly nowMs: () => number;
  readonly hmacSha256: (key: string | Uint8Array, text: string) => Uint8Array;
  /** Hex digits, of a text's UTF-8. */
  readonly sha256: (text: string) => string;
  /** Takes as long for any two texts of one length, so that it does not tell how much of a guess was right. */
  readonly isEqual: (a: string, b: string) => boolean;
}

export interface SignedContent {
  readonly method: string;
  /** Path and query, as asked for. */
  readonly url: string;
  /** A header's value; undefined when it is not there. */
  readonly headerOf: (name: string) => string | undefined;
  /** SHA-256 of the body's bytes as they came, in hex digits. */
  readonly bodySha256: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SERVICE = 'dynamodb';
const TERMINATOR = 'aws4_request';
const SKEW_MINUTES = 5;
const SKEW_MS = SKEW_MINUTES * 60_000;
const DAY_CHARS = 8;
const SIGNATURE_IN_QUERY = 'X-Amz-Signature';

/** Throws a DynamoError, in the order and the words of the service's front end. */
export function checkSignature(
  authorization: Authorization,
  content: SignedContent,
  check: SignatureCheck,
): void {
  const { algorithm, date, scope, signature } = authorization;
  const time = checkTime(date, check.nowMs());
  if (!authorization.signedHeaders.split(';').includes('host')) {
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (algorithm !== ALGORITHM) {
    const message = `Unsupported AWS 'algorithm': '${algorithm}' (only ${ALGORITHM} for now). `;
    throw new DynamoError('IncompleteSignatureException', message);
  }
  checkScope(scope, time);
  const { accessKey, day, region } = scopePartsOf(scope);
  if (!check.isEqual(accessKey, check.accessKey)) {
    throw new DynamoError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
  const hash = check.sha256(canonicalRequest(authorization, content));
  const stringToSign = `${ALGORITHM}\n${time}\n${day}/${region}/${SERVICE}/${TERMINATOR}\n${hash}`;
  let key: string | Uint8Array = `AWS4${check.secretKey}`;
  for (const part of [day, region, SERVICE, TERMINATOR]) key = check.hmacSha256(key, part);
  if (!check.isEqual(hexOf(check.hmacSha256(key, stringToSign)), signature)) {
    throw invalid(
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
}

function invalid(message: string): DynamoError {
  return new DynamoError('InvalidSignatureException', message);
}

/** The time in ISO 8601's basic format, the only one that is signed. */
function checkTime(date: string, nowMs: number): string {
  const isBasic = /^\d{8}T\d{6}Z$/.test(date);
  const signedMs = isBasic ? Date.parse(extendedTime(date)) : Date.parse(date);
  if (Number.isNaN(signedMs)) {
    const message =
      `Date must be in ISO-8601 'basic format'. Got '${date}'. ` +
      'See http://en.wikipedia.org/wiki/ISO_8601';
    throw new DynamoError('IncompleteSignatureException', message);
  }
  const time = basicTime(signedMs);
  const now = basicTime(nowMs);
  if (signedMs < nowMs - SKEW_MS) {
    const limit = basicTime(nowMs - SKEW_MS);
    throw invalid(`Signature expired: ${time} is now earlier than ${limit} (${now} - ${SKEW_MINUTES} min.)`);
  }
  if (signedMs > nowMs + SKEW_MS) {
    const limit = basicTime(nowMs + SKEW_MS);
    throw invalid(
      `Signature not yet current: ${time} is still later than ${limit} (${now} + ${SKEW_MINUTES} min.)`,
    );
  }
  return time;
}

function extendedTime(basic: string): string {
  return basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
}

function basicTime(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** Any region is valid here. */
function checkScope(scope: string, time: string): void {
  const { day, service, terminator } = scopePartsOf(scope);
  let wrong = '';
  if (service !== SERVICE) wrong += `Credential should be scoped to correct service: '${SERVICE}'. `;
  if (terminator !== TERMINATOR) {
    wrong += `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'. `;
  }
  const signedDay = time.slice(0, DAY_CHARS);
  if (day !== signedDay) {
    wrong +=
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
      `'${day}' != '${signedDay}', from '${time}'. `;
  }
  if (wrong !== '') throw invalid(wrong.trimEnd());
}

function canonicalRequest({ signedHeaders }: Authorization, content: SignedContent): string {
  const { method, url, headerOf, bodySha256 } = content;
  const [path = '/', query = ''] = splitOnce(url, '?');
  const headers = signedHeaders
    .split(';')
    .map((name) => `${name}:${(headerOf(name) ?? '').trim().replaceAll(/ +/g, ' ')}\n`)
    .join('');
  return [method, canonicalPath(path), canonicalQuery(query), headers, signedHeaders, bodySha256].join('\n');
}

/** What is encoded already is encoded again. */
function canonicalPath(path: string): string {
  return path.split('/').map(encode).join('/');
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .filter(([name]) => name !== SIGNATURE_IN_QUERY)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

/** RFC 3986: everything but its unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
