/** What the page offers in the browser's own console: `await hashrange.sdk()` loads the AWS SDK over this engine. */
import type { HostApi } from '../../host/api.ts';
import { useApp } from '../state/store.ts';
import type { SdkClients } from './sdk-clients.ts';

export interface DeveloperTools {
  /** Rejects while there is no engine to ask. The clients go on working when another tab takes the engine over. */
  sdk(): Promise<SdkClients>;
}

declare global {
  var hashrange: DeveloperTools | undefined;
}

let clients: Promise<SdkClients> | undefined;

export function offerDeveloperTools(): void {
  globalThis.hashrange = {
    async sdk() {
      presentHost();
      clients ??= loadClients();
      return clients;
    },
  };
}

async function loadClients(): Promise<SdkClients> {
  const { createSdkClients } = await import('./sdk-clients.ts');
  return createSdkClients({ execute: (request) => presentHost().execute(request) });
}

function presentHost(): HostApi {
  const { connection } = useApp.getState();
  switch (connection.kind) {
    case 'ready':
      return connection.host;
    case 'connecting':
      throw new Error('The engine is still starting. Try again in a moment.');
    case 'dead':
      throw new Error(`The engine stopped: ${connection.reason}`);
  }
}
