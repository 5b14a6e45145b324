/** A client whose port fails. */
import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import type { Port } from './port.ts';
import { EXAMPLE_OPTIONS, type ExampleApi } from './testing/example-api.ts';

/** A port on which a test raises the events itself. */
function createSilentPort(): { readonly port: Port; raise(event: Event): void } {
  const target = new EventTarget();
  return {
    port: {
      postMessage: () => undefined,
      addEventListener: (type, listener) => target.addEventListener(type, listener),
      removeEventListener: (type, listener) => target.removeEventListener(type, listener),
    },
    raise: (event) => target.dispatchEvent(event),
  };
}

describe('a client latches dead', () => {
  it('when the worker throws, with what and where', async () => {
    const { port, raise } = createSilentPort();
    const client = createClient<ExampleApi>(port, EXAMPLE_OPTIONS);
    const call = client.api.never();
    const thrown = { message: 'Uncaught Error: boom', filename: 'main.js', lineno: 7 };
    raise(Object.assign(new Event('error'), thrown));
    await expect(call).rejects.toMatchObject({ kind: 'error', message: 'Uncaught Error: boom (main.js:7)' });
    expect(await client.dead).toEqual({ kind: 'error', detail: 'Uncaught Error: boom (main.js:7)' });
  });

  it('when the worker’s script cannot be loaded', async () => {
    const { port, raise } = createSilentPort();
    const client = createClient<ExampleApi>(port, EXAMPLE_OPTIONS);
    raise(new Event('error'));
    expect(await client.dead).toEqual({ kind: 'error', detail: 'The worker could not be started.' });
  });

  it('when a message cannot be read, and stays so for the first reason', async () => {
    const { port, raise } = createSilentPort();
    const client = createClient<ExampleApi>(port, EXAMPLE_OPTIONS);
    raise(new Event('messageerror'));
    raise(new Event('error'));
    expect(await client.dead).toMatchObject({ kind: 'messageerror' });
    await expect(client.api.add(1, 1)).rejects.toMatchObject({ kind: 'messageerror' });
  });
});
