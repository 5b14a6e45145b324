/** Finds the Chromium that tests and benchmarks drive: Playwright's own, the system's, or one installed now. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const SYSTEM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const INSTALL_TIMEOUT_MS = 180_000;

/** Path of a Chromium that is there, or undefined. Playwright's own is what most people have, so it goes first. */
export function chromiumPath() {
  return [process.env['CHROMIUM_PATH'], chromium.executablePath(), ...SYSTEM_PATHS].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );
}

function attempt(command, args) {
  try {
    execFileSync(command, args, { stdio: 'inherit', timeout: INSTALL_TIMEOUT_MS });
  } catch (error) {
    console.log(`${command} ${args.join(' ')}: ${String(error.message).split('\n')[0]}`);
  }
}

function installed() {
  if (chromiumPath() === undefined) attempt('npx', ['playwright', 'install', 'chromium']);
  if (chromiumPath() === undefined) {
    attempt('apt-get', ['update', '-qq']);
    attempt('apt-get', ['install', '-y', '-qq', 'chromium']);
  }
  return chromiumPath();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = installed();
  if (path === undefined) {
    console.error(
      'No Chromium: run `npx playwright install chromium`, or install your system’s chromium package.',
    );
    process.exit(1);
  }
  console.log(`browser: ${path}`);
}
