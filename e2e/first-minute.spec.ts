/** A newcomer's first minute: something is alive, it can be stopped, changed and asked. */
import { expect, test } from '@playwright/test';
import {
  clockSeconds,
  openGallery,
  openPlayground,
  pause,
  typeStatement,
  waitForClock,
} from './support/playground.ts';

test('the first screen shows a table under load, hot, throttled, streaming and expiring', async ({
  page,
}) => {
  await openPlayground(page);
  await expect(page.getByRole('heading', { name: 'Partitions of Orders' })).toBeVisible();
  await page.getByRole('button', { name: 'Ahead one minute' }).click();
  await expect(
    page.getByRole('table', { name: /partition \d+ refuses [\d,]+ requests a second/ }),
  ).toBeAttached();
  await expect(page.getByRole('region', { name: 'Why throttled' })).toContainText(
    'TableWriteKeyRangeThroughputExceeded',
  );
  await expect(
    page.getByRole('figure', { name: /Stream events of the last minutes: [1-9][\d,]* INSERT/ }),
  ).toBeVisible();
  await expect(
    page.getByRole('figure', { name: /Time to live in the last five minutes: [1-9][\d,]* items deleted/ }),
  ).toBeVisible();
});

test('gallery, live, pause, edit, run, result and receipt', async ({ page }) => {
  await openPlayground(page);
  await openGallery(page, 'First table');
  const from = await clockSeconds(page);
  await waitForClock(page, from + 2);
  await pause(page);
  const stopped = await clockSeconds(page);

  await typeStatement(
    page,
    `Query ${JSON.stringify({
      TableName: 'Orders',
      KeyConditionExpression: 'customer = :c',
      ExpressionAttributeValues: { ':c': 'customer-0007' },
      ReturnConsumedCapacity: 'INDEXES',
    })}`,
  );
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(
    page.getByRole('tabpanel', { name: 'Table' }).getByText('customer-0007').first(),
  ).toBeVisible();
  const receipt = page.getByRole('region', { name: 'Receipt' });
  await expect(receipt).toContainText('÷ 4,096');
  await expect(receipt).toContainText(/0\.5 RCU/);
  await expect(receipt).toContainText('$');
  await page.getByRole('tab', { name: 'Plan' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Plan' })).toContainText(/partition/i);
  expect(await clockSeconds(page)).toBe(stopped);

  await page.getByRole('tab', { name: 'PartiQL' }).click();
  await typeStatement(page, `SELECT "orderId" FROM "Orders" WHERE "customer" = 'customer-0007'`);
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('tab', { name: 'JSON', exact: true }).click();
  await expect(page.getByRole('tabpanel', { name: 'JSON' })).toContainText('"orderId": 1');
});

test('raising the capacity from the why panel is a call like any other', async ({ page }) => {
  await openPlayground(page);
  await page.getByRole('button', { name: 'Ahead one minute' }).click();
  await page.getByRole('button', { name: 'Raise to 8,000 WCU' }).click();
  await page.getByRole('button', { name: 'Run this call' }).click();
  await page.getByRole('button', { name: 'Ahead one minute' }).click();
  await expect(page.getByRole('region', { name: 'Write and read units' })).toContainText('8,000');
  // More capacity is no cure for one hot key.
  await expect(
    page.getByRole('table', { name: /partition \d+ refuses [\d,]+ requests a second/ }),
  ).toBeAttached();
});
