/** axe on every screen, in both themes, and the main path by keyboard alone. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { clock, openPlayground, pause } from './support/playground.ts';

async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
  expect(serious, screen).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen is accessible in the ${colorScheme} theme`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme });
    await openPlayground(page);
    await page.getByRole('button', { name: 'Ahead one minute' }).click();
    await expect(page.getByRole('region', { name: 'Why throttled' })).toBeVisible();
    await pause(page);
    await expect(page.locator('.monaco-editor').first()).toBeVisible();
    await page.keyboard.press('ControlOrMeta+Enter');
    await expectAccessible(page, 'console');

    await page.getByRole('tab', { name: 'Explore items' }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expectAccessible(page, 'explore items');

    await page.getByRole('button', { name: /^Open Orders/ }).click();
    const tabs = page.getByRole('tablist').last().getByRole('tab');
    await expect(tabs.first()).toBeVisible();
    for (const name of ['Overview', 'Indexes', 'Monitor', 'Exports and streams', 'Additional settings']) {
      await page.getByRole('tab', { name: new RegExp(name) }).click();
      await expectAccessible(page, name);
    }

    for (const name of ['Create table', 'Share', 'Keys', 'All commands']) {
      await page.getByRole('button', { name: new RegExp(`^\\+? ?${name}$`) }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page, name);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
  });
}

test('space pauses, the palette finds every command, and the map is walked with arrow keys', async ({
  page,
}) => {
  await openPlayground(page);
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.locator('body').press(' ');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  const stopped = await clock(page).textContent();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused();
  await page.keyboard.type('one second ahead');
  await page.keyboard.press('Enter');
  await expect(clock(page)).not.toHaveText(stopped ?? '');
  const map = page.getByRole('slider', { name: 'Partitions of Orders' });
  await map.focus();
  await page.keyboard.press('Home');
  await expect(map).toHaveValue('0');
  await page.keyboard.press('ArrowRight');
  await expect(map).toHaveValue('1');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
});
