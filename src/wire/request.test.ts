import { describe, expect, it } from 'vitest';
import { readRequest, type WireRequest } from './request.ts';

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

function request(target: string | undefined, body: string | undefined = '{}'): WireRequest {
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      authorization: AUTHORIZATION,
      'x-amz-date': '20260101T000000Z',
      'x-amz-target': target,
    },
    body,
  };
}

const getItem = (body?: string): WireRequest => request('DynamoDB_20120810.GetItem', body);
const withHeaders = (headers: WireRequest['headers']): WireRequest => ({
  ...getItem(),
  headers: { ...getItem().headers, ...headers },
});

/** `Code: message` of a refusal. */
function refusal(asked: WireRequest): string {
  const read = readRequest(asked);
  return read.kind === 'refused' ? `${read.error.code}: ${read.error.message}` : read.kind;
}

describe('a good request', () => {
  it('is its operation, its parsed input and who asks', () => {
    expect(readRequest(getItem('{"TableName":"T","a":[1,null,"\\u2603"]}'))).toEqual({
      kind: 'call',
      service: 'DynamoDB',
      operation: 'GetItem',
      input: { TableName: 'T', a: [1, null, '☃'] },
      credential: { accessKey: 'AKID', region: 'eu-west-2' },
    });
  });

  it('of the streams API is recognised by its own target', () => {
    expect(readRequest(request('DynamoDBStreams_20120810.GetRecords'))).toMatchObject({
      service: 'DynamoDBStreams',
      operation: 'GetRecords',
    });
  });

  it('may name its type as plain JSON, with parameters', () => {
    for (const type of ['application/json', 'application/json; charset=utf-8']) {
      expect(readRequest(withHeaders({ 'content-type': type })).kind).toBe('call');
    }
  });
});

describe('what is not the protocol', () => {
  it('is another method, or a body of another type', () => {
    expect(readRequest({ ...getItem(), method: 'PUT' }).kind).toBe('foreign');
    expect(readRequest(withHeaders({ 'content-type': 'text/plain' })).kind).toBe('foreign');
    expect(readRequest(withHeaders({ 'content-type': undefined })).kind).toBe('foreign');
  });
});

describe('a target', () => {
  it('that is absent, unknown, of another version or of the other service is an unknown operation', () => {
    const targets = [
      undefined,
      '',
      'GetItem',
      'DynamoDB_20120810.',
      'DynamoDB_20120810.Nothing',
      'DynamoDB_20120810.toString',
      'DynamoDB_20111205.GetItem',
      'DynamoDBStreams_20120810.GetItem',
      'DynamoDB_20120810.GetRecords',
      'DynamoDB_20120810.GetItem.More',
    ];
    for (const target of targets) expect(refusal(request(target))).toBe('UnknownOperationException: ');
  });

  it('is looked at after the JSON and before the credential', () => {
    expect(refusal(request('Wrong', '{'))).toBe('SerializationException: ');
    expect(refusal({ ...withHeaders({ authorization: undefined, 'x-amz-target': 'Wrong' }) })).toBe(
      'UnknownOperationException: ',
    );
  });
});

