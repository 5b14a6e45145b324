/** The two ends of a port together, over a MessageChannel. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, type Client } from './client.ts';
import { deathNotice, type Envelope } from './message.ts';
import { RpcError } from './rpc-error.ts';
import { serve, type Server } from './server.ts';
import { createExample, EXAMPLE_OPTIONS, type Example, type ExampleApi } from './testing/example-api.ts';
import { createTappedChannel, type TappedChannel } from './testing/tapped-channel.ts';

let channel: TappedChannel;
let example: Example;
let server: Server;
let client: Client<ExampleApi>;

beforeEach(() => {
  channel = createTappedChannel();
  example = createExample();
  server = serve(channel.far, example.api, { version: 1 });
  client = createClient<ExampleApi>(channel.near, EXAMPLE_OPTIONS);
});

afterEach(() => {
  channel.close();
});

/** Resolves when everything posted so far, and the answers to it, have been delivered. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await client.api.add(1, 1);
}

/** Posts to the client past its server. */
function raise(notice: Envelope): void {
  const port = channel.far;
  port.postMessage(notice);
}

describe('a call', () => {
  it('answers with the value, `undefined` and lone surrogates included', async () => {
    expect(await client.api.add(2, 3)).toBe(5);
    expect(await client.api.echo(undefined)).toBeUndefined();
    expect(await client.api.echo({ text: '\ud800', list: [1, null] })).toEqual({
      text: '\ud800',
      list: [1, null],
    });
  });

  it('crosses with all the others of its turn in one message, and so do their replies', async () => {
    await client.api.add(0, 0);
    channel.sentNear.length = 0;
    channel.sentFar.length = 0;
    const sums = await Promise.all(Array.from({ length: 100 }, (_, i) => client.api.add(i, 1)));
    expect(sums.at(-1)).toBe(100);
    expect(channel.sentNear.map(({ messages }) => messages.length)).toEqual([100]);
    expect(channel.sentFar.map(({ messages }) => messages.length)).toEqual([100]);
  });

  it('rejects with the message and the stack of what the other side threw', async () => {
    const error = await client.api.fail('no such luck').catch((error: unknown) => error);
    expect(error).toBeInstanceOf(RpcError);
    expect(error).toMatchObject({ kind: 'fault', message: 'no such luck' });
    expect(error).toHaveProperty('remoteStack', expect.stringContaining('RangeError: no such luck'));
  });

  it('rejects when its argument or its answer cannot be cloned, and the others of its turn do not', async () => {
    const results = await Promise.allSettled([
      client.api.add(1, 2),
      client.api.echo(() => 1),
      client.api.add(3, 4),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    example.api.echo = async () => Symbol('no clone');
    await expect(client.api.echo(1)).rejects.toThrow(/The answer cannot be sent/);
    expect(await client.api.add(1, 1)).toBe(2);
  });

  it('rejects when there is no such method, not even one that every object has', async () => {
    const stranger = createClient<{ toString(): Promise<string>; missing(): Promise<void> }>(channel.near, {
      version: 1,
      streams: {},
    });
    await expect(stranger.api.missing()).rejects.toThrow('There is no method missing.');
    await expect(stranger.api.toString()).rejects.toThrow('There is no method toString.');
  });

  it('is cancelled through its AbortSignal, before and after it was sent', async () => {
    const controller = new AbortController();
    const running = client.api.untilAborted(controller.signal);
    await settle();
    controller.abort();
    expect(await running).toBe('stopped where it was');
    expect(await client.api.untilAborted(AbortSignal.abort())).toBe('stopped where it was');
  });

  it('is no promise itself: the proxy may be returned from an async function', async () => {
    const api = await Promise.resolve(client.api);
    expect(await api.add(1, 1)).toBe(2);
  });
});

describe('a stream', () => {
  it('yields every value in order and ends', async () => {
    const values: number[] = [];
    for await (const value of client.api.count(50)) values.push(value);
    expect(values).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(example.cleaned()).toBe(1);
  });

  it('is not asked for more than its window while nobody reads', async () => {
    const iterator = client.api.count(1000)[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: 1 });
    await settle();
    expect(example.asked()).toBe(1 + EXAMPLE_OPTIONS.streams.count);
    await iterator.next();
    await settle();
    expect(example.asked()).toBe(2 + EXAMPLE_OPTIONS.streams.count);
    await iterator.return?.();
  });

  it('sends nothing before it is read', async () => {
    client.api.count(3);
    await settle();
    expect(example.asked()).toBe(0);
  });

  it('is cancelled on the serving side when the reader leaves the loop', async () => {
    for await (const value of client.api.count(1000)) if (value === 3) break;
    await settle();
    expect(example.cleaned()).toBe(1);
    expect(example.asked()).toBeLessThanOrEqual(3 + EXAMPLE_OPTIONS.streams.count);
  });

  it('gives what came before a fault, then the fault, then nothing', async () => {
    const iterator = client.api.broken()[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: 1 });
    await expect(iterator.next()).rejects.toThrow('broken in the middle');
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('answers several reads at once in order, and ends those that are left over', async () => {
    const iterator = client.api.count(2)[Symbol.asyncIterator]();
    const results = await Promise.all([iterator.next(), iterator.next(), iterator.next()]);
    expect(results.map(({ value }) => value as unknown)).toEqual([1, 2, undefined]);
  });
});

describe('a client', () => {
  it('dies of another contract version, in words, with every pending call', async () => {
    const other = createClient<ExampleApi>(channel.near, { ...EXAMPLE_OPTIONS, version: 2 });
    await expect(other.api.add(1, 1)).rejects.toMatchObject({ kind: 'version' });
    const detail = 'The page and its worker are of different versions (2 and 1). Reload the page.';
    expect(await other.dead).toEqual({ kind: 'version', detail });
    await expect(other.api.add(1, 1)).rejects.toThrow(detail);
  });

  it('dies of a death notice: calls and streams reject with its reason', async () => {
    const call = client.api.never();
    const stream = client.api.count(1000)[Symbol.asyncIterator]();
    await stream.next();
    raise(deathNotice('owner-changed', 'moved'));
    await expect(call).rejects.toMatchObject({ kind: 'owner-changed', message: 'moved' });
    expect(await client.dead).toEqual({ kind: 'owner-changed', detail: 'moved' });
    await expect(drain(stream)).rejects.toThrow('moved');
  });

  it('stops what runs for it when it closes', async () => {
    const iterator = client.api.count(1000)[Symbol.asyncIterator]();
    await iterator.next();
    client.close();
    expect(await client.dead).toMatchObject({ kind: 'closed' });
    client = createClient<ExampleApi>(channel.near, EXAMPLE_OPTIONS);
    await settle();
    expect(example.cleaned()).toBe(1);
  });

  it('is replaced by a later client on the same port', async () => {
    const first = client;
    const iterator = first.api.count(1000)[Symbol.asyncIterator]();
    await iterator.next();
    client = createClient<ExampleApi>(channel.near, EXAMPLE_OPTIONS);
    await settle();
    expect(example.cleaned()).toBe(1);
    expect(await client.api.add(20, 22)).toBe(42);
  });

  it('hears nothing more from a server that has closed', async () => {
    await settle();
    server.close();
    channel.sentFar.length = 0;
    const call = client.api.add(1, 1);
    raise(deathNotice('closed', 'over'));
    await expect(call).rejects.toThrow('over');
    expect(channel.sentFar).toHaveLength(1);
  });
});

async function drain(iterator: AsyncIterator<unknown>): Promise<void> {
  while ((await iterator.next()).done !== true);
}
