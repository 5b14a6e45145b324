import { crc32 as nativeCrc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { crc32 } from './crc32.ts';

it('is the checksum that Node and the service compute', () => {
  for (const text of ['', '{}', '123456789', '{"name":"Žluťoučký 🐎"}', 'x'.repeat(100_000)])
    expect(crc32(text)).toBe(nativeCrc32(text));
  expect(crc32('123456789')).toBe(0xcbf43926);
});
