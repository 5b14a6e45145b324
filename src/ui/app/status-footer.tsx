/** The last line: what is kept, what runs, and what the run is made of. */
import type { StorageStatus } from '../../host/api.ts';
import { formatWhole } from '../kit/digits.ts';
import { sizeText } from '../state/derive.ts';
import { useApp } from '../state/store.ts';
import { useStable } from '../state/use-stable.ts';

export function StatusFooter() {
  return (
    <footer className="hr-footer">
      <Kept />
      <Rate />
      <Attached />
      <span className="hr-space" />
      <Physics />
      <Seed />
      <LinkLength />
      <Version />
    </footer>
  );
}

function Kept() {
  const storage = useStable(
    ({ frame, connection }) =>
      frame?.storage ?? (connection.kind === 'ready' ? connection.hello.storage : undefined),
  );
  const { kind, text, why } = keptText(storage);
  return (
    <span title={why}>
      <span className="hr-dot" data-kind={kind} aria-hidden="true" /> {text}
    </span>
  );
}

interface Kept {
  readonly kind: 'ok' | 'busy' | 'hot';
  readonly text: string;
  readonly why?: string;
}

function keptText(storage: StorageStatus | undefined): Kept {
  switch (storage?.kind) {
    case undefined:
      return { kind: 'busy', text: 'Starting' };
    case 'saved':
      return {
        kind: 'ok',
        text: `Saved in this browser${storage.sizeBytes === undefined ? '' : ` · ${sizeText(storage.sizeBytes)}`}`,
      };
    case 'memory-only':
      return { kind: 'busy', text: 'Kept in memory only', why: storage.why };
    case 'failed':
      return { kind: 'hot', text: 'Not saved', why: storage.detail };
  }
}

function Rate() {
  const rate = useApp(({ frame }) => formatWhole(frame?.requestsPerS ?? 0));
  return <span className="hr-number">{rate} simulated requests/s</span>;
}

function Attached() {
  const attached = useApp(({ connection }) => connection.kind === 'ready' && connection.hello.attached);
  const connecting = useApp(({ connection }) => connection.kind === 'connecting');
  if (connecting) return <span role="status">Connecting to the engine</span>;
  return attached ? <span role="status">Attached to the engine of another tab</span> : undefined;
}

function Physics() {
  const text = useApp(({ frame }) => {
    if (frame === undefined) return '';
    const on = Object.values(frame.physics).filter(Boolean).length;
    if (on === 0) return 'instant';
    return on === Object.keys(frame.physics).length ? 'lifelike' : 'lifelike in part';
  });
  const openDialog = useApp((state) => state.openDialog);
  if (text === '') return undefined;
  return (
    <button
      type="button"
      className="hr-footer-button"
      onClick={() => openDialog({ kind: 'physics' })}
      title="What the simulation imposes"
    >
      {text}
    </button>
  );
}

function Seed() {
  const seed = useApp(({ frame }) => frame?.seed);
  return seed === undefined ? undefined : <span className="hr-number">seed {seed}</span>;
}

function LinkLength() {
  const length = useApp(({ linkLength }) => linkLength);
  return length === undefined ? undefined : <span className="hr-number">link {sizeText(length)}</span>;
}

function Version() {
  const version = useApp(({ connection }) =>
    connection.kind === 'ready' ? connection.hello.engineVersion : undefined,
  );
  return version === undefined ? undefined : <span className="hr-number">v{version.replace(/^v/, '')}</span>;
}