describe('a body', () => {
  it('that is no JSON, is cut short, is empty or is not UTF-8 is refused', () => {
    for (const body of ['{', '{"a":1', "{'a':1}", '{"a":1}}', 'NaN', '\u0000', '']) {
      expect(refusal(getItem(body))).toBe('SerializationException: ');
    }
    expect(refusal({ ...getItem(), body: undefined })).toBe('SerializationException: ');
  });

  it('may hold any JSON value, which its shape decides about later', () => {
    expect(readRequest(getItem('[]'))).toMatchObject({ kind: 'call', input: [] });
    expect(readRequest(getItem('null'))).toMatchObject({ kind: 'call', input: null });
  });

  it('counts the later of two members with one name', () => {
    expect(readRequest(getItem('{"a":1,"a":2}'))).toMatchObject({ input: { a: 2 } });
  });

  it('nests 1000 levels deep and no more', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(readRequest(getItem(nested(1000))).kind).toBe('call');
    expect(refusal(getItem(nested(1001)))).toBe('SerializationException: ');
    expect(refusal(getItem('{"a":'.repeat(1_000_000)))).toBe('SerializationException: ');
  });

  it('may hold any number of brackets side by side and inside strings', () => {
    const body = JSON.stringify([Array.from({ length: 3000 }, () => ({})), '\\"[{'.repeat(3000), '\\\\']);
    expect(readRequest(getItem(body))).toMatchObject({ kind: 'call', input: JSON.parse(body) as unknown });
  });

  it('that hides its depth behind an escaped quote is refused all the same', () => {
    expect(refusal(getItem(`["\\\\","\\"",${'['.repeat(2000)}${']'.repeat(2000)}]`))).toBe(
      'SerializationException: ',
    );
  });
});

describe('a credential', () => {
  it('that is absent or of another scheme is missed', () => {
    const missing = 'MissingAuthenticationTokenException: Request is missing Authentication Token';
    expect(refusal(withHeaders({ authorization: undefined }))).toBe(missing);
    expect(refusal(withHeaders({ authorization: 'Basic YTpi' }))).toBe(missing);
  });

  it('without its parts is incomplete', () => {
    const headers = { authorization: 'AWS4-', 'x-amz-date': undefined };
    expect(refusal(withHeaders(headers))).toBe(
      "IncompleteSignatureException: Authorization header requires 'Credential' parameter. " +
        "Authorization header requires 'Signature' parameter. " +
        "Authorization header requires 'SignedHeaders' parameter. " +
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
        'Authorization=AWS4-',
    );
    const short = AUTHORIZATION.replace('AKID/', '');
    expect(refusal(withHeaders({ authorization: short.replace('/aws4_request', '') }))).toBe(
      'IncompleteSignatureException: Credential must have exactly 5 slash-delimited elements, ' +
        "e.g. keyid/date/region/service/term, got '20260101/eu-west-2/dynamodb'",
    );
    const bare = AUTHORIZATION.replace('=0', '');
    expect(refusal(withHeaders({ authorization: bare }))).toBe(
      "IncompleteSignatureException: 'Signature' not a valid key=value pair (missing equal-sign) " +
        `in Authorization header: '${bare}'.`,
    );
  });

  it('may lie in the query, whole and alone', () => {
    const scope = 'AKID%2F20260101%2Feu-west-1%2Fdynamodb%2Faws4_request';
    const url = `/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${scope}&X-Amz-SignedHeaders=host`;
    const unsigned = withHeaders({ authorization: undefined });
    expect(
      readRequest({ ...unsigned, url: `${url}&X-Amz-Date=20260101T000000Z&X-Amz-Signature=0` }),
    ).toMatchObject({ credential: { accessKey: 'AKID', region: 'eu-west-1' } });
    expect(refusal({ ...unsigned, url })).toBe(
      "IncompleteSignatureException: AWS query-string parameters must include 'X-Amz-Signature'. " +
        "AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
    );
    expect(refusal({ ...getItem(), url })).toBe(
      "InvalidSignatureException: Found both 'X-Amz-Algorithm' as a query-string param " +
        "and 'Authorization' as HTTP header.",
    );
  });

  it('is missed before a body is', () => {
    const asked = { ...withHeaders({ authorization: undefined }), body: '' };
    expect(refusal(asked)).toMatch(/^MissingAuthenticationToken/);
  });

  it('may hold slashes in its access key', () => {
    const authorization = AUTHORIZATION.replace('AKID', 'a/b').replace('eu-west-2', 'us-east-1');
    expect(readRequest(withHeaders({ authorization }))).toMatchObject({
      credential: { accessKey: 'a/b', region: 'us-east-1' },
    });
  });
});
