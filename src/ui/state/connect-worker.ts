/** Starts the worker that holds the engine, once, and connects to it as often as it is asked. */
import { HOST_API_VERSION, type HostApi } from '../../host/api.ts';
import { createClient } from '../../rpc/client.ts';
import type { HostLink } from './session.ts';

export function workerConnector(): () => HostLink {
  const worker = new Worker(new URL('../../worker/main.ts', import.meta.url), {
    type: 'module',
    name: 'hashrange',
  });
  return () =>
    createClient<HostApi>(worker, {
      version: HOST_API_VERSION,
      streams: { frames: 1, importItems: 4 },
    });
}
