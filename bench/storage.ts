/** Durable writes and reading back in a real Chromium, as ratios to a plain row-per-item Dexie table in the same run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumPath } from '../.ci/browser.mjs';
import type { WriteFigures } from './storage-page.ts';

const PORT = 4311;
const ITEMS = 100_000;
const WRITES = 40_000;
const WRITES_ALONE = 1000;
const IN_FLIGHT = 256;
const ROUNDS = 3;

const scratch = mkdtempSync(join(tmpdir(), 'storage-bench-'));
const root = resolve('bench');

async function inBrowser<T>(run: (page: Page) => Promise<T>): Promise<T> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('No Chromium: run `npx playwright install chromium`.');
  // Ordinary contexts are incognito, whose IndexedDB never reaches the disk.
  const context: BrowserContext = await chromium.launchPersistentContext(join(scratch, 'profile'), {
    executablePath,
    args: ['--no-sandbox'],
  });
  try {
    const page = await context.newPage();
    page.on('console', (message) => console.error(message.text()));
    await page.goto(`http://localhost:${PORT}/storage.html`);
    await page.waitForFunction(() => globalThis.storagePage !== undefined);
    return await run(page);
  } finally {
    await context.close();
  }
}

async function measureWrites(page: Page, inFlight: number, items: number): Promise<readonly WriteFigures[]> {
  const args = { inFlight, items };
  await page.evaluate(() => globalThis.storagePage.prepare());
  const ours = await page.evaluate(
    ({ inFlight, items }) => globalThis.storagePage.appends(inFlight, items),
    args,
  );
  const plain = await page.evaluate(
    ({ inFlight, items }) => globalThis.storagePage.rows(inFlight, items),
    args,
  );
  return [ours, plain];
}

/** By their rate: the round in the middle. */
function median(rounds: readonly (readonly WriteFigures[])[], which: number): WriteFigures {
  const sorted = rounds.flatMap((round) => round[which] ?? []).sort((a, b) => a.perS - b.perS);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured.');
  return middle;
}

function print(what: string, ours: string, plain: string, ratio: number): void {
  console.log(
    `${what.padEnd(44)} ${ours.padStart(22)} ${plain.padStart(22)} ${ratio.toFixed(1).padStart(7)}×`,
  );
}

function printWrites(what: string, rounds: readonly (readonly WriteFigures[])[]): void {
  const [ours, plain] = [median(rounds, 0), median(rounds, 1)];
  print(`${what}, acknowledged/s`, ours.perS.toFixed(0), plain.perS.toFixed(0), ours.perS / plain.perS);
  const waits = ({ p50Ms, p99Ms }: WriteFigures): string => `${p50Ms.toFixed(2)} / ${p99Ms.toFixed(2)}`;
  print(`${what}, wait p50 / p99 ms`, waits(ours), waits(plain), plain.p50Ms / ours.p50Ms);
}

async function main(): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: {
      outDir: join(scratch, 'page'),
      target: 'es2022',
      rolldownOptions: { input: join(root, 'storage.html') },
    },
  });
  const server = await preview({
    root,
    configFile: false,
    build: { outDir: join(scratch, 'page'), emptyOutDir: true },
    preview: { port: PORT, strictPort: true },
  });
  try {
    const [many, alone] = await inBrowser(async (page) => {
      const many: (readonly WriteFigures[])[] = [];
      const alone: (readonly WriteFigures[])[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        many.push(await measureWrites(page, IN_FLIGHT, WRITES));
        alone.push(await measureWrites(page, 1, WRITES_ALONE));
      }
      await page.evaluate(() => globalThis.storagePage.prepare());
      await page.evaluate((items) => globalThis.storagePage.fill(items), ITEMS);
      return [many, alone] as const;
    });
    const loaded = await inBrowser((page) => page.evaluate(() => globalThis.storagePage.load()));
    const rows = await inBrowser((page) => page.evaluate(() => globalThis.storagePage.loadRows()));
    if (loaded.items !== ITEMS || rows.items !== ITEMS) {
      throw new Error(`Read back ${loaded.items} and ${rows.items} of ${ITEMS} items.`);
    }

    print('storage alone, 1 KB, page → worker → disk', 'Hashrange', 'row per item', 1);
    printWrites(`${IN_FLIGHT} in flight`, many);
    printWrites('one at a time', alone);
    print('100,000 items after a restart, ms', loaded.ms.toFixed(0), rows.ms.toFixed(0), rows.ms / loaded.ms);
  } finally {
    await server.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main();
