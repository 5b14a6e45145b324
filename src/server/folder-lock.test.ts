import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { FolderError, lockFolder } from './folder-lock.ts';

const root = mkdtempSync(join(tmpdir(), 'folder-lock-'));
let folders = 0;

afterAll(() => rmSync(root, { recursive: true }));

const newFolder = (): string => join(root, String(++folders), 'made', 'if need be');

it('A lock is there while it is held, and leaves nothing behind', () => {
  const folder = newFolder();
  const release = lockFolder(folder);
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  release();
  expect(readdirSync(folder)).toEqual([]);
});

it.runIf(process.platform === 'linux')('A lock whose owner is alive holds', () => {
  const folder = newFolder();
  lockFolder(folder)();
  // The parent of this process lives at least as long as this one.
  const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  writeFileSync(join(folder, 'lock'), `${process.ppid} ${ticks} ${boot}\n`);
  expect(() => lockFolder(folder)).toThrow(FolderError);
  expect(() => lockFolder(folder)).toThrow(`in use by another server, process ${process.ppid}.`);
  expect(readdirSync(folder)).toEqual(['lock']);
});

it('A lock of the dead, of another start of the machine, or of a number used again does not hold', () => {
  for (const left of [
    '',
    'nonsense',
    '999999999 1 boot\n',
    `${process.ppid} 1 boot\n`,
    `${process.pid} 1 boot\n`,
  ]) {
    const folder = newFolder();
    lockFolder(folder)();
    writeFileSync(join(folder, 'lock'), left);
    lockFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  }
});

it('A folder that cannot be one is complained of', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => lockFolder(join(file, 'folder'))).toThrow(FolderError);
});
