import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHost, type Host } from '../host/host.ts';
import { INSTANT } from '../model/physics.ts';
import { createMemoryPersistence } from '../persistence/memory.ts';
import { clientSettings, createRequestHandler, type ExecutingHost } from './request-handler.ts';

let host: Host;
let client: DynamoDBClient;
let documents: DynamoDBDocumentClient;
let streams: DynamoDBStreamsClient;

beforeEach(async () => {
  host = createHost({
    persistence: createMemoryPersistence(),
    engineVersion: 'test',
    nowRealMs: () => performance.now(),
    schedule: (callback) => {
      const timer = setImmediate(callback);
      return () => clearImmediate(timer);
    },
  });
  await host.setPhysics(INSTANT);
  client = new DynamoDBClient(clientSettings(host));
  documents = DynamoDBDocumentClient.from(client);
  streams = new DynamoDBStreamsClient(clientSettings(host));
  await client.send(
    new CreateTableCommand({
      TableName: 'Music',
      KeySchema: [
        { AttributeName: 'Artist', KeyType: 'HASH' },
        { AttributeName: 'Song', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'Artist', AttributeType: 'S' },
        { AttributeName: 'Song', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
});

afterEach(async () => {
  client.destroy();
  streams.destroy();
  await host.close();
});

describe('the real clients over a host', () => {
  it('wait for a table, list it, and say which request it was', async () => {
    const waited = await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: 'Music' });
    expect(waited.state).toBe('SUCCESS');
    const listed = await client.send(new ListTablesCommand({}));
    expect(listed.TableNames).toEqual(['Music']);
    expect(listed.$metadata.httpStatusCode).toBe(200);
    expect(listed.$metadata.requestId).toMatch(/^[0-9A-Z]{52}$/);
    expect(listed.$metadata.attempts).toBe(1);
  });

  it('carry every kind of value there and back through the document client', async () => {
    const song = {
      Artist: 'Arca',
      Song: 'Ž 🐎',
      plays: 12,
      ratio: -0.25,
      bytes: new Uint8Array([0, 127, 255]),
      tags: new Set(['a', 'b']),
      years: new Set([1999, 2001]),
      live: true,
      none: null,
      nested: { list: [1, 'two', { three: 3 }] },
    };
    await documents.send(new PutCommand({ TableName: 'Music', Item: song }));
    const { Item } = await documents.send(
      new GetCommand({ TableName: 'Music', Key: { Artist: 'Arca', Song: 'Ž 🐎' } }),
    );
    expect(Item).toEqual(song);
    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName: 'Music',
        Key: { Artist: 'Arca', Song: 'Ž 🐎' },
        UpdateExpression: 'SET plays = plays + :one',
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    expect(Attributes).toEqual({ plays: 13 });
  });

  it('write batches and read them page by page', async () => {
    const songs = Array.from({ length: 25 }, (_, at) => `song-${String(at).padStart(2, '0')}`);
    await documents.send(
      new BatchWriteCommand({
        RequestItems: {
          Music: songs.map((Song) => ({ PutRequest: { Item: { Artist: 'Arca', Song } } })),
        },
      }),
    );
    const pages = paginateQuery(
      { client: documents, pageSize: 10 },
      {
        TableName: 'Music',
        KeyConditionExpression: 'Artist = :a',
        ExpressionAttributeValues: { ':a': 'Arca' },
      },
    );
    const read: unknown[][] = [];
    for await (const { Items = [] } of pages) read.push(Items.map(({ Song }) => Song as unknown));
    expect(read.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(read.flat()).toEqual(songs);
  });

  it('read the stream from its beginning', async () => {
    await documents.send(new PutCommand({ TableName: 'Music', Item: { Artist: 'Arca', Song: 'One' } }));
    const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName: 'Music' }));
    const StreamArn = Streams[0]?.StreamArn;
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const records = [];
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      const { ShardIterator } = await streams.send(
        new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
      );
      const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
      records.push(...Records);
    }
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      eventName: 'INSERT',
      dynamodb: { NewImage: { Artist: { S: 'Arca' }, Song: { S: 'One' } } },
    });
    expect(records[0]?.dynamodb?.ApproximateCreationDateTime).toBeInstanceOf(Date);
  });
});

describe('errors', () => {
  it("arrive as the SDK's own classes, with what DynamoDB adds", async () => {
    const Item = { Artist: { S: 'Arca' }, Song: { S: 'One' } };
    const put = new PutItemCommand({
      TableName: 'Music',
      Item,
      ConditionExpression: 'attribute_not_exists(Artist)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await client.send(put);
    const failure: unknown = await client.send(put).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConditionalCheckFailedException);
    expect(failure).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item,
      $metadata: { httpStatusCode: 400, attempts: 1 },
    });
  });

  it("of the front end come in DynamoDB's words", async () => {
    const put = new PutItemCommand({ TableName: 'Music', Item: {} });
    await expect(client.send(put)).rejects.toMatchObject({ name: 'ValidationException' });
    const handler = createRequestHandler(host);
    const request = {
      method: 'POST',
      protocol: 'https:',
      hostname: 'dynamodb.invalid',
      path: '/',
      headers: {
        'Content-Type': 'application/x-amz-json-1.0',
        'X-Amz-Target': 'DynamoDB_20120810.ListTables',
      },
      body: '{}',
    };
    const { response } = await handler.handle(request);
    expect(response.statusCode).toBe(400);
    expect(new TextDecoder().decode(response.body as Uint8Array)).toBe(
      '{"__type":"com.amazon.coral.service#MissingAuthenticationTokenException","message":"Request is missing Authentication Token"}',
    );
    const foreign = await handler.handle({ ...request, method: 'GET' });
    expect(foreign.response.statusCode).toBe(404);
    const damaged = await handler.handle({ ...request, body: new Uint8Array([0xff, 0xfe]) });
    expect(new TextDecoder().decode(damaged.response.body as Uint8Array)).toContain('SerializationException');
  });

  it('of the host reject as they are and are not tried again', async () => {
    let calls = 0;
    const broken: ExecutingHost = {
      execute: () => {
        calls += 1;
        return Promise.reject(new Error('The worker died.'));
      },
    };
    const unlucky = new DynamoDBClient(clientSettings(broken));
    await expect(unlucky.send(new ListTablesCommand({}))).rejects.toThrow('The worker died.');
    expect(calls).toBe(1);
  });
});

describe('an abort signal', () => {
  const silent: ExecutingHost & { calls: number } = {
    calls: 0,
    execute() {
      silent.calls += 1;
      return new Promise(() => undefined);
    },
  };

  it('that is aborted already keeps the call from being made', async () => {
    const before = silent.calls;
    const waiting = new DynamoDBClient(clientSettings(silent));
    await expect(
      waiting.send(new ListTablesCommand({}), { abortSignal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(silent.calls).toBe(before);
  });

  it('ends a call that is under way', async () => {
    const controller = new AbortController();
    const waiting = new DynamoDBClient(clientSettings(silent));
    const before = silent.calls;
    const sent = waiting.send(new ListTablesCommand({}), { abortSignal: controller.signal });
    await expect.poll(() => silent.calls).toBe(before + 1);
    controller.abort();
    await expect(sent).rejects.toMatchObject({ name: 'AbortError', message: 'Request aborted' });
  });
});
