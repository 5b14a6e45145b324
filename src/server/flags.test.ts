import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { INSTANT, LIFELIKE } from '../model/physics.ts';
import { readFlags } from './flags.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'flags-'));
  folders.push(folder);
  writeFileSync(join(folder, 'physics.json'), text);
  return join(folder, 'physics.json');
}

function complaint(...args: readonly string[]): string {
  const read = readFlags(args);
  return read.kind === 'error' ? read.message : read.kind;
}

describe('the command line', () => {
  it('left empty means an in-memory database as tests want it, for this machine alone', () => {
    expect(readFlags([])).toEqual({
      kind: 'flags',
      flags: {
        host: '127.0.0.1',
        port: 8000,
        physics: INSTANT,
        seed: 1,
        cors: undefined,
        shared: false,
        data: undefined,
        keyPair: undefined,
      },
    });
  });

  it('sets everything', () => {
    const args =
      '--port 0 --host=::1 --physics lifelike --seed 7 --cors http://localhost:3000/ --shared ' +
      '--data here --require-signature AKID:a:b/c';
    expect(readFlags(args.split(' '))).toEqual({
      kind: 'flags',
      flags: {
        host: '::1',
        port: 0,
        physics: LIFELIKE,
        seed: 7,
        cors: 'http://localhost:3000',
        shared: true,
        data: 'here',
        keyPair: { accessKey: 'AKID', secretKey: 'a:b/c' },
      },
    });
  });

  it('takes physics from a file, off where the file says nothing', () => {
    expect(readFlags(['--physics', fileWith('{"throughput":true}')])).toMatchObject({
      flags: { physics: { ...INSTANT, throughput: true } },
    });
  });

  it('asks for help', () => {
    expect(readFlags(['--help'])).toEqual({ kind: 'help' });
  });
});

describe('a wrong command line', () => {
  it('is told which option is unknown, repeated wrongly or without its value', () => {
    expect(complaint('--prot', '1')).toContain("'--prot'");
    expect(complaint('--port')).toContain("'--port <value>'");
    expect(complaint('--shared=1')).toContain("'--shared'");
    expect(complaint('8000')).toContain("'8000'");
  });

  it('is told what a number may be', () => {
    for (const port of ['65536', '-1', '80.5', 'x', '', '1e3']) {
      expect(complaint(`--port=${port}`)).toBe(`--port takes a whole number from 0 to 65535, not '${port}'`);
    }
    expect(complaint('--seed', '4294967296')).toContain('0 to 4294967295');
  });

  it('is told what an origin and an address look like', () => {
    expect(complaint('--cors', 'localhost')).toContain('http://localhost:3000');
    expect(complaint('--cors', 'file:///x')).toContain('--cors takes an origin');
    expect(complaint('--host', '')).toBe('--host needs an address');
  });

  it('is told what a folder and a key pair look like', () => {
    expect(complaint('--data', '')).toBe('--data needs a folder');
    for (const pair of ['', 'AKID', 'AKID:', ':secret']) {
      expect(complaint(`--require-signature=${pair}`)).toContain('ACCESS_KEY:SECRET');
    }
  });

  it('is told what is wrong with a file of physics', () => {
    expect(complaint('--physics', 'no-such-file')).toContain('ENOENT');
    expect(complaint('--physics', fileWith('{'))).toContain('JSON');
    expect(complaint('--physics', fileWith('[]'))).toContain('no JSON object');
    expect(complaint('--physics', fileWith('{"speed":1}'))).toContain("unknown member 'speed'");
    expect(complaint('--physics', fileWith('{"splits":1}'))).toContain("'splits'");
  });
});
