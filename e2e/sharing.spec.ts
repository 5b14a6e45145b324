/** A link holds the whole situation: elsewhere it gives the same numbers at the same simulated second. */
import { expect, test, type Page } from '@playwright/test';
import { call, openGallery, openPlayground, pause, waitForClock } from './support/playground.ts';

const NOON = 12 * 3600;

/** Throttles a simulated second, from the event log: time → what the line says. */
async function throttles(page: Page): Promise<Record<string, string>> {
  await page.getByRole('combobox', { name: 'Show events of kind' }).selectOption('throttled');
  const lines = await page
    .getByRole('region', { name: 'Events' })
    .getByRole('listitem')
    .getByRole('button')
    .all();
  const texts = await Promise.all(
    lines.map(async (line) => (await line.getAttribute('aria-label')) ?? (await line.innerText())),
  );
  return Object.fromEntries(texts.map((text) => [text.slice(0, 8), text.replaceAll(/\s+/g, ' ')]));
}

async function shareLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  return link;
}

test('opened in a fresh browser, a link throttles the same requests at the same simulated second', async ({
  page,
  browser,
}) => {
  // Tall, so that the event log shows enough of its lines.
  await page.setViewportSize({ width: 1440, height: 1600 });
  await openPlayground(page);
  await pause(page);
  // Something of one's own, which the link has to carry too.
  await call(page, 'PutItem', { TableName: 'Orders', Item: { customer: { S: 'me' }, orderId: { N: '1' } } });
  const link = await shareLink(page);
  await page.getByRole('button', { name: 'Ahead one minute' }).click();
  await waitForClock(page, NOON + 60);

  const other = await browser.newContext({ viewport: { width: 1440, height: 1600 } });
  const fresh = await other.newPage();
  await openPlayground(fresh, link);
  await pause(fresh);
  await fresh.getByRole('button', { name: 'Ahead one minute' }).click();
  await waitForClock(fresh, NOON + 60);

  const [here, there] = [await throttles(page), await throttles(fresh)];
  const shared = Object.keys(here)
    .filter((time) => there[time] !== undefined)
    .toSorted()
    .slice(1, -1);
  expect(shared.length).toBeGreaterThan(5);
  for (const time of shared) expect(there[time]).toBe(here[time]);
  const mine = { TableName: 'Orders', Key: { customer: { S: 'me' }, orderId: { N: '1' } } };
  expect(await call(fresh, 'GetItem', mine)).toHaveProperty('Item');
  await other.close();
});

test('opening a link keeps the work that was there within reach', async ({ page }) => {
  await openPlayground(page);
  await openGallery(page, 'TTL and streams');
  await pause(page);
  const link = await shareLink(page);
  await openGallery(page, 'First table');
  await pause(page);
  await call(page, 'PutItem', {
    TableName: 'Orders',
    Item: { customer: { S: 'me' }, orderId: { N: '1' }, status: { S: 'X' } },
  });

  await page.goto('about:blank');
  await openPlayground(page, link);
  await expect(page.getByRole('button', { name: 'Scenario: TTL and streams' })).toBeVisible();
  await page.getByRole('button', { name: /^Scenario: / }).click();
  await page
    .getByRole('menuitem', { name: /First table/ })
    .last()
    .click();
  await expect(page.getByRole('button', { name: 'Scenario: First table' })).toBeVisible();
  await pause(page);
  const mine = { TableName: 'Orders', Key: { customer: { S: 'me' }, orderId: { N: '1' } } };
  await page.getByRole('button', { name: 'Ahead one minute' }).click();
  await expect.poll(async () => Object.keys(await call(page, 'GetItem', mine))).toEqual(['Item']);
});

test('a damaged link is refused in words and changes nothing', async ({ page }) => {
  await openPlayground(page);
  await openGallery(page, 'First table');
  await pause(page);
  const link = await shareLink(page);
  await page.goto('about:blank');
  await openPlayground(page, `${link.slice(0, -40)}AAAA`);
  await expect(page.getByText(/The link cannot be opened: The link is damaged/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Scenario: First table' })).toBeVisible();
});
