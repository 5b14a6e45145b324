/** A table of one's own: created, filled from a file under its real throughput, looked at, deleted. */
import { expect, test, type Page } from '@playwright/test';
import { call, count, openGallery, openPlayground, pause, run } from './support/playground.ts';

const LINES = 500;
const BAD_LINES = 2;

/** Log lines as a web server writes them: request id, host, date, status, bytes. Two have no id. */
function logFile(): string {
  const lines = Array.from({ length: LINES }, (_, number) => {
    const host = `66.249.67.${number % 7}`;
    return `${number + 1},${host},2009-07-20,${[200, 302, 404][number % 3]},${1000 + number * 7},"Mozilla/5.0 (bot, ${number})"`;
  });
  const bad = Array.from({ length: BAD_LINES }, () => `,66.249.67.1,2009-07-20,200,5,"no id"`);
  return ['request,host,date,status,bytes,agent', ...lines, ...bad].join('\n');
}

async function createLogTable(page: Page): Promise<void> {
  await run(page, 'CreateTable', {
    TableName: 'logfile',
    AttributeDefinitions: [
      { AttributeName: 'request', AttributeType: 'N' },
      { AttributeName: 'host', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'request', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-host',
        KeySchema: [{ AttributeName: 'host', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
      },
    ],
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
  });
}

test('a CSV file is written at 5 WCU, throttled as it goes, and every good line is there at the end', async ({
  page,
}) => {
  await openPlayground(page);
  await openGallery(page, 'TTL and streams');
  await pause(page);
  await createLogTable(page);
  await page.getByRole('button', { name: 'Ahead one minute' }).click();
  await page.getByRole('button', { name: /^Speed/ }).click();
  await page.getByRole('menuitemcheckbox', { name: '60×' }).click();

  await page.getByRole('button', { name: /^Open logfile/ }).click();
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(logFile()) });
  await expect(dialog).toContainText(`${LINES + BAD_LINES} rows`);
  await dialog.getByRole('button', { name: /^(Write|Import) \d+ items/ }).click();
  await dialog.getByRole('button', { name: 'Play' }).click();
  await expect(dialog).toContainText(`Done: ${LINES} written`, { timeout: 90_000 });
  await expect(dialog).toContainText(/[1-9][\d,]* writes throttled and tried again/);
  await expect(dialog.getByRole('region').last()).toContainText('502');
});

test('a table is created from the form, shows its item, and is gone after it was deleted', async ({
  page,
}) => {
  await openPlayground(page);
  await openGallery(page, 'First table');
  await page.getByRole('button', { name: '+ Create table' }).click();
  const create = page.getByRole('dialog');
  await create.getByLabel('Table name').fill('Notes');
  await create.getByRole('group', { name: 'Partition key' }).getByRole('textbox').fill('id');
  await create.getByRole('button', { name: 'Create table' }).click();
  await expect(page.getByRole('button', { name: /Notes/ }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^creating Notes/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^creating Notes/ })).toBeHidden();
  expect(
    await call(page, 'PutItem', { TableName: 'Notes', Item: { id: { S: 'first' }, text: { S: 'hello' } } }),
  ).toEqual({});
  expect(await count(page, 'Notes')).toBe(1);

  await page.getByRole('tab', { name: 'Explore items' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Items' }).getByText('hello')).toBeVisible();

  await page.getByRole('button', { name: /^Open Notes/ }).click();
  await page.getByRole('button', { name: 'Delete table' }).click();
  const confirm = page.getByRole('dialog');
  await confirm.getByRole('textbox').fill('Notes');
  await confirm.getByRole('button', { name: 'Delete table' }).click();
  await page.getByRole('button', { name: 'Ahead one minute' }).click();
  await expect(page.getByRole('button', { name: /^Open Notes/ })).toBeHidden();
});
