import { expect, it } from 'vitest';
import { DynamoError } from '../model/errors.ts';
import { foreignResponse, refusalOf, responseTo } from './response.ts';

const parts = { requestId: 'ID', crc32: (text: string) => text.length };

it('A reply is its body as it is, with its id and its checksum', () => {
  expect(responseTo({ body: '{"Count":0}' }, parts)).toEqual({
    status: 200,
    headers: { 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': 'ID', 'x-amz-crc32': '11' },
    body: '{"Count":0}',
  });
});

it('A reply is typed as its request was', () => {
  const typeOf = (contentType: string) =>
    responseTo({ body: '{}' }, { ...parts, contentType }).headers['Content-Type'];
  expect(typeOf('application/x-amz-json-1.0')).toBe('application/x-amz-json-1.0');
  expect(typeOf('application/json; charset=utf-8')).toBe('application/json');
  expect(typeOf('')).toBe('application/json');
});

it('A reply that is an error keeps its status', () => {
  expect(responseTo({ status: 503, body: '{}' }, parts).status).toBe(503);
});

it("A refusal is worded as the service's front end does, without a message where it has none", () => {
  expect(refusalOf(new DynamoError('UnknownOperationException', ''), parts)).toMatchObject({
    status: 400,
    body: '{"__type":"com.amazon.coral.service#UnknownOperationException"}',
  });
});

it('What is not the protocol is answered in XML, with the status of a place that is not there', () => {
  expect(foreignResponse(parts)).toEqual({
    status: 404,
    headers: { 'x-amzn-RequestId': 'ID', 'x-amz-crc32': '29' },
    body: '<UnknownOperationException/>\n',
  });
});
