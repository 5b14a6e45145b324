import { describe, expect, it } from 'vitest';
import { readHead } from './request-head.ts';

const MAX_BYTES = 1000;
const read = (text: string) => readHead(Buffer.from(text, 'latin1'), MAX_BYTES);

const PLAIN = 'POST /?a=1 HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\nX-Text: \u00e9 a: b \r\n\r\n';

describe('a plain head', () => {
  it('is its address, its headers and the length of what follows', () => {
    expect(read(`${PLAIN}{}`)).toEqual({
      sizeBytes: PLAIN.length,
      url: '/?a=1',
      headers: { host: 'here', 'content-length': '2', 'x-text': '\u00e9 a: b' },
      bodyBytes: 2,
    });
  });

  it('is waited for', () => {
    for (let length = 1; length < PLAIN.length; length++) expect(read(PLAIN.slice(0, length))).toBe('more');
  });
});

describe('left to others', () => {
  const withHeader = (line: string): string => PLAIN.replace('X-Text: \u00e9 a: b ', line);

  it('is every other kind of request', () => {
    const others = [
      PLAIN.replace('POST', 'GET'),
      PLAIN.replace('POST', 'post'),
      PLAIN.replace('/?a=1', 'http://here/'),
      PLAIN.replace('/?a=1', '/ /'),
      PLAIN.replace('1.1', '1.0'),
      PLAIN.replace('Content-Length: 2', 'Content-Length: 1001'),
      PLAIN.replace('Content-Length: 2', 'Content-Length: 0x2'),
      PLAIN.replace('Content-Length: 2', 'Content-Length: +2'),
      PLAIN.replace('Content-Length: 2\r\n', ''),
      PLAIN.replace('Host: here\r\n', ''),
      withHeader('Transfer-Encoding: chunked'),
      withHeader('Expect: 100-continue'),
      withHeader('Upgrade: h2c'),
      withHeader('Connection: close'),
    ];
    for (const other of others) expect(read(other)).toBe('unusual');
  });

  it('is whatever could be read in two ways', () => {
    const doubtful = [
      withHeader('Content-Length: 3'),
      withHeader('host: there'),
      withHeader('X Text: a'),
      withHeader('X-Text : a'),
      withHeader(': a'),
      withHeader('X-Text'),
      withHeader(' folded: a'),
      withHeader('X-Text: a\nX-Other: b'),
      withHeader('X-Text: a\rb'),
      withHeader('X-Text: a\u0000b'),
      withHeader('X-Text: a\r\n\tfolded'),
    ];
    for (const text of doubtful) expect(read(text)).toBe('unusual');
  });

  it('is what is no request at all, as soon as that shows, and what never ends', () => {
    expect(read('\u0016\u0003\u0001')).toBe('unusual');
    expect(read('PUT')).toBe('unusual');
    expect(read(`POST / HTTP/1.1\r\nX: ${'x'.repeat(16 * 1024)}`)).toBe('unusual');
    expect(read(`POST / HTTP/1.1\r\nX: ${'x'.repeat(16 * 1024)}\r\n\r\n`)).toBe('unusual');
  });
});
