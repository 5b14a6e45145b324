/** When things go wrong: what happened is said, and there is a way on. */
import { expect, test } from '@playwright/test';
import { call, openGallery, openPlayground, pause, typeStatement } from './support/playground.ts';

test('malformed JSON gets its position and reason, and nothing is sent', async ({ page }) => {
  await openPlayground(page);
  await typeStatement(page, 'PutItem { "TableName": Orders }');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('Nothing was sent.')).toBeVisible();
  await expect(page.getByText(/Line 1, column 24/)).toBeVisible();
});

test('a request over a limit gets DynamoDB’s own words', async ({ page }) => {
  await openPlayground(page);
  await openGallery(page, 'First table');
  await pause(page);
  const item = { customer: { S: 'x'.repeat(2049) }, orderId: { N: '1' } };
  const reply = await call(page, 'PutItem', { TableName: 'Orders', Item: item });
  expect(JSON.stringify(reply)).toContain('Size of hashkey has exceeded the maximum size limit of2048 bytes');
});

test('a corrupt record is reported with export and reset, and a reset starts anew', async ({ page }) => {
  await openPlayground(page);
  await pause(page);
  await page.goto('/favicon.svg');
  await page.evaluate(async () => {
    const open = indexedDB.open('hashrange');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.addEventListener('success', () => resolve(open.result));
      open.addEventListener('error', () => reject(open.error ?? new Error('cannot open')));
    });
    const transaction = database.transaction('docs', 'readwrite');
    const cursor = transaction.objectStore('docs').openCursor();
    cursor.addEventListener('success', () => {
      const at = cursor.result;
      if (at === null) return;
      at.update(`${String(at.value).slice(0, -3)}???`);
      at.continue();
    });
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    database.close();
  });
  await page.goto('/');
  await expect(page.getByRole('button', { name: /Export/ })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /Export/ }).click();
  expect((await download).suggestedFilename()).toMatch(/hashrange/);
  await page.getByRole('button', { name: /Reset/ }).click();
  await expect(page.getByText(/simulated requests\/s/)).toBeVisible();
  await expect(page.getByText('Partitions of Orders')).toBeVisible();
});

test('where IndexedDB is refused, the page works in memory and says so', async ({ page }) => {
  // Workers have their own globals: the refusal is planted where the worker's script is served.
  await page.route(/assets\/main-.*\.js$/, async (route) => {
    const response = await route.fetch();
    const refusal = `Object.defineProperty(IDBFactory.prototype, 'open', { value() { throw new DOMException('refused', 'SecurityError'); } });`;
    await route.fulfill({ response, body: `${refusal}${await response.text()}` });
  });
  await openPlayground(page);
  await expect(page.getByText(/Kept in memory only|Not saved/)).toBeVisible();
});
