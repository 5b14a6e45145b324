/** What to show when the browser's storage cannot be used: what happened, and the ways out. */
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { StorageStatus } from '../../host/api.ts';
import { download } from '../kit/download.ts';
import { withHost } from '../state/actions.ts';
import { useApp } from '../state/store.ts';
import { openFirstRun } from './gallery-runs.ts';

type Failed = Extract<StorageStatus, { kind: 'failed' }>;

interface Words {
  readonly title: string;
  readonly happened: string;
  readonly reset: string;
}

const WORDS: Readonly<Record<Failed['fault'], Words>> = {
  refused: {
    title: 'This browser refuses its storage',
    happened:
      'Private windows and strict privacy settings do that. Nothing could be read, and nothing will be kept.',
    reset: 'Reset: try again with an empty store',
  },
  quota: {
    title: 'The browser’s storage is full',
    happened:
      'What was acknowledged is stored; what came after it could not be. Save what there is, then make room.',
    reset: 'Reset: delete what is stored',
  },
  corrupt: {
    title: 'What is stored cannot be read',
    happened:
      'A stored record is damaged. Nothing was changed: it can still be saved as it is, damage included.',
    reset: 'Reset: delete what is stored',
  },
  'newer-format': {
    title: 'What is stored comes from a newer version',
    happened: 'This page is older than the data. A reload may bring the newer page; nothing was changed.',
    reset: 'Reset: delete what is stored',
  },
};

export function StorageFailure({ storage }: { readonly storage: Failed }) {
  const words = WORDS[storage.fault];
  const [sure, setSure] = useState(false);
  const [exported, setExported] = useState(false);
  const [busy, setBusy] = useState(false);
  const exportAll = async (): Promise<void> => {
    const text = await withHost('The stored data could not be exported', (host) => host.exportStorage());
    if (text === undefined) return;
    download('hashrange-export.json', text, 'application/json');
    setExported(true);
  };
  const reset = async (): Promise<void> => {
    setBusy(true);
    const done = await withHost('The store could not be reset', async (host) => {
      await host.resetStorage();
      const hello = await host.hello();
      const { setConnection, setLabel, forgetRun } = useApp.getState();
      forgetRun();
      setLabel(undefined);
      setConnection({ kind: 'ready', host, hello });
      return hello.storage.kind !== 'failed';
    });
    setBusy(false);
    if (done === true) await openFirstRun();
  };
  return (
    <main className="hr-stopped">
      <h2>{words.title}</h2>
      <p>{words.happened}</p>
      <pre>{storage.detail}</pre>
      <div className="hr-group">
        <Button onClick={() => void exportAll()}>Export what is stored</Button>
        <Button onClick={() => location.reload()}>Reload</Button>
        {sure ? (
          <Button variant="primary" disabled={busy} onClick={() => void reset()}>
            Yes, delete it without an export
          </Button>
        ) : (
          // What has been exported is safe: then one press is enough.
          <Button disabled={busy} onClick={() => (exported ? void reset() : setSure(true))}>
            {words.reset}
          </Button>
        )}
      </div>
    </main>
  );
}
