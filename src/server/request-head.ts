/** The head of an HTTP/1.1 request as nearly every client of the API sends it, read strictly. */

export interface RequestHead {
  /** Of the head, its empty line included. */
  readonly sizeBytes: number;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBytes: number;
}

const END = '\r\n\r\n';
const REQUEST_LINE = /^POST (\/[!-~]*) HTTP\/1\.1$/;
/** RFC 9110's tokens. */
const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
/** Control characters, and ends of lines that are none. */
const FORBIDDEN = /[^\t\r\n -~\u0080-\u00ff]|\r(?!\n)|(?<!\r)\n/;
const LENGTH = /^\d{1,9}$/;
const MAX_HEAD_BYTES = 16 * 1024;
/** Whoever sends one of these wants something of the protocol that is not done here. */
const UNUSUAL = ['transfer-encoding', 'expect', 'upgrade', 'trailer', 'te'];

/**
 * `more` when the head is not there yet. `unusual` for whatever is not plainly a POST with a body of known length on a
 * connection that stays open: it may be good or bad, and is not decided upon here.
 */
export function readHead(bytes: Buffer, maxBodyBytes: number): RequestHead | 'more' | 'unusual' {
  const end = bytes.indexOf(END);
  if (end === -1) return bytes.length > MAX_HEAD_BYTES || !maybePost(bytes) ? 'unusual' : 'more';
  if (end > MAX_HEAD_BYTES) return 'unusual';
  const text = bytes.toString('latin1', 0, end);
  const firstEnd = lineEnd(text, 0);
  const url = REQUEST_LINE.exec(text.slice(0, firstEnd))?.[1];
  const headers = readHeaders(text, firstEnd);
  if (url === undefined || headers === undefined) return 'unusual';
  const length = headers['content-length'] ?? '';
  const isPlain =
    LENGTH.test(length) &&
    Number(length) <= maxBodyBytes &&
    headers['host'] !== undefined &&
    (headers['connection'] ?? 'keep-alive').toLowerCase() === 'keep-alive' &&
    UNUSUAL.every((name) => headers[name] === undefined);
  if (!isPlain) return 'unusual';
  return { sizeBytes: end + END.length, url, headers, bodyBytes: Number(length) };
}

/** Undefined for what is no header, or one that comes twice. */
function readHeaders(text: string, firstEnd: number): Record<string, string> | undefined {
  if (FORBIDDEN.test(text)) return undefined;
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let at = firstEnd + 2; at < text.length;) {
    const end = lineEnd(text, at);
    const colon = text.indexOf(':', at);
    if (colon === -1 || colon > end) return undefined;
    const name = lowerName(text.slice(at, colon));
    if (name === undefined || headers[name] !== undefined) return undefined;
    headers[name] = text.slice(colon + 1, end).trim();
    at = end + 2;
  }
  return headers;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\r\n', from);
  return at === -1 ? text.length : at;
}

/** Clients use the same few names over and over. */
const lowerNames = new Map<string, string>();
const MAX_LOWER_NAMES = 200;

/** Undefined for what cannot be a name. */
function lowerName(name: string): string | undefined {
  const known = lowerNames.get(name);
  if (known !== undefined) return known;
  if (!NAME.test(name)) return undefined;
  const lower = name.toLowerCase();
  if (lowerNames.size < MAX_LOWER_NAMES) lowerNames.set(name, lower);
  return lower;
}

function maybePost(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, 'POST '.length);
  return 'POST '.startsWith(start);
}
