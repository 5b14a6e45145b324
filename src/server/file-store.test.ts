/** The file adapter against the contract, and against what crashes and damage leave behind. */
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createStoredPersistence } from '../persistence/stored-persistence.ts';
import { describePersistence } from '../persistence/testing/contract.ts';
import { ok } from '../persistence/testing/ok.ts';
import { createFileStore } from './file-store.ts';

const root = mkdtempSync(join(tmpdir(), 'file-store-'));
let folders = 0;

afterAll(() => rmSync(root, { recursive: true }));

function newFolder(): string {
  folders += 1;
  return join(root, String(folders));
}

describePersistence('files', () => {
  const folder = newFolder();
  return () => createFileStore(folder);
});

const put = (key: string) => ({ kind: 'put', space: 'table/a', key, json: '{}' }) as const;

/** A folder with these keys in its log, each a transaction of its own. */
async function filled(
  ...keys: readonly string[]
): Promise<{ readonly folder: string; readonly log: string }> {
  const folder = newFolder();
  const persistence = createStoredPersistence(createFileStore(folder));
  await persistence.load();
  for (const key of keys) await ok(persistence.append({ atMs: 1, changes: [put(key)] }));
  persistence.close();
  return { folder, log: join(folder, readdirSync(folder).find((name) => name.startsWith('log-')) ?? '') };
}

async function loaded(folder: string) {
  const persistence = createStoredPersistence(createFileStore(folder));
  const result = await persistence.load();
  persistence.close();
  return result;
}

describe('a log cut short by a crash', () => {
  it('keeps every whole transaction, wherever the cut is, and takes more behind it', async () => {
    const { folder, log } = await filled('a', 'b', 'c');
    const bytes = readFileSync(log);
    const [, , thirdAt = 0] = frameStarts(bytes);
    for (let length = thirdAt; length < bytes.length; length++) {
      writeFileSync(log, bytes.subarray(0, length));
      expect(await loaded(folder)).toMatchObject({ ok: true, value: { changes: [put('a'), put('b')] } });
    }
    const persistence = createStoredPersistence(createFileStore(folder));
    await persistence.load();
    await ok(persistence.append({ atMs: 2, changes: [put('d')] }));
    persistence.close();
    expect(await loaded(folder)).toMatchObject({ value: { changes: [put('a'), put('b'), put('d')] } });
  });

  it('may end in zeros where a write was lost', async () => {
    const { folder, log } = await filled('a');
    appendFileSync(log, Buffer.alloc(500));
    expect(await loaded(folder)).toMatchObject({ ok: true, value: { changes: [put('a')] } });
  });
});

describe('damage', () => {
  it('in the middle of the log is named and not read around', async () => {
    const { folder, log } = await filled('a', 'b', 'c');
    const bytes = readFileSync(log);
    const [, secondAt = 0, thirdAt = 0] = frameStarts(bytes);
    for (let at = secondAt; at < thirdAt; at++) {
      const spoilt = Buffer.from(bytes);
      spoilt.writeUInt8(spoilt.readUInt8(at) ^ 0x40, at);
      writeFileSync(log, spoilt);
      const detail = `DataError: The log is damaged at byte ${secondAt} of ${bytes.length}.`;
      expect(await loaded(folder)).toEqual({ ok: false, fault: { kind: 'corrupt', detail } });
    }
  });

  it('of the manifest is named', async () => {
    const { folder } = await filled('a');
    truncateSync(join(folder, 'manifest'), 40);
    expect(await loaded(folder)).toMatchObject({ ok: false, fault: { kind: 'corrupt' } });
    rmSync(join(folder, 'manifest'));
    const detail = 'DataError: The manifest is missing.';
    expect(await loaded(folder)).toEqual({ ok: false, fault: { kind: 'corrupt', detail } });
  });

  it('that took the log away is named', async () => {
    const { folder, log } = await filled('a');
    rmSync(log);
    const detail = 'DataError: The log is missing.';
    expect(await loaded(folder)).toEqual({ ok: false, fault: { kind: 'corrupt', detail } });
  });
});

describe('a checkpoint cut short by a crash', () => {
  it('leaves files that nobody names, which the next opening sweeps away', async () => {
    const { folder } = await filled('a');
    for (const name of ['page-1-9', 'log-9', 'manifest.next']) writeFileSync(join(folder, name), 'half');
    expect(await loaded(folder)).toMatchObject({ ok: true, value: { changes: [put('a')] } });
    expect(readdirSync(folder).toSorted()).toEqual(['log-1', 'manifest']);
  });

  it('at the very first opening leaves an empty store', async () => {
    const folder = newFolder();
    await loaded(folder);
    rmSync(join(folder, 'manifest'));
    writeFileSync(join(folder, 'manifest.next'), 'half');
    expect(await loaded(folder)).toEqual({ ok: true, value: undefined });
  });
});

it('A store tells its size, and refuses once it is closed', async () => {
  const store = createFileStore(newFolder());
  const persistence = createStoredPersistence(store);
  await persistence.load();
  const before = (await persistence.sizeBytes()) ?? 0;
  await ok(persistence.append({ atMs: 1, changes: [put('a')] }));
  expect(await persistence.sizeBytes()).toBeGreaterThan(before);
  persistence.close();
  expect(await persistence.append({ atMs: 2, changes: [] })).toMatchObject({ ok: false });
});

/** Where the frames of a log begin: a length, two checksums, the rows. */
function frameStarts(bytes: Buffer): readonly number[] {
  const starts: number[] = [];
  for (let at = 0; at < bytes.length; at += 12 + bytes.readUInt32LE(at)) starts.push(at);
  return starts;
}
