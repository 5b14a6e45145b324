/** The real AWS SDK inside the page: all three packages talk to the engine in the worker. */
import { expect, test, type Page } from '@playwright/test';
import { call, openPlayground, pause } from './support/playground.ts';

/** Creates a table, waits for it, writes by two clients and reads the stream by the third. */
function useAllThree(page: Page) {
  return page.evaluate(async () => {
    if (hashrange === undefined) throw new Error('the page offers no tools');
    const { client, documents, streams, packages } = await hashrange.sdk();
    const dynamodb = packages['@aws-sdk/client-dynamodb'];
    const lib = packages['@aws-sdk/lib-dynamodb'];
    const streaming = packages['@aws-sdk/client-dynamodb-streams'];
    const TableName = 'Sdk';
    await client.send(
      new dynamodb.CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      }),
    );
    const waited = await dynamodb.waitUntilTableExists(
      { client, minDelay: 1, maxDelay: 1, maxWaitTime: 60 },
      { TableName },
    );
    const bytes = new Uint8Array([1, 2, 255]);
    await documents.send(
      new lib.PutCommand({ TableName, Item: { id: 'a', tags: new Set(['x', 'y']), bytes } }),
    );
    await client.send(new dynamodb.PutItemCommand({ TableName, Item: { id: { S: 'b' }, n: { N: '7' } } }));
    const { Item } = await documents.send(
      new lib.GetCommand({ TableName, Key: { id: 'a' }, ConsistentRead: true }),
    );
    const { Count } = await documents.send(new lib.ScanCommand({ TableName, ConsistentRead: true }));

    const { Streams = [] } = await streams.send(new streaming.ListStreamsCommand({ TableName }));
    const StreamArn = Streams[0]?.StreamArn;
    const { StreamDescription } = await streams.send(new streaming.DescribeStreamCommand({ StreamArn }));
    const images = [];
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      const { ShardIterator } = await streams.send(
        new streaming.GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
      );
      const { Records = [] } = await streams.send(new streaming.GetRecordsCommand({ ShardIterator }));
      images.push(...Records.map(({ dynamodb }) => dynamodb?.NewImage?.['id']?.S));
    }

    const failure: unknown = await client
      .send(
        new dynamodb.PutItemCommand({
          TableName,
          Item: { id: { S: 'a' } },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      )
      .catch((error: unknown) => error);
    const aborted: unknown = await client
      .send(new dynamodb.ListTablesCommand({}), { abortSignal: AbortSignal.abort() })
      .catch((error: unknown) => error);
    return {
      state: waited.state,
      tags: [...((Item?.['tags'] as Set<string> | undefined) ?? [])],
      bytes: [...((Item?.['bytes'] as Uint8Array | undefined) ?? [])],
      count: Count,
      images: images.toSorted(),
      conditional: failure instanceof dynamodb.ConditionalCheckFailedException,
      aborted: aborted instanceof Error ? aborted.name : 'answered',
    };
  });
}

test("the SDK's three packages work unchanged against the engine in the worker", async ({ page }) => {
  await openPlayground(page);
  expect(await useAllThree(page)).toEqual({
    state: 'SUCCESS',
    tags: ['x', 'y'],
    bytes: [1, 2, 255],
    count: 2,
    images: ['a', 'b'],
    conditional: true,
    aborted: 'AbortError',
  });
  // What the SDK wrote is what the page has: its table is in the list, its item in the console's answer.
  await expect(page.getByRole('region', { name: 'Tables' })).toContainText('Sdk');
  await pause(page);
  const answer = await call(page, 'GetItem', {
    TableName: 'Sdk',
    Key: { id: { S: 'b' } },
    ConsistentRead: true,
  });
  expect(answer).toEqual({ Item: { id: { S: 'b' }, n: { N: '7' } } });
});

test('the SDK weighs nothing until it is asked for', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await openPlayground(page);
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  expect(loaded.filter((url) => url.includes('sdk-clients'))).toEqual([]);
  await page.evaluate(async () => void (await hashrange?.sdk()));
  expect(loaded.filter((url) => url.includes('sdk-clients'))).not.toEqual([]);
});
