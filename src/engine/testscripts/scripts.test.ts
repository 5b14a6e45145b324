import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runScript } from './testing/run-script.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.script'))
  .map((file) => file.split(sep).join('/'))
  .toSorted();

describe('golden scripts', () => {
  it('exist', () => {
    expect(scripts.length).toBeGreaterThan(0);
  });

  it.each(scripts)('%s is answered as written', (file) => {
    const written = readFileSync(join(folder, file), 'utf8');
    const answered = runScript(written);
    if (process.env['UPDATE'] === '1') writeFileSync(join(folder, file), answered);
    else expect(answered).toBe(written);
  });

  it.each(scripts)('%s is answered the same twice', (file) => {
    const written = readFileSync(join(folder, file), 'utf8');
    expect(runScript(written)).toBe(runScript(written));
  });
});
