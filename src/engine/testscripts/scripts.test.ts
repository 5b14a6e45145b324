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

/** Some scripts are minutes of load: far more than they need, even on a busy machine. */
const TIMEOUT_MS = 60_000;

describe('golden scripts', () => {
  it('exist', () => {
    expect(scripts.length).toBeGreaterThan(0);
  });

  it.each(scripts)(
    '%s is answered as written',
    (file) => {
      const written = readFileSync(join(folder, file), 'utf8');
      const answered = runScript(written);
      if (process.env['UPDATE'] === '1') writeFileSync(join(folder, file), answered);
      else expect(answered).toBe(written);
    },
    TIMEOUT_MS,
  );
});
