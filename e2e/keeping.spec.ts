/** What was acknowledged is kept: over a reload, over a killed browser, over a second tab. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { chromiumPath } from '../.ci/browser.mjs';
import { call, clock, count, openGallery, openPlayground, pause } from './support/playground.ts';

const MINE = { customer: { S: 'me' }, orderId: { N: '1' }, status: { S: 'PLACED' }, placed: { N: '5' } };

test('a written item is there after a reload, and the clock waits where it was', async ({ page }) => {
  await openPlayground(page);
  await openGallery(page, 'First table');
  await pause(page);
  expect(await call(page, 'PutItem', { TableName: 'Orders', Item: MINE })).toEqual({});
  const before = await clock(page).textContent();

  await page.reload();
  await expect(page.getByText('Everything is as you left it')).toBeVisible();
  await expect(clock(page)).toHaveText(before ?? '');
  await expect(page.getByRole('button', { name: 'Scenario: First table' })).toBeVisible();
  const key = { customer: MINE.customer, orderId: MINE.orderId };
  expect(await call(page, 'GetItem', { TableName: 'Orders', Key: key })).toEqual({ Item: MINE });
});

// A browser that was killed has no trace to give.
test.use({ trace: 'off' });

/** A Chromium of our own that can be killed as a crash would. */
async function startBrowser(profile: string): Promise<{ browser: Browser; page: Page; child: ChildProcess }> {
  const child = spawn(
    chromiumPath() ?? 'chromium',
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-background-networking',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--window-size=1440,900',
      'about:blank',
    ],
    // A process group of its own, so that its helper processes can be killed with it.
    { stdio: 'ignore', detached: true },
  );
  const portFile = join(profile, 'DevToolsActivePort');
  let port = '';
  await expect
    .poll(() => {
      try {
        port = readFileSync(portFile, 'utf8').split('\n')[0] ?? '';
      } catch {
        port = '';
      }
      return port;
    })
    .not.toBe('');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const context = browser.contexts()[0];
  const page = context?.pages()[0] ?? (await context?.newPage());
  if (page === undefined) throw new Error('the browser has no page');
  await page.setViewportSize({ width: 1440, height: 900 });
  return { browser, page, child };
}

/** Kills the browser and its helper processes together, as a crash of the machine would. */
async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.pid === undefined) throw new Error('the browser was never started');
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}

test('a browser killed under load loses no acknowledged write, and indexes agree with their tables', async ({
  baseURL,
}) => {
  test.setTimeout(120_000);
  const profile = mkdtempSync(join(tmpdir(), 'killed-'));
  const address = baseURL ?? '';
  const WRITES = 5;
  const children: ChildProcess[] = [];
  try {
    const first = await startBrowser(profile);
    children.push(first.child);
    await openPlayground(first.page, address);
    await openGallery(first.page, 'First table');
    for (let number = 1; number <= WRITES; number++) {
      const item = { ...MINE, orderId: { N: String(number) } };
      expect(await call(first.page, 'PutItem', { TableName: 'Orders', Item: item })).toEqual({});
    }
    await expect(first.page.getByRole('button', { name: 'Pause' })).toBeVisible();
    await kill(first.child);
    rmSync(join(profile, 'DevToolsActivePort'), { force: true });

    const second = await startBrowser(profile);
    children.push(second.child);
    await openPlayground(second.page, address);
    await expect(second.page.getByText('Everything is as you left it')).toBeVisible();
    const mine = await call(second.page, 'Query', {
      TableName: 'Orders',
      KeyConditionExpression: 'customer = :me',
      ExpressionAttributeValues: { ':me': { S: 'me' } },
      Select: 'COUNT',
    });
    expect(mine['Count']).toBe(WRITES);
    const items = await count(second.page, 'Orders');
    expect(items).toBeGreaterThan(WRITES + 300);
    expect(await count(second.page, 'Orders', 'by-status')).toBe(items);
    await kill(second.child);
  } finally {
    for (const child of children) if (child.exitCode === null && child.signalCode === null) await kill(child);
    rmSync(profile, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  }
});

test('a second tab attaches to the first one, sees its writes, and takes over when it closes', async ({
  page,
  context,
}) => {
  await openPlayground(page);
  await openGallery(page, 'First table');
  await pause(page);
  const second = await context.newPage();
  await openPlayground(second);
  await expect(second.getByText('Attached to the engine of another tab')).toBeVisible();
  await expect(second.getByRole('button', { name: 'Scenario: First table' })).toBeVisible();
  expect(await call(second, 'PutItem', { TableName: 'Orders', Item: MINE })).toEqual({});
  const key = { customer: MINE.customer, orderId: MINE.orderId };
  await page.bringToFront();
  expect(await call(page, 'GetItem', { TableName: 'Orders', Key: key })).toEqual({ Item: MINE });

  await page.close();
  await second.bringToFront();
  await expect(second.getByText('Attached to the engine of another tab')).toBeHidden();
  await expect(second.getByText(/Saved in this browser/)).toBeVisible();
  expect(await call(second, 'GetItem', { TableName: 'Orders', Key: key })).toEqual({ Item: MINE });
});
