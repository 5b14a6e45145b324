/** The playground as a user meets it: opening it, running statements, reading what the screen says. */
import { expect, type Locator, type Page } from '@playwright/test';

type JsonObject = Readonly<Record<string, unknown>>;

/** Opens the page and waits until it can be used. */
export async function openPlayground(page: Page, address = '/'): Promise<void> {
  await page.goto(address);
  await expect(page.getByText(/simulated requests\/s/)).toBeVisible();
  await expect(clock(page)).toHaveText(/^\d\d:\d\d:\d\d$/);
}

export const clock = (page: Page): Locator => page.locator('time.hr-clock');

/** Seconds since midnight on the simulated clock. */
export async function clockSeconds(page: Page): Promise<number> {
  const [hours = 0, minutes = 0, seconds = 0] = ((await clock(page).textContent()) ?? '')
    .split(':')
    .map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}

export async function waitForClock(page: Page, seconds: number): Promise<void> {
  await expect.poll(() => clockSeconds(page), { timeout: 90_000 }).toBeGreaterThanOrEqual(seconds);
}

export async function pause(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
}

/** Puts the text into the console in place of what is there. One line, so that no editor indents it. */
export async function typeStatement(page: Page, text: string): Promise<void> {
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Statements' }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

/** Runs one API call from the console and waits for its answer. */
export async function run(page: Page, operation: string, input: JsonObject): Promise<void> {
  const results = page.locator('.hr-results');
  await page.getByRole('tab', { name: 'Console' }).click();
  await typeStatement(page, `${operation} ${JSON.stringify(input)}`);
  const before = await results.getAttribute('data-outcome');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(results).not.toHaveAttribute('data-outcome', before ?? 'none');
  await expect(results).toHaveAttribute('data-outcome', /\d/);
}

/** As `run`, and gives the response as it was on the wire; only what fits the panel is on the screen. */
export async function call(page: Page, operation: string, input: JsonObject): Promise<JsonObject> {
  await run(page, operation, input);
  await page.getByRole('tab', { name: 'Response', exact: true }).click();
  const lines = await page.locator('.hr-results .hr-json-line').allInnerTexts();
  return JSON.parse(lines.join('\n')) as JsonObject;
}

/** Items that a table or an index really holds, counted by the engine page by page. */
export async function count(page: Page, table: string, index?: string): Promise<number> {
  let total = 0;
  let start: JsonObject = {};
  for (;;) {
    const answer = await call(page, 'Scan', {
      TableName: table,
      Select: 'COUNT',
      ...(index === undefined ? {} : { IndexName: index }),
      ...start,
    });
    total += Number(answer['Count']);
    if (answer['LastEvaluatedKey'] === undefined) return total;
    start = { ExclusiveStartKey: answer['LastEvaluatedKey'] };
  }
}

export async function openGallery(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Scenario: / }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
  await expect(page.getByRole('button', { name: `Scenario: ${name}` })).toBeVisible();
}
