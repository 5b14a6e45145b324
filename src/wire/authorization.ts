/** Who signed a request and how: Signature Version 4 as it lies in a request's header or query, before it is checked. */
import { DynamoError } from '../model/errors.ts';

/** Who asks, and in which region. */
export interface Credential {
  readonly accessKey: string;
  readonly region: string;
}

export interface Authorization {
  /** `AWS4-HMAC-SHA256` if all is well. */
  readonly algorithm: string;
  /** Access key, date, region, service and terminator; not yet taken apart. */
  readonly scope: string;
  /** Names of headers in lower case, with semicolons between them. */
  readonly signedHeaders: string;
  /** Hex digits. */
  readonly signature: string;
  /** When it was signed, as the request says. */
  readonly date: string;
}

export interface SignedRequest {
  readonly authorization: string | undefined;
  /** `X-Amz-Date`, or else `Date`. */
  readonly date: string | undefined;
  readonly query: URLSearchParams | undefined;
}

const SCHEME = 'AWS4-';
const HEADER_PARTS = ['Credential', 'Signature', 'SignedHeaders'] as const;
const QUERY_PARTS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
] as const;
const [IN_QUERY] = QUERY_PARTS;
/** Access key, date, region, service, terminator. */
const SCOPE_PARTS = 5;

/** Throws a DynamoError, worded as the service's front end does, when a part is not there. */
export function readAuthorization({ authorization, date, query }: SignedRequest): Authorization {
  const isInQuery = query?.has(IN_QUERY) === true;
  if (authorization !== undefined && isInQuery) {
    throw new DynamoError(
      'InvalidSignatureException',
      `Found both '${IN_QUERY}' as a query-string param and 'Authorization' as HTTP header.`,
    );
  }
  if (isInQuery) return fromQuery(query);
  if (authorization === undefined || !authorization.startsWith(SCHEME)) {
    throw new DynamoError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  }
  return fromHeader(authorization, date);
}

/** A client signs with one scope all day. */
let lastScope = '';
let lastCredential: Credential = { accessKey: '', region: '' };

/** The parts of the scope that tell who asks. Throws a DynamoError when it has not five of them. */
export function credentialOf(scope: string): Credential {
  if (scope === lastScope && scope !== '') return lastCredential;
  const { accessKey, region } = scopePartsOf(scope);
  lastCredential = { accessKey, region };
  lastScope = scope;
  return lastCredential;
}

export interface ScopeParts extends Credential {
  readonly day: string;
  readonly service: string;
  readonly terminator: string;
}

export function scopePartsOf(scope: string): ScopeParts {
  // An access key may hold slashes of its own, the rest may not.
  const parts = scope.split('/');
  const [day = '', region = '', service = '', terminator = ''] = parts.slice(1 - SCOPE_PARTS);
  const accessKey = parts.slice(0, 1 - SCOPE_PARTS).join('/');
  if (parts.length < SCOPE_PARTS || accessKey === '' || region === '') {
    throw new DynamoError(
      'IncompleteSignatureException',
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
        `got '${scope}'`,
    );
  }
  return { accessKey, day, region, service, terminator };
}

/** As all SDKs write it. */
const USUAL_HEADER = /^([\w-]+) Credential=([^\s,]+), ?SignedHeaders=([^\s,]+), ?Signature=([^\s,]+)$/;

/** `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…` */
function fromHeader(header: string, date: string | undefined): Authorization {
  const usual = date === undefined ? null : USUAL_HEADER.exec(header);
  if (usual !== null && date !== undefined) {
    const [, algorithm = '', scope = '', signedHeaders = '', signature = ''] = usual;
    return { algorithm, scope, signedHeaders: signedHeaders.toLowerCase(), signature, date };
  }
  const [algorithm = '', ...fields] = header.split(/[\s,]+/);
  const values = new Map<string, string>();
  for (const field of fields) {
    if (field === '') continue;
    const equals = field.indexOf('=');
    if (equals === -1) {
      throw new DynamoError(
        'IncompleteSignatureException',
        `'${field}' not a valid key=value pair (missing equal-sign) in Authorization header: '${header}'.`,
      );
    }
    values.set(field.slice(0, equals), field.slice(equals + 1));
  }
  let missing = '';
  for (const part of HEADER_PARTS) {
    if ((values.get(part) ?? '') === '') missing += `Authorization header requires '${part}' parameter. `;
  }
  if (date === undefined) {
    missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (missing !== '')
    throw new DynamoError('IncompleteSignatureException', `${missing}Authorization=${header}`);
  return {
    algorithm,
    scope: values.get('Credential') ?? '',
    signature: values.get('Signature') ?? '',
    signedHeaders: (values.get('SignedHeaders') ?? '').toLowerCase(),
    date: date ?? '',
  };
}

function fromQuery(query: URLSearchParams): Authorization {
  const missing = QUERY_PARTS.filter((part) => (query.get(part) ?? '') === '')
    .map((part) => `AWS query-string parameters must include '${part}'. `)
    .join('');
  if (missing !== '') {
    throw new DynamoError(
      'IncompleteSignatureException',
      `${missing}Re-examine the query-string parameters.`,
    );
  }
  return {
    algorithm: query.get('X-Amz-Algorithm') ?? '',
    scope: query.get('X-Amz-Credential') ?? '',
    signature: query.get('X-Amz-Signature') ?? '',
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').toLowerCase(),
    date: query.get('X-Amz-Date') ?? '',
  };
}
