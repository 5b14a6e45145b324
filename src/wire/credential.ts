/** Who signed a request, and for which region: the credential scope of its Authorization header. */
import { DynamoError } from '../model/errors.ts';

export interface Credential {
  readonly accessKey: string;
  readonly region: string;
}

const SCHEME = 'AWS4-';
const CREDENTIAL = /[\s,]Credential=([^\s,]*)/;
/** Access key, date, region, service, terminator. */
const SCOPE_PARTS = 5;

/**
 * Reads `AWS4-HMAC-SHA256 Credential=<key>/<date>/<region>/dynamodb/aws4_request, …`. The signature is not looked at.
 * Throws a DynamoError as the service's front end words it.
 */
export function readCredential(authorization: string | undefined): Credential {
  if (authorization === undefined || !authorization.startsWith(SCHEME)) {
    throw new DynamoError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  }
  const scope = CREDENTIAL.exec(authorization)?.[1] ?? '';
  if (scope === '') {
    throw new DynamoError(
      'IncompleteSignatureException',
      `Authorization header requires 'Credential' parameter. Authorization=${authorization}`,
    );
  }
  // An access key may hold slashes of its own, the rest may not.
  const parts = scope.split('/');
  const region = parts.at(2 - SCOPE_PARTS);
  const accessKey = parts.slice(0, 1 - SCOPE_PARTS).join('/');
  if (parts.length < SCOPE_PARTS || accessKey === '' || region === undefined || region === '') {
    throw new DynamoError(
      'IncompleteSignatureException',
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
        `got '${scope}'`,
    );
  }
  return { accessKey, region };
}
